/** The address of something in SQLite's memory; 0 is none. */
export type Address = number;

/** What is used of sql.js: databases, and its statements where its memory can't be reached. */
export interface SqlJsStatement {
  bind(values?: readonly unknown[] | null): boolean;
  step(): boolean;
  get(values?: null, config?: { useBigInt?: boolean }): (number | bigint | string | Uint8Array | null)[];
  getColumnNames(): string[];
  reset(): void;
  free(): boolean;
}

export interface SqlJsDatabase {
  /** SQLite's own handle. */
  readonly db: Address;
  exec(sql: string): unknown;
  run(sql: string): unknown;
  prepare(sql: string): SqlJsStatement;
  export(): Uint8Array;
  getRowsModified(): number;
  create_function(name: string, body: (...values: never[]) => unknown): unknown;
  create_aggregate(
    name: string,
    parts: {
      init: () => unknown;
      step: (...values: never[]) => unknown;
      finalize: (state: never) => unknown;
    },
  ): unknown;
  close(): void;
}

/** Functions of SQLite's C interface by the names that sql.js gives them. They are described at sqlite.org/c3ref. */
export interface SqliteExports {
  _malloc(size: number): Address;
  _free(address: Address): void;
  _sqlite3_prepare_v2(database: Address, sql: Address, size: number, into: Address, tail: Address): number;
  _sqlite3_bind_int(statement: Address, position: number, value: number): number;
  _sqlite3_bind_double(statement: Address, position: number, value: number): number;
  _sqlite3_bind_text(
    statement: Address,
    position: number,
    text: Address,
    size: number,
    lifetime: number,
  ): number;
  _sqlite3_bind_blob(
    statement: Address,
    position: number,
    bytes: Address,
    size: number,
    lifetime: number,
  ): number;
  _sqlite3_clear_bindings(statement: Address): number;
  _sqlite3_step(statement: Address): number;
  _sqlite3_reset(statement: Address): number;
  _sqlite3_finalize(statement: Address): number;
  _sqlite3_column_count(statement: Address): number;
  _sqlite3_column_name(statement: Address, index: number): Address;
  _sqlite3_column_type(statement: Address, index: number): number;
  _sqlite3_column_double(statement: Address, index: number): number;
  _sqlite3_column_text(statement: Address, index: number): Address;
  _sqlite3_column_blob(statement: Address, index: number): Address;
  _sqlite3_column_bytes(statement: Address, index: number): number;
  _sqlite3_errmsg(database: Address): Address;
}

/** The memory of a WebAssembly module; its buffer is another one after it has grown. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export interface SqlJsModule extends SqliteExports {
  Database: new (data?: Uint8Array | null) => SqlJsDatabase;
  /** SQLite's memory, where this program loaded sql.js itself. */
  memory?: WasmMemory;
}
