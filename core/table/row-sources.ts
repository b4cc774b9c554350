import { type ColumnTable, columnRows, isColumnTable } from "../arrow/arrow-rows.ts";
import { DataJointError } from "../errors/index.ts";
import { isTextSource, readCsv, type TextSource } from "./csv.ts";
import type { InsertedRow } from "./insert-options.ts";

/** What rows can be taken from: rows one by one, an Arrow table, CSV text, a file of it, or its path in Node. */
export type RowSource =
  | Iterable<InsertedRow>
  | AsyncIterable<InsertedRow>
  | ColumnTable
  | TextSource
  | URL
  | string;

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
