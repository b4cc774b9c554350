import type { ArrayData } from "./dtype.ts";

/** How many elements an array of a shape has. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/** How many elements lie between neighbours along each dimension, row by row. */
export function strides(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let dimension = shape.length - 1; dimension >= 0; dimension--) {
    steps[dimension] = step;
    step *= shape[dimension]!;
  }
  return steps;
}

const columnStrides = (shape: readonly number[]): number[] => strides([...shape].reverse()).reverse();

/**
 * Copies elements of a strided source, row by row of the shape given.
 *
 * @param steps how many elements lie between neighbours in the source, along each dimension
 * @param start the first element in the source
 */
export function gather<Data extends ArrayData>(
  source: Data,
  target: Data,
  shape: readonly number[],
  steps: readonly number[],
  start = 0,
  components: 1 | 2 = 1,
): Data {
  const from = source as unknown[];
  const to = target as unknown[];
  const total = sizeOf(shape);
  const last = shape.length - 1;
  if (total === 0) return target;
  if (last < 0) {
    for (let part = 0; part < components; part++) to[part] = from[start * components + part];
    return target;
  }
  const position = new Array<number>(shape.length).fill(0);
  const length = shape[last]!;
  const step = steps[last]! * components;
  let row = start * components;
  for (let written = 0; written < total; written += length) {
    for (let index = 0, at = row, out = written * components; index < length; index++, at += step) {
      to[out++] = from[at];
      if (components === 2) to[out++] = from[at + 1];
    }
    for (let dimension = last - 1; dimension >= 0; dimension--) {
      position[dimension]!++;
      row += steps[dimension]! * components;
      if (position[dimension]! < shape[dimension]!) break;
      row -= steps[dimension]! * components * shape[dimension]!;
      position[dimension] = 0;
    }
  }
  return target;
}

const isOneLine = (shape: readonly number[]): boolean => shape.filter((length) => length !== 1).length <= 1;

/** Elements that lie column by column, as row by row. The source itself where both are the same. */
export function fromColumns<Data extends ArrayData>(
  source: Data,
  shape: readonly number[],
  allocate: (length: number) => Data,
): Data {
  if (isOneLine(shape)) return source;
  return gather(source, allocate(source.length), shape, columnStrides(shape));
}

/** Elements that lie row by row, as column by column. The source itself where both are the same. */
export function toColumns<Data extends ArrayData>(
  source: Data,
  shape: readonly number[],
  allocate: (length: number) => Data,
): Data {
  if (isOneLine(shape)) return source;
  return gather(source, allocate(source.length), [...shape].reverse(), strides(shape).reverse());
}
