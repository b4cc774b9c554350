import type { SqlValue } from "../../values/sql-value.ts";

/** A prepared statement. */
export interface EngineStatement {
  /** Starts anew with these values. */
  bind(values: readonly SqlValue[]): void;
  /** Goes to the next row; false after the last one. */
  step(): boolean;
  /**
   * Puts the values of the present row into an array.
   *
   * @param count how many columns there are
   * @param hasWideIntegers whether integers are given as bigint
   */
  read(row: SqlValue[], count: number, hasWideIntegers: boolean): void;
  columnCount(): number;
  columnNames(): string[];
  /** Lets go of rows and values. */
  reset(): void;
  free(): void;
}
