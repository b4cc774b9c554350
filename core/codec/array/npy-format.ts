import { DataJointError } from "../../errors/index.ts";
import { type DType, datetimeUnitOf, layoutOf } from "./dtype.ts";
import { fromColumns, sizeOf } from "./element-order.ts";
import { float16Bits, float16Number } from "./float16.ts";
import { NDArray } from "./nd-array.ts";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const typeCodes: Readonly<Partial<Record<DType, string>>> = {
  bool: "|b1",
  int8: "|i1",
  uint8: "|u1",
  int16: "<i2",
  int32: "<i4",
  int64: "<i8",
  uint16: "<u2",
  uint32: "<u4",
  uint64: "<u8",
  float16: "<f2",
  float32: "<f4",
  float64: "<f8",
  complex64: "<c8",
  complex128: "<c16",
};

const dtypes = new Map(Object.entries(typeCodes).map(([dtype, code]) => [code.slice(1), dtype as DType]));

const damaged = (why: string): DataJointError =>
  new DataJointError(`The bytes are no .npy file that can be read: ${why}.`);

/** Bytes with those of each number in reverse, as processors with the other byte order write them. */
function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += width) {
    for (let index = 0; index < width; index++) result[start + index] = bytes[start + width - 1 - index]!;
  }
  return result;
}

/** Bytes of numbers in a typed array of their own. */
function numbersOf(dtype: DType, bytes: Uint8Array): NDArray["data"] {
  if (dtype === "float16")
    return Float32Array.from(new Uint16Array(bytes.slice().buffer), (bits) => float16Number(bits));
  const { allocate, itemSize, components } = layoutOf(dtype);
  const data = allocate((bytes.length / itemSize) * components) as Float64Array;
  new Uint8Array(data.buffer).set(bytes);
  return data;
}

/** Texts of one width, in UTF-32, filled up with zeros. */
function textsOf(bytes: Uint8Array, width: number, count: number): string[] {
  const units = new Uint32Array(bytes.slice().buffer);
  return Array.from({ length: count }, (_, index) => {
    const own = units.subarray(index * width, (index + 1) * width);
    let end = own.length;
    while (end > 0 && own[end - 1] === 0) end--;
    return Array.from(own.subarray(0, end), (point) => {
      if (point > 0x10ffff) throw damaged("a text is not UTF-32");
      return String.fromCodePoint(point);
    }).join("");
  });
}

function headerOf(bytes: Uint8Array) {
  if (bytes.length < 10 || !magic.every((byte, index) => bytes[index] === byte))
    throw damaged("it has no header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isShort = bytes[6] === 1;
  if (bytes.length < 12) throw damaged("it has no header");
  const start = isShort ? 10 : 12;
  const end = start + (isShort ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw damaged("its header is cut off");
  const text = new TextDecoder(bytes[6]! >= 3 ? "utf-8" : "latin1").decode(bytes.subarray(start, end));
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (order === undefined || shape === undefined) throw damaged("its header does not tell shape and order");
  if (descr === undefined) throw damaged("it has a structured array, and arrays of one kind are read here");
  return {
    descr,
    isByColumn: order === "True",
    shape: shape.split(",").flatMap((length) => (length.trim() === "" ? [] : [Number(length)])),
    content: bytes.subarray(end),
  };
}

/**
 * Reads an array from a `.npy` file.
 *
 * @throws DataJointError where the bytes are none, or of a kind that is not known here
 */
export function readNpy(bytes: Uint8Array): NDArray {
  const { descr, isByColumn, shape, content } = headerOf(bytes);
  const size = sizeOf(shape);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0))
    throw damaged("its shape is wrong");
  const [, order, kind] = /^([<>|=])(.+)$/.exec(descr) ?? [];
  const width = kind?.startsWith("U") ? Number(kind.slice(1)) : 0;
  const datetime = /^M8\[(\d*)(\w+)\]$/.exec(kind ?? "");
  const dtype: DType | undefined =
    width > 0 || kind === "U0"
      ? "str"
      : datetime !== null && ["", "1"].includes(datetime[1]!)
        ? layoutOf(`datetime64[${datetime[2]}]`).dtype
        : dtypes.get(kind ?? "");
  if (dtype === undefined) throw damaged(`it has elements of the kind "${descr}", which is not known here`);
  const { itemSize, components, allocate } = layoutOf(dtype);
  const bytesEach = dtype === "str" ? width * 4 : itemSize;
  if (!(size * bytesEach <= content.length)) throw damaged("it is cut off");
  const own = content.subarray(0, size * bytesEach);
  const numberWidth = dtype === "str" ? 4 : itemSize / components;
  const little = order === ">" && numberWidth > 1 ? swapped(own, numberWidth) : own;
  const data = dtype === "str" ? textsOf(little, width, size) : numbersOf(dtype, little);
  if (!isByColumn) return new NDArray({ dtype, shape, data });
  if (components === 2) return new NDArray({ dtype, shape: [...shape].reverse(), data }).transpose();
  return new NDArray({ dtype, shape, data: fromColumns(data, shape, allocate) });
}

const textBytes = (texts: readonly string[]): { code: string; bytes: Uint8Array } => {
  const points = texts.map((text) => Array.from(text, (character) => character.codePointAt(0)!));
  const width = Math.max(1, ...points.map((one) => one.length));
  const units = new Uint32Array(width * texts.length);
  points.forEach((one, index) => {
    units.set(one, index * width);
  });
  return { code: `<U${width}`, bytes: new Uint8Array(units.buffer) };
};

function contentOf(array: NDArray): { code: string; bytes: Uint8Array } {
  if (array.dtype === "str") return textBytes(array.data as string[]);
  if (array.dtype === "float16") {
    const halves = Uint16Array.from(array.data as Float32Array, (value) => float16Bits(value));
    return { code: "<f2", bytes: new Uint8Array(halves.buffer) };
  }
  const unit = datetimeUnitOf(array.dtype);
  const code = unit === null ? typeCodes[array.dtype] : `<M8[${unit}]`;
  if (code === undefined) {
    throw new DataJointError(
      `A .npy file holds numbers, booleans, texts or datetimes, not ${array.dtype}. Use <blob@> for values of any kind.`,
    );
  }
  const { buffer, byteOffset, byteLength } = array.data as Float64Array;
  return { code, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/**
 * An array as a `.npy` file.
 *
 * @throws DataJointError for an array of values of any kind
 */
export function writeNpy(array: NDArray): Uint8Array {
  const { code, bytes } = contentOf(array);
  const shape = array.shape.length === 1 ? `${array.shape[0]},` : array.shape.join(", ");
  const text = `{'descr': '${code}', 'fortran_order': False, 'shape': (${shape}), }`;
  // The content begins at a multiple of 64 bytes, so that it can be mapped into memory.
  const header = `${text}${" ".repeat(63 - ((10 + text.length) % 64))}\n`;
  const file = new Uint8Array(10 + header.length + bytes.length);
  file.set([...magic, 1, 0, header.length & 0xff, header.length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  file.set(bytes, 10 + header.length);
  return file;
}
