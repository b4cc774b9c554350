import type { CellLanguage, CellSource } from "../cell.ts";
import type { ErrorOutput } from "../output.ts";

/** A cell as the worker takes it: code in a language that it runs itself. */
export interface CompiledCell {
  readonly kind: "compiled";
  /** JavaScript (an ES2022 module) or SQL. */
  readonly target: "javascript" | "sql";
  readonly code: string;
  /** A source map's JSON text that leads back to the cell, or null where `code` is the cell's own text. */
  readonly map: string | null;
}

/** A cell that can't be run as it is written. */
export interface RefusedCell {
  readonly kind: "refused";
  readonly errors: readonly ErrorOutput[];
}

/** Turns cells of one language into something that the worker runs. */
export interface LanguageFrontEnd {
  readonly language: CellLanguage;
  /** Loads what compiling needs, so that the first cell does not wait for it. */
  start(): Promise<void>;
  compile(cell: CellSource): Promise<CompiledCell | RefusedCell>;
}
