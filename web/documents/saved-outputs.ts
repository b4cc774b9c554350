import type { Output } from "../kernel/output.ts";

/** The outputs that an earlier run gave. */
export interface SavedOutputs {
  readonly format: 1;
  /** In the order of the document's cells. */
  readonly cells: readonly { readonly source: string; readonly outputs: readonly Output[] }[];
}

/** What the build saves beside a tutorial: its outputs, and its prose as HTML. */
export interface SavedTutorial extends SavedOutputs {
  readonly prose: readonly SavedProse[];
}

export interface SavedProse {
  /** Names the prose by its content. */
  readonly source: string;
  readonly html: string;
}

/**
 * Names a cell's source by its content, so that an output is shown only below the source that made it.
 *
 * @param source - the source of the cell
 * @returns sixteen hexadecimal digits (FNV-1a over the UTF-16 code units, 64 bits)
 */
export function hashSource(source: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < source.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(source.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, "0");
}
