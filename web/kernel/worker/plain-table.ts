import type { ShownValue, TableOutput } from "../output.ts";
import { inspectValue } from "./inspect-value.ts";

/** Rows of a table that are sent to the page; the total is told beside them. */
export const shownRows = 100;

/** A value in a cell of a table: nothing deep, and whole numbers without the mark of a bigint. */
export function tableValue(value: unknown): ShownValue {
  if (typeof value === "bigint") return { kind: "number", text: String(value) };
  return inspectValue(value, {
    depth: 3,
    items: 20,
    textLength: 2_000,
    total: 200,
    plotSize: 32,
    imageSize: 40_000,
  });
}

/** Rows with known columns, as a table. */
export function tableOutput(options: {
  readonly columns: TableOutput["columns"];
  readonly rows: readonly (readonly unknown[])[];
  readonly total: number;
  readonly sql: TableOutput["sql"];
}): TableOutput {
  const rows = options.rows.slice(0, shownRows).map((row) => row.map(tableValue));
  return { kind: "table", columns: options.columns, rows, total: options.total, sql: options.sql };
}

const mostColumns = 200;
const readRows = 1_000;

/**
 * The names of the columns of a list of rows, such as `toDicts()` gives.
 *
 * @returns null where the value is no list of plain objects that have much the same names
 */
export function columnsOfRows(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = new Set<string>();
  let shared = 0;
  const rows = value.slice(0, readRows);
  for (const row of rows) {
    if (typeof row !== "object" || row === null) return null;
    const prototype: unknown = Object.getPrototypeOf(row);
    if (prototype !== Object.prototype && prototype !== null) return null;
    const own = Object.entries(Object.getOwnPropertyDescriptors(row));
    if (own.some(([, { get }]) => get !== undefined)) return null;
    for (const [name] of own) names.add(name);
    shared += own.length;
  }
  // Objects of different kinds are easier to read one below the other.
  const isAlike = names.size > 0 && names.size <= mostColumns && shared >= (names.size * rows.length) / 2;
  return isAlike ? [...names] : null;
}

/**
 * An array of objects or of arrays as a table, for `console.table`.
 *
 * @returns null where the value is no such array
 */
export function plainTable(value: unknown, columns?: readonly string[]): TableOutput | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = new Set<string>(columns);
  for (const row of value) {
    if (typeof row !== "object" || row === null) return null;
    if (columns === undefined) for (const name of Object.keys(row)) names.add(name);
  }
  return tableOutput({
    columns: [...names].map((name) => ({ name, type: "", inKey: false })),
    rows: value.slice(0, shownRows).map((row) => [...names].map((name) => row[name])),
    total: value.length,
    sql: null,
  });
}
