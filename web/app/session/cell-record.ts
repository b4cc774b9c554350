import { hasMark } from "../../documents/cell-info.ts";
import type { CellLanguage } from "../../documents/document.ts";
import { hashSource, type SavedOutputs } from "../../documents/saved-outputs.ts";
import type { Output, StatementLog } from "../../kernel/output.ts";
import { collectOutput } from "./collect-outputs.ts";
import type { OpenCell } from "./editable-document.ts";

export type CellStatus = "waiting" | "running" | "done" | "failed" | "stopped" | "never run";

/** Where the outputs below a cell come from. */
export type OutputOrigin =
  /** Made when the site was built, or before the document was opened. */
  | "saved"
  /** Made by a run since the page was opened, in the scope that cells share now. */
  | "run"
  /** Made before the kernel was restarted. */
  | "before restart";

/** What running a cell gave. Replaced, never changed. */
export interface CellRun {
  readonly status: CellStatus;
  readonly outputs: readonly Output[];
  readonly origin: OutputOrigin | null;
  /** The source that made the outputs; null while there was no run. */
  readonly sourceOfOutputs: string | null;
  readonly milliseconds: number | null;
  /** What it sent to databases; null where that is not known. */
  readonly statements: StatementLog | null;
  /** The cells above it that had run before, by name, with the source that ran; null where that is not known. */
  readonly above: ReadonlyMap<string, string> | null;
}

/** A cell as the page knows it: what is written in it, and what running it gave. Replaced, never changed. */
export interface CellRecord extends CellRun {
  readonly id: string;
  /** Counted from 1, in reading order. */
  readonly number: number;
  readonly language: CellLanguage;
  readonly info: string;
  readonly source: string;
  /** Whether it ran before a cell above it became what it is now. */
  readonly isStale: boolean;
}

/** A cell that nobody has run. */
export const NEVER_RUN: CellRun = {
  status: "never run",
  outputs: [],
  origin: null,
  sourceOfOutputs: null,
  milliseconds: null,
  statements: null,
  above: null,
};

/** The saved outputs of a document's cells: each only below the source that made it, wherever that is now. */
export function savedRuns(cells: readonly { source: string }[], saved: SavedOutputs | null): CellRun[] {
  const free = [...(saved?.cells ?? [])];
  return cells.map(({ source }) => {
    const hash = hashSource(source);
    const index = free.findIndex((candidate) => candidate.source === hash);
    if (index === -1) return NEVER_RUN;
    const outputs = free.splice(index, 1)[0]!.outputs.reduce(collectOutput, []);
    if (outputs.length === 0) return NEVER_RUN;
    return { ...NEVER_RUN, outputs, origin: "saved", sourceOfOutputs: source };
  });
}

/**
 * A cell with what running it gave.
 *
 * @param above - the records of the cells above it
 */
export function cellRecord(cell: OpenCell, run: CellRun, above: readonly CellRecord[]): CellRecord {
  const { id, language, info, source } = cell;
  const isStale = hasChangedAbove(run, above);
  return { ...run, id, number: above.length + 1, language, info, source, isStale };
}

/** The cells that ran in the scope that a next one runs in, with the source that ran. */
export function sourcesThatRan(cells: readonly CellRecord[]): ReadonlyMap<string, string> {
  return new Map(
    cells.flatMap(({ id, origin, sourceOfOutputs }) =>
      origin === "run" && sourceOfOutputs !== null ? [[id, sourceOfOutputs] as const] : [],
    ),
  );
}

function hasChangedAbove({ origin, above }: CellRun, cells: readonly CellRecord[]): boolean {
  if (origin !== "run" || above === null) return false;
  const now = new Map(cells.map((cell) => [cell.id, cell.source]));
  const isOtherNow = [...above].some(([id, source]) => now.get(id) !== source);
  const hasRunSince = [...sourcesThatRan(cells).keys()].some((id) => !above.has(id));
  return isOtherNow || hasRunSince;
}

/** Whether the outputs below the cell were made by another source than the one above them. */
export function isEditedSinceRun(cell: CellRecord): boolean {
  return cell.sourceOfOutputs !== null && cell.sourceOfOutputs !== cell.source;
}

/** Whether the cell's author says that it raises an error. */
export function isExpectedToThrow(cell: CellRecord): boolean {
  return hasMark(cell.info, "throws");
}

/** The line of the cell that failed, if the cell still reads as it did then. */
export function failedLine(cell: CellRecord): number | null {
  if (isEditedSinceRun(cell)) return null;
  if (cell.status === "stopped") return null;
  const error = cell.outputs.find((output) => output.kind === "error");
  return error?.line ?? null;
}
