import { type DType, datetimeUnits } from "../array/dtype.ts";

/** The numbers by which the format names the kinds of elements. */
const numberOfType = new Map<DType, number>([
  ["bool", 3],
  ["str", 4],
  ["object", 5],
  ["float64", 6],
  ["float32", 7],
  ["int8", 8],
  ["uint8", 9],
  ["int16", 10],
  ["uint16", 11],
  ["int32", 12],
  ["uint32", 13],
  ["int64", 14],
  ["uint64", 15],
  ...datetimeUnits.map((unit, index) => [`datetime64[${unit}]`, 65_536 + index] as const),
]);

const typeOfNumber = new Map([...numberOfType].map(([dtype, number]) => [number, dtype]));

/** The kind of elements that a number names, or undefined. */
export const elementType = (number: number): DType | undefined => typeOfNumber.get(number);

/** The number of a kind of elements, and whether imaginary parts follow; null where the format has none. */
export function elementCode(dtype: DType): { readonly number: number; readonly isComplex: boolean } | null {
  if (dtype === "complex64") return { number: 7, isComplex: true };
  if (dtype === "complex128") return { number: 6, isComplex: true };
  // Texts are stored as an array of values, which keeps them whole; the format's own characters hold one byte each.
  const number = numberOfType.get(dtype === "str" ? "object" : dtype);
  return number === undefined ? null : { number, isComplex: false };
}

/** Structure codes: the first byte of every value. */
export const code = {
  array: 0x41,
  sparse: 0x50,
  struct: 0x53,
  cell: 0x43,
  record: 0x46,
  none: 0xff,
  tuple: 0x01,
  list: 0x02,
  set: 0x03,
  dict: 0x04,
  text: 0x05,
  bytes: 0x06,
  integer: 0x0a,
  boolean: 0x0b,
  complex: 0x0c,
  float: 0x0d,
  decimal: 0x64,
  moment: 0x74,
  uuid: 0x75,
} as const;

/** Values inside of one another; deeper ones are taken for damage, for a circle, or for an attack on the stack. */
export const greatestDepth = 500;
