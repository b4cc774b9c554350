import { DataJointError } from "../../errors/index.ts";
import { type ArrayData, type DType, layoutOf } from "../array/dtype.ts";
import { fromColumns, sizeOf } from "../array/element-order.ts";
import { NDArray } from "../array/nd-array.ts";
import type { ByteReader } from "./byte-reader.ts";
import { elementType } from "./format.ts";

/** A length and a byte: the least that a value inside of another takes. */
export const leastItemBytes = 9;

/** More dimensions than any array has; NumPy's limit is 64. */
const mostDimensions = 64;

/** Reads the number of dimensions and the length of each. */
export function readShape(reader: ByteReader): number[] {
  const start = reader.position;
  const ndim = reader.count("dimensions", 8);
  if (ndim > mostDimensions) {
    throw new DataJointError(
      `The blob is damaged: the array at byte ${start} has ${ndim} dimensions, and ${mostDimensions} are the most.`,
    );
  }
  return Array.from({ length: ndim }, () => reader.length());
}

/**
 * The number of elements of a shape.
 *
 * @throws DataJointError where so many can't follow
 */
export function readableSize(reader: ByteReader, shape: readonly number[], bytesEach: number): number {
  const size = sizeOf(shape);
  if (size * bytesEach <= reader.remaining) return size;
  throw new DataJointError(
    `The blob is damaged: before byte ${reader.position} it announces an array of ${shape.join(" × ")} elements, and ${reader.remaining} bytes are left.`,
  );
}

/** The elements as they lie in the blob, in a typed array of their own. */
function readElements(reader: ByteReader, dtype: DType, size: number): ArrayData {
  const layout = layoutOf(dtype);
  const data = layout.allocate(size) as Float64Array;
  new Uint8Array(data.buffer).set(reader.bytes(size * layout.itemSize, `an array of ${dtype}`));
  return data;
}

/** The dtype of complex numbers whose parts have a dtype, as NumPy computes it. */
const complexOf = (part: DType): "complex64" | "complex128" =>
  part === "float32" ? "complex64" : "complex128";

function readComplex(reader: ByteReader, part: DType, shape: readonly number[], size: number): NDArray {
  const { allocate } = layoutOf(part);
  const real = fromColumns(readElements(reader, part, size), shape, allocate);
  const imaginary = fromColumns(readElements(reader, part, size), shape, allocate);
  const dtype = complexOf(part);
  const data = layoutOf(dtype).allocate(size * 2) as Float64Array;
  for (let index = 0; index < size; index++) {
    data[2 * index] = Number(real[index]);
    data[2 * index + 1] = Number(imaginary[index]);
  }
  return new NDArray({ dtype, shape, data });
}

/** Characters as MATLAB stores them, 16 bits each; those of one row make one text. */
function readCharacters(reader: ByteReader, shape: readonly number[]): NDArray {
  const size = readableSize(reader, shape, 2);
  const units = readElements(reader, "uint16", size) as Uint16Array;
  const isRow = shape.length === 1 || (shape.length === 2 && shape[0] === 1);
  const characters = Array.from(units, (unit) => String.fromCharCode(unit));
  if (isRow) return new NDArray({ dtype: "str", shape: [1], data: [characters.join("")] });
  const data = fromColumns(characters, shape, (length) => new Array<string>(length));
  return new NDArray({ dtype: "str", shape, data });
}

/**
 * Reads an array, after its code.
 *
 * @param readItem reads an element of an array of values
 * @throws DataJointError where the bytes are no array
 */
export function readArray(reader: ByteReader, readItem: (index: number) => unknown): NDArray {
  const shape = readShape(reader);
  const start = reader.position;
  const number = reader.uint32();
  const isComplex = reader.uint32() !== 0;
  const dtype = elementType(number);
  if (dtype === undefined) {
    throw new DataJointError(
      `The blob has an array whose elements are of the kind ${number} (at byte ${start}), which is not known here.`,
    );
  }
  if (dtype === "str") return readCharacters(reader, shape);
  if (dtype === "object") {
    const size = readableSize(reader, shape, leastItemBytes);
    const items = Array.from({ length: size }, (_, index) => readItem(index));
    const data = fromColumns(items, shape, (length) => new Array<unknown>(length));
    return new NDArray({ dtype, shape, data });
  }
  const { allocate, itemSize } = layoutOf(dtype);
  const size = readableSize(reader, shape, isComplex ? itemSize * 2 : itemSize);
  if (isComplex) return readComplex(reader, dtype, shape, size);
  const data = fromColumns(readElements(reader, dtype, size), shape, allocate);
  return new NDArray({ dtype, shape, data });
}
