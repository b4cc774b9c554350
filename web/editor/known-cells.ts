import type { CellLanguage } from "../documents/document.ts";

/** A cell as the editor needs to know it, also one that nobody edits. */
export interface KnownCell {
  readonly id: string;
  readonly language: CellLanguage;
  readonly source: string;
  /** What stands behind its language. */
  readonly info: string;
}

/** The cells of the open document, in reading order: what one declares, the next may complete. */
class KnownCells extends EventTarget {
  private list: readonly KnownCell[] = [];

  get cells(): readonly KnownCell[] {
    return this.list;
  }

  /** Dispatches `change` if a cell is new, gone, moved or reads otherwise than before. */
  set(cells: readonly KnownCell[]): void {
    const isSame =
      cells.length === this.list.length &&
      cells.every(({ id, source, info }, index) => {
        const known = this.list[index]!;
        return known.id === id && known.source === source && known.info === info;
      });
    if (isSame) return;
    this.list = cells.map(({ id, language, source, info }) => ({ id, language, source, info }));
    this.dispatchEvent(new Event("change"));
  }
}

export const knownCells = new KnownCells();
