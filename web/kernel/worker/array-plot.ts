import type { NDArray } from "../../../core/codec/array/nd-array.ts";
import type { ArrayPlot } from "../output.ts";

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Elements as numbers; null where they are none. */
function numbersOf({ data, dtype }: NDArray): ArrayLike<number> | null {
  if (dtype.startsWith("complex") || dtype.startsWith("datetime") || dtype.startsWith("timedelta"))
    return null;
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return Array.from(data, Number);
  if (ArrayBuffer.isView(data) && !(data instanceof DataView)) return data as unknown as ArrayLike<number>;
  const items = Array.from(data as ArrayLike<unknown>);
  return items.every((item) => typeof item === "number" || typeof item === "boolean")
    ? items.map(Number)
    : null;
}

/** The dimensions that have more than one element. */
const extents = (shape: readonly number[]): number[] => shape.filter((length) => length !== 1);

/**
 * What can be drawn of an array: a line of one dimension, an image of two.
 *
 * @param size at most so many points of the line, or tiles along each side of the image
 */
export function plotArray(array: NDArray, size: number): ArrayPlot | null {
  const dimensions = extents(array.shape);
  if (array.shape.length === 0 || dimensions.length > 2 || dimensions.includes(0)) return null;
  const numbers = numbersOf(array);
  if (numbers === null || numbers.length < 2) return null;
  return dimensions.length === 2
    ? imagePlot(numbers, dimensions as [number, number], size)
    : linePlot(numbers, 2 * size);
}

function linePlot(numbers: ArrayLike<number>, size: number): ArrayPlot {
  const count = Math.min(size, numbers.length);
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  for (let portion = 0; portion < count; portion++) {
    const start = Math.floor((portion * numbers.length) / count);
    const end = Math.floor(((portion + 1) * numbers.length) / count);
    let least = Number.POSITIVE_INFINITY;
    let most = Number.NEGATIVE_INFINITY;
    for (let index = start; index < end; index++) {
      const value = Number(numbers[index]);
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    low.push(finite(least));
    high.push(finite(most));
  }
  return { kind: "line", low, high };
}

function imagePlot(numbers: ArrayLike<number>, [rows, columns]: [number, number], size: number): ArrayPlot {
  const height = Math.min(size, rows);
  const width = Math.min(size, columns);
  const values: (number | null)[] = [];
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.floor((y * rows) / height), Math.floor(((y + 1) * rows) / height)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.floor((x * columns) / width), Math.floor(((x + 1) * columns) / width)];
      let sum = 0;
      let count = 0;
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const value = Number(numbers[row * columns + column]);
          if (!Number.isFinite(value)) continue;
          sum += value;
          count++;
        }
      }
      const mean = count === 0 ? null : sum / count;
      if (mean !== null && mean < least) least = mean;
      if (mean !== null && mean > most) most = mean;
      values.push(mean);
    }
  }
  return { kind: "image", width, height, values, range: least > most ? [0, 0] : [least, most] };
}
