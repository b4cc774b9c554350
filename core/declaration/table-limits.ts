import type { DataType } from "../types/data-type.ts";

/** Limits of a table that hold on every backend, so that what one declares the others declare too. */
export const maximumKeyBytes = 3072;
export const maximumRowBytes = 65535;
export const maximumIndexColumns = 16;
export const maximumAttributes = 1017;

const fractionBytes = (fraction: number): number => Math.ceil(fraction / 2);

function decimalBytes(precision: number, scale: number): number {
  const leftover = [0, 1, 1, 2, 2, 3, 3, 4, 4, 4];
  const bytes = (digits: number): number => Math.floor(digits / 9) * 4 + leftover[digits % 9]!;
  return bytes(precision - scale) + bytes(scale);
}

/** Bytes that a value may take in an index; null for types that can't be in one. */
export function keyBytes(type: DataType): number | null {
  switch (type.kind) {
    case "integer":
      return type.bits / 8;
    case "float":
      return type.bits / 8;
    case "decimal":
      return decimalBytes(type.precision, type.scale);
    case "bool":
      return 1;
    case "char":
    case "varchar":
      return type.length * 4;
    case "enum":
      return type.values.length > 255 ? 2 : 1;
    case "date":
      return 3;
    case "datetime":
      return 5 + fractionBytes(type.fraction);
    case "time":
      return 3 + fractionBytes(type.fraction);
    case "uuid":
      return 16;
    case "native":
      return 1;
    case "text":
    case "bytes":
    case "json":
      return null;
  }
}

/** Bytes that a value may take in a row; texts and blobs of their own storage count little. */
export function rowBytes(type: DataType): number {
  const bytes = keyBytes(type);
  if (bytes === null) return 12;
  return type.kind === "varchar" ? bytes + (bytes > 255 ? 2 : 1) : bytes;
}
