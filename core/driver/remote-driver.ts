import type { Result } from "../connection/result.ts";
import type { Dialect } from "../dialect/dialect.ts";
import { type DataJointError, LostConnectionError, QueryError } from "../errors/index.ts";
import type { Config } from "../instance/config.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";
import type { Driver, ExecuteOptions, TransactionOptions } from "./driver.ts";
import { TimeLimit } from "./time-limit.ts";

/** Statements that change nothing, so that they may be sent again. */
const isReading = ({ sql }: Statement): boolean => /^[\s(]*(?:SELECT|SHOW|EXPLAIN|DESCRIBE)\b/i.test(sql);

/**
 * A driver whose database is elsewhere, so that its connection may be lost: connects anew where
 * `config.database.reconnect` says so, sets time limits, and lets nothing of a transaction go on that is over.
 *
 * What reads is sent again after a loss. What changes something is not, as it may have taken effect; but before it is
 * sent outside of a transaction, and before one begins, the server is asked whether it is there. So a connection that
 * was lost while it stood idle goes unnoticed.
 */
export class RemoteDriver implements Driver {
  readonly #driver: Driver;
  readonly #config: Config;
  readonly #warn: (message: string) => void;
  #isInTransaction = false;
  /** Why the open transaction can't go on. */
  #end: DataJointError | null = null;
  #wasConnected = false;

  /** @param warn told of each loss that is made good */
  constructor(driver: Driver, config: Config, warn: (message: string) => void) {
    this.#driver = driver;
    this.#config = config;
    this.#warn = warn;
  }

  get dialect(): Dialect {
    return this.#driver.dialect;
  }

  get description(): string {
    return this.#driver.description;
  }

  get hasTransactionalDdl(): boolean {
    return this.#driver.hasTransactionalDdl;
  }

  get isConnected(): boolean {
    return this.#driver.isConnected;
  }

  /** Connects, also after a loss that `reconnect` leaves to the program. */
  async connect(): Promise<void> {
    await this.#translated(() => this.#driver.connect(), "connect");
    this.#wasConnected = true;
  }

  async ping(): Promise<void> {
    if (!this.#driver.isConnected) {
      await this.#connected();
      return;
    }
    const { connectTimeout } = this.#config.connection;
    const limit = new TimeLimit(connectTimeout, `the server did not answer within ${connectTimeout} s`);
    try {
      await this.#translated(() => this.#driver.ping({ signal: limit.signal }), "ping");
    } finally {
      limit.end();
    }
  }

  async execute<Row = SqlValue[]>(
    statement: Statement,
    options: ExecuteOptions<Row> = {},
  ): Promise<Result<Row>> {
    const run = () =>
      this.#withLimit<Result<Row>>(
        statement.sql,
        this.#config.connection.queryTimeout,
        (signal) => this.#driver.execute(statement, signal === undefined ? options : { ...options, signal }),
        options.signal,
      );
    if (this.#isInTransaction) return this.#inTransaction(run);
    if (!isReading(statement)) {
      await this.#alive();
      return this.#onceOnly(run);
    }
    await this.#connected();
    return this.#again(run);
  }

  async *stream(statement: Statement, options: ExecuteOptions = {}): AsyncGenerator<Result> {
    const seconds = this.#config.connection.queryTimeout;
    // The limit is for each portion: how long a program takes over one is its own affair.
    const limit =
      seconds === null ? null : new TimeLimit(seconds, tooLong(statement.sql, seconds), options.signal);
    const limited = limit === null ? options : { ...options, signal: limit.signal };
    let portions: AsyncIterator<Result> | null = null;
    const next = () => this.#translated(() => portions!.next(), statement.sql, options.signal);
    const first = () => {
      portions = this.#driver.stream(statement, limited)[Symbol.asyncIterator]();
      return next();
    };
    try {
      if (!this.#isInTransaction) await this.#connected();
      let portion = await (this.#isInTransaction ? this.#inTransaction(first) : this.#again(first));
      while (portion.done !== true) {
        limit?.end();
        yield portion.value;
        limit?.begin();
        portion = await (this.#isInTransaction ? this.#inTransaction(next) : next());
      }
    } finally {
      limit?.end();
      await (portions as AsyncIterator<Result> | null)?.return?.();
    }
  }

  async begin(options?: TransactionOptions): Promise<void> {
    await this.#connected();
    const { queryTimeout, connectTimeout } = this.#config.connection;
    // A server that is there begins at once.
    const seconds = Math.min(queryTimeout ?? connectTimeout, connectTimeout);
    await this.#again(() =>
      this.#withLimit("BEGIN", seconds, (signal) => this.#driver.begin({ ...options, signal })),
    );
    this.#isInTransaction = true;
    this.#end = null;
  }

  async commit(): Promise<void> {
    try {
      this.#assertGoesOn();
      await this.#withLimit("COMMIT", this.#config.connection.queryTimeout, (signal) =>
        this.#driver.commit({ signal }),
      );
    } catch (error) {
      if (!(error instanceof LostConnectionError) || this.#end !== null) throw error;
      this.#end = error;
      throw new LostConnectionError(
        "The connection was lost while a transaction was committed, so it is not known whether it took effect. " +
          `Look at the data before you repeat it. (${error.message})`,
        { cause: error },
      );
    } finally {
      this.#isInTransaction = this.#end !== null;
    }
  }

  async rollback(): Promise<void> {
    const isOver = this.#end !== null;
    this.#isInTransaction = false;
    this.#end = null;
    try {
      await this.#withLimit("ROLLBACK", this.#config.connection.queryTimeout, (signal) =>
        this.#driver.rollback({ signal }),
      );
    } catch (error) {
      // A transaction whose connection is lost is rolled back by the server.
      if (!isOver && !(error instanceof LostConnectionError)) throw error;
    }
  }

  close(): Promise<void> {
    return this.#driver.close();
  }

  #assertGoesOn(): void {
    if (this.#end === null) return;
    const ErrorOf = this.#end instanceof LostConnectionError ? LostConnectionError : QueryError;
    throw new ErrorOf(
      `This transaction ended with an error before, and nothing of it is kept. Run it again from its beginning. (${this.#end.message})`,
      { cause: this.#end },
    );
  }

  /** Runs a part of a transaction, which is over once the connection is lost or the server ended it. */
  async #inTransaction<T>(run: () => Promise<T>): Promise<T> {
    this.#assertGoesOn();
    try {
      return await run();
    } catch (error) {
      if (error instanceof LostConnectionError) {
        this.#end = new LostConnectionError(
          `The connection was lost during a transaction, of which nothing is kept. Run it again from its beginning. (${error.message})`,
          { cause: error },
        );
        throw this.#end;
      }
      if (this.dialect.endsTransaction(error)) this.#end = error as DataJointError;
      throw error;
    }
  }

  /** Runs what may be run a second time. */
  async #again<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof LostConnectionError) || !this.#config.database.reconnect) throw error;
      await this.#reconnect(error);
      return run();
    }
  }

  async #onceOnly<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof LostConnectionError)) throw error;
      throw new LostConnectionError(
        "The connection was lost while a statement ran that changes something, so it is not known whether it took effect. " +
          `Look at the data before you repeat it. (${error.message})`,
        { cause: error },
      );
    }
  }

  /** Sees to a connection on which the server answers. */
  async #alive(): Promise<void> {
    if (!this.#driver.isConnected) return this.#connected();
    try {
      await this.ping();
    } catch (error) {
      if (!(error instanceof LostConnectionError) || !this.#config.database.reconnect) throw error;
      await this.#reconnect(error);
    }
  }

  async #connected(): Promise<void> {
    if (this.#driver.isConnected) return;
    if (!this.#wasConnected) return this.connect();
    if (!this.#config.database.reconnect) {
      throw new LostConnectionError(
        `The connection to ${this.description} was lost. Call connection.connect() to connect again, ` +
          "or set config.database.reconnect to have it done for you.",
      );
    }
    await this.#reconnect(null);
  }

  async #reconnect(error: DataJointError | null): Promise<void> {
    this.#warn(
      `The connection to ${this.description} was lost${error === null ? "" : ` (${error.message})`}; connecting again.`,
    );
    await this.connect();
  }

  async #withLimit<T>(
    sql: string,
    seconds: number | null,
    run: (signal?: AbortSignal) => T | Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const limit = seconds === null ? null : new TimeLimit(seconds, tooLong(sql, seconds), signal);
    try {
      return await this.#translated(async () => run(limit?.signal ?? signal), sql, signal);
    } finally {
      limit?.end();
    }
  }

  async #translated<T>(action: () => Promise<T>, sql: string, signal?: AbortSignal): Promise<T> {
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted && error === signal.reason) throw error;
      throw this.dialect.translateError(error, { sql, values: [] });
    }
  }
}

const tooLong = (sql: string, seconds: number): QueryError =>
  new QueryError(`A statement took longer than ${seconds} s and was ended: ${sql}`);
