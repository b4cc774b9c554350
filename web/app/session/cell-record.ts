import type { CellBlock, CellLanguage } from "../../documents/document.ts";
import { hashSource, type SavedOutputs } from "../../documents/saved-outputs.ts";
import type { Output } from "../../kernel/output.ts";

export type CellStatus = "waiting" | "running" | "done" | "failed" | "never run";

/** Where the outputs below a cell come from. */
export type OutputOrigin =
  /** Made when the site was built. */
  | "saved"
  /** Made by a run since the page was opened, in the scope that cells share now. */
  | "run"
  /** Made before the kernel was restarted. */
  | "before restart";

/** A cell as the page knows it. Records are replaced, never changed. */
export interface CellRecord {
  readonly id: string;
  /** Counted from 1, in reading order. */
  readonly number: number;
  readonly language: CellLanguage;
  readonly info: string;
  readonly source: string;
  readonly status: CellStatus;
  readonly outputs: readonly Output[];
  readonly origin: OutputOrigin | null;
  /** The source that made the outputs; null while there was no run. */
  readonly sourceOfOutputs: string | null;
  readonly milliseconds: number | null;
}

/** Makes the records of a document's cells, with the outputs that were saved for the same source. */
export function cellRecords(cells: readonly CellBlock[], saved: SavedOutputs | null): CellRecord[] {
  return cells.map((cell, index) => {
    const candidate = saved?.cells[index];
    const outputs = candidate?.source === hashSource(cell.source) ? candidate.outputs : null;
    return {
      id: `cell-${index + 1}`,
      number: index + 1,
      language: cell.language,
      info: cell.info,
      source: cell.source,
      status: "never run",
      outputs: outputs ?? [],
      origin: outputs === null ? null : "saved",
      sourceOfOutputs: outputs === null ? null : cell.source,
      milliseconds: null,
    };
  });
}

/** Whether the outputs below the cell were made by another source than the one above them. */
export function isEditedSinceRun(cell: CellRecord): boolean {
  return cell.sourceOfOutputs !== null && cell.sourceOfOutputs !== cell.source;
}

/** Whether the cell's author says that it raises an error. */
export function isExpectedToThrow(cell: CellRecord): boolean {
  return cell.info.split(" ").includes("throws");
}

/** The line of the cell that failed, if the cell still reads as it did then. */
export function failedLine(cell: CellRecord): number | null {
  if (isEditedSinceRun(cell)) return null;
  const error = cell.outputs.find((output) => output.kind === "error");
  return error?.line ?? null;
}
