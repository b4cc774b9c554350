import { DataJointError } from "../../errors/index.ts";
import { type ArrayData, layoutOf } from "../array/dtype.ts";
import { toColumns } from "../array/element-order.ts";
import type { NDArray } from "../array/nd-array.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { code, elementCode } from "./format.ts";

/** The bytes of elements, as processors that run JavaScript hold them: little-endian. */
const bytesOf = (data: ArrayData): Uint8Array => {
  const { buffer, byteOffset, byteLength } = data as Float64Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
};

/**
 * Writes an array, column by column as the format has it.
 *
 * @param packItem writes an element of an array of values, after its length
 * @returns true if only the extended format has such an array
 * @throws DataJointError for a dtype that the format does not have
 */
export function packArray(
  writer: ByteWriter,
  array: NDArray,
  packItem: (item: unknown, index: number) => void,
): boolean {
  const { dtype, shape } = array;
  const elements = elementCode(dtype);
  if (elements === null) {
    throw new DataJointError(
      `A blob has no arrays of ${dtype}. Store it as another kind: array.astype("float32").`,
    );
  }
  writer.uint8(code.array);
  writer.count(shape.length);
  for (const length of shape) writer.count(length);
  writer.uint32(elements.number);
  writer.uint32(elements.isComplex ? 1 : 0);
  if (elements.number === 5) {
    const places = toColumns(
      Array.from({ length: array.size }, (_, index) => index),
      shape,
      (length) => new Array<number>(length),
    );
    for (const place of places) packItem(array.data[place], place);
    return true;
  }
  const { allocate } = layoutOf(dtype);
  if (elements.isComplex) {
    const parts = array.data as Float64Array;
    for (let part = 0; part < 2; part++) {
      const values = allocate(array.size) as Float64Array;
      for (let index = 0; index < values.length; index++) values[index] = parts[2 * index + part]!;
      writer.bytes(bytesOf(toColumns(values, shape, (length) => allocate(length) as Float64Array)));
    }
  } else writer.bytes(bytesOf(toColumns(array.data, shape, allocate)));
  return shape.length === 0 || elements.number >= 65_536;
}
