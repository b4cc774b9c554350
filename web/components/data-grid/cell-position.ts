/** A place in a grid; the header is row -1. */
export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** Cells between two corners, all of them included. */
export interface CellRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export function rangeBetween(one: CellPosition, other: CellPosition): CellRange {
  return {
    top: Math.max(0, Math.min(one.row, other.row)),
    bottom: Math.max(one.row, other.row),
    left: Math.min(one.column, other.column),
    right: Math.max(one.column, other.column),
  };
}

export const isInRange = ({ top, bottom, left, right }: CellRange, { row, column }: CellPosition): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

/** What a key moves by: the arrows by a cell, Page by a page; Home and End to the row's ends, with Ctrl to the table's. */
export function movedBy(
  event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean },
  from: CellPosition,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): CellPosition | null {
  const isFar = event.ctrlKey || event.metaKey;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const at = (row: number, column: number): CellPosition => ({
    row: Math.min(Math.max(row, -1), last.row),
    column: Math.min(Math.max(column, 0), last.column),
  });
  switch (event.key) {
    case "ArrowLeft":
      return at(from.row, isFar ? 0 : from.column - 1);
    case "ArrowRight":
      return at(from.row, isFar ? last.column : from.column + 1);
    case "ArrowUp":
      return at(isFar ? 0 : from.row - 1, from.column);
    case "ArrowDown":
      return at(isFar ? last.row : from.row + 1, from.column);
    case "Home":
      return isFar ? at(Math.min(0, last.row), 0) : at(from.row, 0);
    case "End":
      return isFar ? at(last.row, last.column) : at(from.row, last.column);
    case "PageUp":
      return at(Math.max(0, from.row - size.page), from.column);
    case "PageDown":
      return at(from.row + size.page, from.column);
    default:
      return null;
  }
}
