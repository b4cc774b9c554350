import type { ShownValue, TableColumn, TableOutput } from "../output.ts";
import { type TableAddress, type TableServices, wholeTable } from "../table-questions.ts";
import { inspectValue, largestInspection } from "./inspect-value.ts";
import { shownRows, tableOutput, tableValue } from "./plain-table.ts";
import { plainValue } from "./plain-value.ts";
import type { TableSource } from "./table-source.ts";

/** So many tables can be looked through at a time; those that were shown first are forgotten first. */
const heldTables = 200;

/** Readers of whole tables that nobody has closed. */
const openReaders = 20;

/** The tables that cells have shown: it gives the page what a reader wants to see of them. */
export class TableDesk implements TableServices {
  readonly #sources = new Map<string, TableSource>();
  readonly #readers = new Map<number, AsyncIterator<unknown[][]>>();
  /** Sources are named for this worker alone: another one holds none of them. */
  readonly #name = Math.random().toString(36).slice(2, 10);
  #tables = 0;
  #read = 0;

  /**
   * Takes in a table that a cell shows.
   *
   * @param code the code whose value it is
   * @returns its first rows
   */
  async show(source: TableSource, code: string | null): Promise<TableOutput> {
    const start = performance.now();
    const rows = await source.rows(wholeTable, { offset: 0, limit: shownRows });
    const milliseconds = performance.now() - start;
    const total = rows.length < shownRows ? rows.length : await source.count(wholeTable);
    const name = `${this.#name}-${++this.#tables}`;
    this.#sources.set(name, source);
    for (const oldest of this.#sources.keys()) {
      if (this.#sources.size <= heldTables) break;
      this.#sources.delete(oldest);
    }
    const sql = source.sql(wholeTable);
    const sending = source.sending(wholeTable);
    return {
      ...tableOutput({ columns: source.columns, rows, total, sql: null }),
      sql:
        sql === null
          ? null
          : { ...sql, ...(sending && { sent: { ...sending, milliseconds, rows: rows.length } }) },
      code: sql === null ? null : code,
      source: name,
    };
  }

  tableRows: TableServices["tableRows"] = async ({ offset, limit, ...address }) => {
    const start = performance.now();
    const rows = await this.#source(address).rows(address.view, { offset, limit });
    return { rows: rows.map((row) => row.map(tableValue)), milliseconds: performance.now() - start };
  };

  tableCount: TableServices["tableCount"] = async (address) => this.#source(address).count(address.view);

  tableSql: TableServices["tableSql"] = async (address) => {
    const source = this.#source(address);
    const sql = source.sql(address.view);
    const sending = source.sending(address.view);
    if (sql === null || sending === null) return sql;
    const start = performance.now();
    const rows = await source.rows(address.view, { offset: 0, limit: shownRows });
    return { ...sql, sent: { ...sending, milliseconds: performance.now() - start, rows: rows.length } };
  };

  tablePlan: TableServices["tablePlan"] = async (address) => this.#source(address).plan(address.view);

  tableValue: TableServices["tableValue"] = async ({ row, column, ...address }): Promise<ShownValue> => {
    const [values] = await this.#source(address).rows(address.view, { offset: row, limit: 1 });
    const value = values?.[column];
    return typeof value === "bigint" ? tableValue(value) : inspectValue(value, largestInspection);
  };

  tableRange: TableServices["tableRange"] = async ({ offset, limit, ...address }) => {
    const rows = await this.#source(address).rows(address.view, { offset, limit });
    return rows.map((row) => row.map(plainValue));
  };

  openRows: TableServices["openRows"] = async (address) => {
    const reader = ++this.#read;
    this.#readers.set(reader, this.#source(address).stream(address.view)[Symbol.asyncIterator]());
    for (const oldest of this.#readers.keys()) {
      if (this.#readers.size <= openReaders) break;
      await this.closeRows(oldest);
    }
    return reader;
  };

  nextRows: TableServices["nextRows"] = async (reader) => {
    const next = await this.#readers.get(reader)?.next();
    if (next === undefined || next.done === true) {
      this.#readers.delete(reader);
      return null;
    }
    return next.value.map((row) => row.map(plainValue));
  };

  closeRows: TableServices["closeRows"] = async (reader) => {
    const iterator = this.#readers.get(reader);
    this.#readers.delete(reader);
    await iterator?.return?.();
  };

  #source({ source }: TableAddress): TableSource {
    const found = this.#sources.get(source);
    if (found === undefined) {
      throw new Error(
        "The kernel does not hold these rows any more. Run the cell again to look through them.",
      );
    }
    return found;
  }
}

/** Columns of which only the names are known. */
export const namedColumns = (names: Iterable<string>): TableColumn[] =>
  [...names].map((name) => ({ name, type: "", inKey: false }));
