import { DataJointError, suggestion } from "../../errors/index.ts";

/** Units of `datetime64`, from years down to attoseconds. */
export const datetimeUnits = ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "ps", "fs", "as"] as const;

/** A unit of `datetime64`. */
export type DatetimeUnit = (typeof datetimeUnits)[number];

/** The kinds of elements that an array may have, by their names in NumPy. */
export type DType =
  | "bool"
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float16"
  | "float32"
  | "float64"
  | "complex64"
  | "complex128"
  | "object"
  | "str"
  | `datetime64[${DatetimeUnit}]`;

/** What holds the elements of an array, row by row; of complex ones the real and imaginary parts in turn. */
export type ArrayData =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | unknown[];

/** How the elements of a dtype are held. */
export interface DTypeLayout {
  readonly dtype: DType;
  /** Makes zeros; the length counts values, of which a complex element has two. */
  allocate(length: number): ArrayData;
  /** Values that make up one element. */
  readonly components: 1 | 2;
  /** Bytes of one element in NumPy; 0 where they differ. */
  readonly itemSize: number;
  readonly isBig: boolean;
}

const layout = (
  dtype: DType,
  itemSize: number,
  allocate: (length: number) => ArrayData,
  components: 1 | 2 = 1,
): DTypeLayout => ({
  dtype,
  itemSize,
  allocate,
  components,
  isBig: itemSize === 8 && /64$|^datetime/.test(dtype) && dtype !== "float64" && dtype !== "complex64",
});

const layouts: ReadonlyMap<string, DTypeLayout> = new Map(
  [
    layout("bool", 1, (length) => new Uint8Array(length)),
    layout("int8", 1, (length) => new Int8Array(length)),
    layout("int16", 2, (length) => new Int16Array(length)),
    layout("int32", 4, (length) => new Int32Array(length)),
    layout("int64", 8, (length) => new BigInt64Array(length)),
    layout("uint8", 1, (length) => new Uint8Array(length)),
    layout("uint16", 2, (length) => new Uint16Array(length)),
    layout("uint32", 4, (length) => new Uint32Array(length)),
    layout("uint64", 8, (length) => new BigUint64Array(length)),
    layout("float16", 2, (length) => new Float32Array(length)),
    layout("float32", 4, (length) => new Float32Array(length)),
    layout("float64", 8, (length) => new Float64Array(length)),
    layout("complex64", 8, (length) => new Float32Array(length), 2),
    layout("complex128", 16, (length) => new Float64Array(length), 2),
    layout("object", 0, (length) => new Array<unknown>(length).fill(null)),
    layout("str", 0, (length) => new Array<unknown>(length).fill("")),
    ...datetimeUnits.map((unit) => layout(`datetime64[${unit}]`, 8, (length) => new BigInt64Array(length))),
  ].map((one) => [one.dtype, one]),
);

/**
 * How the elements of a dtype are held.
 *
 * @param name its name in NumPy: `float64`, `datetime64[ms]`
 * @throws DataJointError for an unknown name
 */
export function layoutOf(name: string): DTypeLayout {
  const found = layouts.get(name);
  if (found !== undefined) return found;
  throw new DataJointError(
    `There is no dtype "${name}".${suggestion(name, layouts.keys())} Known are ${[...layouts.keys()].join(", ")}.`,
  );
}

/** The unit of a `datetime64`, or null for other dtypes. */
export const datetimeUnitOf = (dtype: DType): DatetimeUnit | null =>
  dtype.startsWith("datetime64[") ? (dtype.slice(11, -1) as DatetimeUnit) : null;

const typedArrayTypes: Readonly<Record<string, DType>> = {
  Int8Array: "int8",
  Int16Array: "int16",
  Int32Array: "int32",
  BigInt64Array: "int64",
  Uint8Array: "uint8",
  Uint8ClampedArray: "uint8",
  Uint16Array: "uint16",
  Uint32Array: "uint32",
  BigUint64Array: "uint64",
  Float16Array: "float16",
  Float32Array: "float32",
  Float64Array: "float64",
};

/** The dtype of a typed array, or null for what is none. */
export function dtypeOfTypedArray(value: unknown): DType | null {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return null;
  return typedArrayTypes[(value as unknown as { [Symbol.toStringTag]: string })[Symbol.toStringTag]] ?? null;
}
