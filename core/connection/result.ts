import type { SqlValue } from "../values/sql-value.ts";

/** What a driver returns for one statement. */
export interface Result {
  readonly columns: readonly string[];
  /** One array for each row, in the order of `columns`. */
  readonly rows: SqlValue[][];
  /** Rows changed by an INSERT, UPDATE or DELETE. */
  readonly changes: number;
}
