import { DataJointError } from "../errors/index.ts";
import { isTextSource, readCsv, type TextSource } from "./csv.ts";
import type { InsertedRow } from "./insert.ts";

/** What rows can be taken from: rows one by one, an Arrow table, CSV text, a file of it, or its path in Node. */
export type RowSource =
  | Iterable<InsertedRow>
  | AsyncIterable<InsertedRow>
  | ColumnTable
  | TextSource
  | URL
  | string;

/** A table of columns, such as those of Arrow libraries. */
export interface ColumnTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type?: unknown }[] };
  getChild(name: string): { get?(index: number): unknown; at?(index: number): unknown } | null | undefined;
}

export const isColumnTable = (value: unknown): value is ColumnTable =>
  typeof value === "object" &&
  value !== null &&
  "numRows" in value &&
  "getChild" in value &&
  typeof value.getChild === "function";

/** Rows of a table of columns. */
function* columnRows(table: ColumnTable): Generator<InsertedRow> {
  const columns = table.schema.fields.map(({ name }) => ({ name, values: table.getChild(name)! }));
  for (let index = 0; index < table.numRows; index++) {
    const row: Record<string, unknown> = {};
    for (const { name, values } of columns) row[name] = (values.at ?? values.get)!.call(values, index);
    yield row;
  }
}

/**
 * Rows one by one, or a promise of them where they have to be read.
 *
 * @throws DataJointError for what no rows can be taken from
 */
export function rowsFrom(
  source: unknown,
): Iterable<InsertedRow> | AsyncIterable<InsertedRow> | Promise<Iterable<InsertedRow>> {
  if (typeof source === "string" || source instanceof URL || isTextSource(source)) return readCsv(source);
  if (isColumnTable(source)) return columnRows(source);
  if (typeof source === "object" && source !== null) {
    if (Symbol.iterator in source) return source as Iterable<InsertedRow>;
    if (Symbol.asyncIterator in source) return source as AsyncIterable<InsertedRow>;
  }
  throw new DataJointError(
    "insert() needs a list of rows, a query expression, CSV or an Arrow table; for a single row use insert1().",
  );
}
