import type { SqlValue } from "../values/sql-value.ts";

/** What a driver returns for one statement. */
export interface Result<Row = SqlValue[]> {
  readonly columns: readonly string[];
  /** One array for each row, in the order of `columns`; or what `makeRow` made of it. */
  readonly rows: Row[];
  /** Rows changed by an INSERT, UPDATE or DELETE. */
  readonly changes: number;
}
