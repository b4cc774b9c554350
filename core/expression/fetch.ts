import type { CompiledQuery } from "../compile/compile.ts";
import type { Result } from "../connection/result.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { DataType } from "../types/data-type.ts";
import type { SqlValue } from "../values/sql-value.ts";
import type { Row } from "./row.ts";
import { rowObjectMaker } from "./row-objects.ts";

type Decoder = ((value: SqlValue) => unknown) | null;

/** Whether a column may hold integers that a number can't. */
const isWide = (type: DataType | null): boolean =>
  type === null ||
  type.kind === "native" ||
  (type.kind === "integer" && type.bits === 64) ||
  type.kind === "decimal";

export const hasWideIntegers = (types: readonly (DataType | null)[]): boolean => types.some(isWide);

/** The decoders of a query's columns, in order. */
export function decodersOf(query: CompiledQuery, dialect: Dialect): Decoder[] {
  const wide = hasWideIntegers(query.types);
  return query.types.map((type) => dialect.values.decoder(type, wide));
}

/** Decodes rows in place. */
export function decodeRows({ rows }: Result, decoders: readonly Decoder[]): unknown[][] {
  const decoded: unknown[][] = rows;
  for (let index = 0; index < decoders.length; index++) {
    const decode = decoders[index]!;
    if (decode === null) continue;
    for (const row of decoded) row[index] = decode(row[index] as SqlValue);
  }
  return decoded;
}

type RowMaker = (values: SqlValue[]) => Row;

/** What made rows last, by the names of their columns: those of a table are the same list each time. */
const lastMakers = new WeakMap<
  readonly string[],
  { types: CompiledQuery["types"]; dialect: Dialect; make: RowMaker }
>();

/** What decodes the values of a row of a query, in place, and makes an object of them. */
export function rowMaker(query: CompiledQuery, dialect: Dialect): RowMaker {
  const { names, types } = query;
  const last = lastMakers.get(names);
  if (last?.dialect === dialect && types.every((type, index) => type === last.types[index])) return last.make;
  const make = newRowMaker(names, decodersOf(query, dialect));
  lastMakers.set(names, { types, dialect, make });
  return make;
}

function newRowMaker(names: readonly string[], decoders: readonly Decoder[]): RowMaker {
  const make = rowObjectMaker(names);
  const decoded = decoders.flatMap((decode, index) => (decode === null ? [] : [{ index, decode }]));
  if (decoded.length === 0) return make;
  return (values: unknown[]) => {
    for (const { index, decode } of decoded) values[index] = decode(values[index] as SqlValue);
    return make(values);
  };
}

/** Rows as objects. */
export const rowObjects = (rows: readonly (readonly unknown[])[], names: readonly string[]): Row[] =>
  rows.map(rowObjectMaker(names));
