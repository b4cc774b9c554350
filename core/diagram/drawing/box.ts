export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its upper left corner. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The smallest rectangle around others, with a padding, and more of it at the top. */
export function around(boxes: readonly Box[], padding: number, top = 0): Box {
  const left = Math.min(...boxes.map(({ x }) => x)) - padding;
  const upper = Math.min(...boxes.map(({ y }) => y)) - padding - top;
  return {
    x: left,
    y: upper,
    width: Math.max(...boxes.map(({ x, width }) => x + width)) + padding - left,
    height: Math.max(...boxes.map(({ y, height }) => y + height)) + padding - upper,
  };
}
