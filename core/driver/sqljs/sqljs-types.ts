/** What is used of sql.js. */
export interface SqlJsStatement {
  bind(values?: readonly unknown[] | null): boolean;
  step(): boolean;
  get(values?: null, config?: { useBigInt?: boolean }): (number | bigint | string | Uint8Array | null)[];
  getColumnNames(): string[];
  reset(): void;
  free(): boolean;
}

export interface SqlJsDatabase {
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

export interface SqlJsModule {
  Database: new (data?: Uint8Array | null) => SqlJsDatabase;
}
