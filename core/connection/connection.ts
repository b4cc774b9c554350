import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import type { Driver, ExecuteOptions, Interruptible, TransactionOptions } from "../driver/driver.ts";
import { DataJointError } from "../errors/index.ts";
import type { Config } from "../instance/config.ts";
import { decoderOf } from "../values/decode-value.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";
import { PendingTables } from "./pending-tables.ts";
import type { Result } from "./result.ts";
import { type StatementObserver, statementObserver } from "./statement-observer.ts";

const savepoint = "datajoint_call";

/** The connection of an Instance to its database. It opens at its first use. */
export class Connection {
  readonly config: Config;
  /** Schemas and tables that were defined and wait for their first use. */
  readonly pendingTables = new PendingTables();
  /** Declarations of the tables that classes of this connection are bound to, by `schema.table`. */
  readonly knownTables = new Map<string, () => TableDeclaration>();
  /**
   * What was fetched last, with all that it is made of. Nobody reads it: a full garbage collection throws away the
   * machine code for objects of which none is left, and the next queries would all start slowly.
   */
  lastFetched: object | null = null;
  readonly #driver: Driver;
  #isInTransaction = false;
  #isClosed = false;
  /** The atomic call that runs now; other statements wait for its end, lest they be undone with it. */
  #atomicCall: Promise<void> | null = null;

  constructor(driver: Driver, config: Config) {
    this.#driver = driver;
    this.config = config;
  }

  get dialect(): Dialect {
    return this.#driver.dialect;
  }

  /** The database file, or user and host. */
  get description(): string {
    return this.#driver.description;
  }

  /** True while a transaction of this connection is open. */
  get inTransaction(): boolean {
    return this.#isInTransaction;
  }

  /** True after `close`. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** True while a connection is open, as far as is known without asking; `ping` asks. */
  get isConnected(): boolean {
    return !this.#isClosed && this.#driver.isConnected;
  }

  /**
   * Connects where no connection is open. Only needed after a loss where `config.database.reconnect` is off, or to
   * learn early whether the database can be reached.
   *
   * @throws LostConnectionError where it can't; AccessError where user and password are refused
   */
  async connect(): Promise<void> {
    this.#assertOpen();
    await this.#control(() => this.#driver.connect(), "connect");
  }

  /**
   * Asks the database whether it is there.
   *
   * @throws LostConnectionError where it does not answer
   */
  async ping(): Promise<void> {
    this.#assertOpen();
    await this.#control(() => this.#driver.ping(), "ping");
  }

  /** True where CREATE and DROP can be rolled back. */
  get hasTransactionalDdl(): boolean {
    return this.#driver.hasTransactionalDdl;
  }

