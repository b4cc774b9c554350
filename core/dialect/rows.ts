import type { SqlValue } from "../values/sql-value.ts";
import type { Executor } from "./dialect.ts";

/** A row by the names of its columns, in lower case: servers differ in the case of `information_schema`. */
export type Row = Readonly<Record<string, SqlValue>>;

/** Runs a query and names the values of its rows. */
export async function readRows(
  executor: Executor,
  sql: string,
  values: readonly SqlValue[] = [],
): Promise<Row[]> {
  const { columns, rows } = await executor.execute({ sql, values });
  const names = columns.map((column) => column.toLowerCase());
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])));
}

const decoder = new TextDecoder();

/** A text, also where the server gives it as bytes; the empty text for NULL. */
export function textOf(value: SqlValue | undefined): string {
  if (value === null || value === undefined) return "";
  return value instanceof Uint8Array ? decoder.decode(value) : String(value);
}

export const textOrNull = (value: SqlValue | undefined): string | null =>
  value === null || value === undefined ? null : textOf(value);
