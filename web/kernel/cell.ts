import type { CellLanguage } from "../documents/document.ts";
import type { StatementLog } from "./output.ts";

export type { CellLanguage };

/** One cell as it is to be run. */
export interface CellSource {
  readonly id: string;
  readonly language: CellLanguage;
  readonly source: string;
  /** The rest of the fence's info string: the name of an Instance and `mysql` for SQL, `throws` where an error is expected. */
  readonly info?: string;
}

/** What became of a run. */
export interface CellResult {
  /** True if the cell gave no error. */
  readonly ok: boolean;
  readonly milliseconds: number;
  /** What it sent to databases; without what was fetched to show its value. */
  readonly statements?: StatementLog;
}