  #assertOpen(): void {
    if (this.#isClosed) {
      throw new DataJointError(
        `The connection to ${this.description} is closed. Make a new dj.Instance to connect again.`,
      );
    }
  }

  /**
   * Runs one statement.
   *
   * @throws DataJointError or one of its subclasses; the server's words are in its message or cause
   */
  async execute<Row = SqlValue[]>(statement: Statement, options?: ExecuteOptions<Row>): Promise<Result<Row>> {
    while (this.#atomicCall !== null) await this.#atomicCall;
    return this.#execute(statement, options);
  }

  async #execute<Row = SqlValue[]>(
    statement: Statement,
    options?: ExecuteOptions<Row>,
  ): Promise<Result<Row>> {
    this.#assertOpen();
    const observer = options?.isObserved === false ? null : statementObserver();
    if (observer !== null) return this.#executeObserved(statement, options, observer);
    try {
      const result = this.#driver.execute(statement, options);
      return result instanceof Promise ? await result : result;
    } catch (error) {
      throw this.#errorOf(error, statement, options);
    }
  }

  /** The driver's error as one of DataJoint's; that of a signal is the program's own. */
  #errorOf(error: unknown, statement: Statement, options: Interruptible = {}): Error {
    const { signal } = options;
    if (signal?.aborted && error === signal.reason && error instanceof Error) return error;
    return this.dialect.translateError(error, statement);
  }

  async #executeObserved<Row>(
    statement: Statement,
    options: ExecuteOptions<Row> | undefined,
    observer: StatementObserver,
  ): Promise<Result<Row>> {
    const tell = this.#watch(statement, observer);
    try {
      const result = await this.#driver.execute(statement, options);
      tell(result.rows.length, result.changes);
      return result;
    } catch (error) {
      const translated = this.#errorOf(error, statement, options);
      tell(0, 0, translated);
      throw translated;
    }
  }

  /** Begins to time a statement; what it returns tells the observer. */
  #watch(
    statement: Statement,
    observer: StatementObserver,
  ): (rows: number, changes: number, error?: Error) => void {
    const start = performance.now();
    return (rows, changes, error) =>
      observer({
        statement,
        dialect: this.dialect.name,
        milliseconds: performance.now() - start,
        rows,
        changes,
        error: error?.message ?? null,
      });
  }

  /** Runs one query and gives its rows in portions, never all of them at once. */
  async *stream(statement: Statement, options?: ExecuteOptions): AsyncGenerator<Result> {
    while (this.#atomicCall !== null) await this.#atomicCall;
    this.#assertOpen();
    const observer = options?.isObserved === false ? null : statementObserver();
    const tell = observer === null ? null : this.#watch(statement, observer);
    let rows = 0;
    let failure: Error | undefined;
    try {
      for await (const portion of this.#driver.stream(statement, options)) {
        rows += portion.rows.length;
        yield portion;
        this.#assertOpen();
      }
    } catch (error) {
      failure = this.#errorOf(error, statement, options);
      throw failure;
    } finally {
      tell?.(rows, 0, failure);
    }
  }

  /**
   * Runs raw SQL in the backend's own dialect.
   *
   * @param sql one statement, with `?` where values go
   * @param values the values, in order
   * @param options `signal`: ends the statement on a server when it is aborted; the call then fails with its reason
   * @returns the rows as objects; empty for a statement that returns none
   */
  async query(
    sql: string,
    values: readonly SqlValue[] = [],
    options: Interruptible = {},
  ): Promise<Record<string, unknown>[]> {
    if (!Array.isArray(values)) {
      throw new DataJointError("query() takes the values as a list: query(sql, [1, 2]).");
    }
    await this.pendingTables.declare();
    this.dialect.assertBoundValues({ sql, values });
    const { columns, rows } = await this.execute({ sql, values }, options);
    const decode = decoderOf(null, true)!;
    return rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column, decode(row[index]!)])),
    );
  }

  /**
   * Runs a function in a transaction: commits when it succeeds, else rolls back and rethrows.
   * Tables that were defined before are declared first. Specification: "Data manipulation", transactions.
   *
   * @returns what the function returns
   * @throws DataJointError inside another transaction: they can't be nested
   */
  async transaction<T>(body: () => Promise<T> | T): Promise<T> {
    await this.startTransaction();
    try {
      const result = await body();
      await this.#endTransaction(() => this.#driver.commit(), "COMMIT");
      return result;
    } catch (error) {
      while (this.#atomicCall !== null) await this.#atomicCall;
      await this.#rollBack();
      throw error;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Begins a transaction, which `commitTransaction` or `cancelTransaction` ends. `transaction` does both.
   *
   * @throws DataJointError inside another transaction: they can't be nested
   */
  async startTransaction(): Promise<void> {
    this.#assertOpen();
    if (!this.#isInTransaction) await this.pendingTables.declare();
    while (this.#atomicCall !== null) await this.#atomicCall;
    if (this.#isInTransaction) {
      throw new DataJointError(
        "A transaction is open on this connection already, and transactions can't be nested. Finish it first.",
      );
    }
    this.#isInTransaction = true;
    try {
      await this.#control(() => this.#driver.begin(), "BEGIN");
    } catch (error) {
      this.#isInTransaction = false;
      throw error;
    }
  }

  /**
   * Keeps what the open transaction changed, and ends it.
   *
   * @throws DataJointError where none is open
   */
  async commitTransaction(): Promise<void> {
    this.#assertInTransaction();
    await this.#endTransaction(() => this.#driver.commit(), "COMMIT");
    this.#isInTransaction = false;
  }

  /**
   * Undoes what the open transaction changed, and ends it.
   *
   * @throws DataJointError where none is open
   */
  async cancelTransaction(): Promise<void> {
    this.#assertInTransaction();
    try {
      await this.#endTransaction(() => this.#driver.rollback(), "ROLLBACK");
    } finally {
      this.#isInTransaction = false;
    }
  }

  #assertInTransaction(): void {
    this.#assertOpen();
    if (this.#isInTransaction) return;
    throw new DataJointError("No transaction is open on this connection. Begin one with startTransaction().");
  }

  async #endTransaction(end: () => Promise<void>, sql: string): Promise<void> {
    while (this.#atomicCall !== null) await this.#atomicCall;
    await this.#control(end, sql);
  }

  /**
   * Runs the statements of one call so that all or none of them take effect, whether or not a transaction is
   * open; in one, only this call is undone when it fails.
   *
   * @param body is given what runs its statements; it must not use the connection itself
   * @param options how its transaction runs, where it is not inside of one
   */
  async atomically<T>(body: (executor: Executor) => Promise<T>, options?: TransactionOptions): Promise<T> {
    while (this.#atomicCall !== null) await this.#atomicCall;
    this.#assertOpen();
    const executor: Executor = { execute: (statement) => this.#execute(statement) };
    let finish = () => {};
    this.#atomicCall = new Promise((resolve) => {
      finish = resolve;
    });
    try {
      return await (this.#isInTransaction
        ? this.#inSavepoint(executor, body)
        : this.#inOwnTransaction(executor, body, options));
    } finally {
      this.#atomicCall = null;
      finish();
    }
  }

  async #inOwnTransaction<T>(
    executor: Executor,
    body: (executor: Executor) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T> {
    await this.#control(() => this.#driver.begin(options), "BEGIN");
    try {
      const result = await body(executor);
      await this.#control(() => this.#driver.commit(), "COMMIT");
      return result;
    } catch (error) {
      await this.#rollBack();
      throw error;
    }
  }

  /** Rolls back because of an error, which is told even if this fails too. */
  async #rollBack(): Promise<void> {
    try {
      await this.#control(() => this.#driver.rollback(), "ROLLBACK");
    } catch {
      // A transaction that can't be rolled back ends with its connection.
    }
  }

  async #inSavepoint<T>(executor: Executor, body: (executor: Executor) => Promise<T>): Promise<T> {
    const run = (sql: string) => executor.execute({ sql, values: [] });
    await run(`SAVEPOINT ${savepoint}`);
    try {
      const result = await body(executor);
      await run(`RELEASE SAVEPOINT ${savepoint}`);
      return result;
    } catch (error) {
      try {
        await run(`ROLLBACK TO SAVEPOINT ${savepoint}`);
        await run(`RELEASE SAVEPOINT ${savepoint}`);
      } catch {
        // The whole transaction is over, with the error that is told.
      }
      throw error;
    }
  }

  async #control(action: () => Promise<void>, sql: string): Promise<void> {
    const statement = { sql, values: [] };
    const observer = statementObserver();
    const tell = observer === null ? null : this.#watch(statement, observer);
    try {
      await action();
      tell?.(0, 0);
    } catch (error) {
      const translated = this.dialect.translateError(error, statement);
      tell?.(0, 0, translated);
      throw translated;
    }
  }

  /** Saves what has to be saved, and closes. Closing again does nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    while (this.#atomicCall !== null) await this.#atomicCall;
    this.#isClosed = true;
    await this.#driver.close();
  }

  toString(): string {
    return `Connection(${this.dialect.name}: ${this.description})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
