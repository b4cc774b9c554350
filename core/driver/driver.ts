import type { Result } from "../connection/result.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";

/** How a statement is to be read. */
export interface ExecuteOptions<Row = SqlValue[]> {
  /** Read integers exactly, as bigint. Slower; needed only where numbers beyond ±(2^53 − 1) may occur. Default true. */
  readonly hasWideIntegers?: boolean;
  /** Makes each row of its values as it is read, which spares keeping both. Default: the array of the values. */
  readonly makeRow?: (values: SqlValue[]) => Row;
  /** False for what the host asks for itself, which no observer of statements is told of. Default true. */
  readonly isObserved?: boolean;
}

/** How a transaction runs. */
export interface TransactionOptions {
  /** False where a table is replaced by another, so that references to it are broken for a moment. Default true. */
  readonly enforcesForeignKeys?: boolean;
}

/** One connection to a database. It opens at its first use, and runs one statement at a time. */
export interface Driver {
  readonly dialect: Dialect;
  /** A name for people: the file, or user@host. */
  readonly description: string;
  /** @returns the result itself where it is there at once */
  execute<Row = SqlValue[]>(
    statement: Statement,
    options?: ExecuteOptions<Row>,
  ): Result<Row> | Promise<Result<Row>>;
  /** Rows in portions, without holding all of them in memory. */
  stream(statement: Statement, options?: ExecuteOptions): AsyncIterable<Result>;
  begin(options?: TransactionOptions): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Whether definition statements (CREATE, DROP) can be rolled back. */
  readonly hasTransactionalDdl: boolean;
  close(): Promise<void>;
}
