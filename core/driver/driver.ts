import type { Result } from "../connection/result.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";

/** How a statement is to be read. */
export interface ExecuteOptions<Row = SqlValue[]> {
  /** Read integers exactly, as bigint. Slower; needed only where numbers beyond ±(2^53 − 1) may occur. Default true. */
  readonly hasWideIntegers?: boolean;
  /**
   * Makes each row of its values as it is read, which spares keeping both; the array may serve for the next row.
   * Default: the array of the values.
   */
  readonly makeRow?: (values: SqlValue[]) => Row;
  /** False for what the host asks for itself, which no observer of statements is told of. Default true. */
  readonly isObserved?: boolean;
  /**
   * Ends the statement when it is aborted, and the call fails with its reason. A change that was made all the same is
   * told as made. SQLite can't be interrupted: there it holds back what has not begun.
   */
  readonly signal?: AbortSignal;
}

/** What can be ended from outside. */
export interface Interruptible {
  readonly signal?: AbortSignal;
}

/** How a transaction runs. */
export interface TransactionOptions extends Interruptible {
  /**
   * False where a table is replaced by another, so that references to it are broken for a moment, and where what is run
   * looks for broken references itself. Default true.
   */
  readonly enforcesForeignKeys?: boolean;
}

/**
 * One connection to a database. It opens at its first use, and runs one statement at a time; others wait.
 *
 * A driver whose connection was lost fails with an error that the dialect translates to LostConnectionError, and
 * connects anew at its next use. In a transaction it does not: from `begin` to `commit` or `rollback` every call
 * fails with LostConnectionError, as the transaction is gone. What is repeated, and when, is for RemoteDriver.
 */
export interface Driver {
  readonly dialect: Dialect;
  /** A name for people: the file, or user@host. */
  readonly description: string;
  /** True while a connection is open, as far as is known without asking. */
  readonly isConnected: boolean;
  /** Opens the connection where none is open. */
  connect(): Promise<void>;
  /** Asks the database whether it is there; where no connection is open, opens one. */
  ping(options?: Interruptible): Promise<void>;
  /** @returns the result itself where it is there at once */
  execute<Row = SqlValue[]>(
    statement: Statement,
    options?: ExecuteOptions<Row>,
  ): Result<Row> | Promise<Result<Row>>;
  /** Rows in portions, without holding all of them in memory. */
  stream(statement: Statement, options?: ExecuteOptions): AsyncIterable<Result>;
  begin(options?: TransactionOptions): Promise<void>;
  commit(options?: Interruptible): Promise<void>;
  rollback(options?: Interruptible): Promise<void>;
  /** Whether definition statements (CREATE, DROP) can be rolled back. */
  readonly hasTransactionalDdl: boolean;
  close(): Promise<void>;
}
