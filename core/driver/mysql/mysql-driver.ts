import type { Result } from "../../connection/result.ts";
import { mysqlDialect } from "../../dialect/mysql/dialect.ts";
import { LostConnectionError } from "../../errors/index.ts";
import type { Config } from "../../instance/config.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { Driver, ExecuteOptions, Interruptible } from "../driver.ts";
import { MysqlSession, serverAddress } from "./mysql-session.ts";
import type { StreamedRows } from "./streamed-rows.ts";

const portionSize = 1000;

/** The error number of a statement that was ended from outside. */
const interrupted: ReadonlySet<number | undefined> = new Set([1317, 1969, 3024]);

/** A connection to a MySQL or MariaDB server, by the package mysql2, which is loaded when it is first used. */
export class MysqlDriver implements Driver {
  readonly dialect = mysqlDialect;
  readonly hasTransactionalDdl = false;
  readonly #settings: Config;
  #session: MysqlSession | null = null;
  /** The session on which the open transaction began. */
  #transaction: MysqlSession | null = null;
  #streamed: StreamedRows | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param settings of which `database` and `connection` are used */
  constructor(settings: Config) {
    this.#settings = settings;
  }

  get description(): string {
    const { host, port } = serverAddress(this.#settings.database);
    return `${this.#settings.database.user ?? ""}@${host}:${port}`;
  }

  get isConnected(): boolean {
    return this.#session?.isLost === false;
  }

  async connect(): Promise<void> {
    await this.#inTurn(() => this.#opened());
  }

  async ping({ signal }: Interruptible = {}): Promise<void> {
    await this.#inTurn(async () => {
      const session = await this.#free();
      const broken = () => session.destroy(lossOf(signal!.reason));
      signal?.addEventListener("abort", broken, { once: true });
      try {
        await session.ping();
      } finally {
        signal?.removeEventListener("abort", broken);
      }
    }, signal);
  }

  execute<Row = SqlValue[]>(
    statement: Statement,
    { makeRow, signal }: ExecuteOptions<Row> = {},
  ): Promise<Result<Row>> {
    return this.#inTurn(async () => {
      const session = await this.#free();
      signal?.throwIfAborted();
      const work = session.execute(statement, makeRow);
      return signal === undefined ? work : this.#interruptible(session, work, signal);
    }, signal);
  }

  async *stream(statement: Statement, { signal }: ExecuteOptions = {}): AsyncGenerator<Result> {
    const [session, rows] = await this.#inTurn(async () => {
      const session = await this.#free();
      signal?.throwIfAborted();
      this.#streamed = session.stream(statement);
      return [session, this.#streamed] as const;
    }, signal);
    const next = (): Promise<SqlValue[][]> => {
      const portion = rows.next(portionSize);
      return signal === undefined ? portion : this.#interruptible(session, portion, signal);
    };
    try {
      for (let portion = await next(); portion.length > 0; portion = await next()) {
        yield { columns: rows.columns, rows: portion, changes: 0 };
      }
    } finally {
      await this.#leave(session, rows);
    }
  }

  /** Frees the connection of rows that nobody reads: few are passed over, of many the statement is ended. */
  async #leave(session: MysqlSession, rows: StreamedRows): Promise<void> {
    if (!session.isLost) await rows.discard(portionSize);
    if (!rows.isAtEnd) {
      const rest = rows.discard();
      await this.#interrupt(session, rest);
      await rest;
    }
    if (this.#streamed === rows) this.#streamed = null;
  }

  /** What a statement gives, which is ended when the signal says so. */
  async #interruptible<T>(session: MysqlSession, work: Promise<T>, signal: AbortSignal): Promise<T> {
    let interruption: Promise<void> | null = null;
    const interrupt = (): void => {
      interruption = this.#interrupt(session, work);
    };
    if (signal.aborted) interrupt();
    else signal.addEventListener("abort", interrupt, { once: true });
    try {
      const result = await work;
      // A query that was ended may give what it had; a change that was made is told as made.
      if (interruption !== null && !isChange(result)) throw signal.reason;
      return result;
    } catch (error) {
      if (interruption !== null && interrupted.has((error as { errno?: number }).errno)) throw signal.reason;
      throw error;
    } finally {
      signal.removeEventListener("abort", interrupt);
      // The next statement must not be the one that is ended.
      await interruption;
    }
  }

  /** Has the server end the statement that runs; where it can't be told, ends the session. */
  async #interrupt(session: MysqlSession, work: Promise<unknown>): Promise<void> {
    const ended = work.then(
      () => {},
      () => {},
    );
    const { connectTimeout } = this.#settings.connection;
    let tooLong: ReturnType<typeof setTimeout> | undefined;
    try {
      const messenger = await MysqlSession.open(this.#settings);
      tooLong = setTimeout(() => {
        const loss = lossOf(`it did not end a statement within ${connectTimeout} s`);
        messenger.destroy(loss);
        session.destroy(loss);
      }, connectTimeout * 1000);
      await messenger.endStatementOf(session);
      await ended;
      await messenger.close();
    } catch (error) {
      session.destroy(lossOf(error));
      await ended;
    } finally {
      clearTimeout(tooLong);
    }
  }

  /** Runs what needs the connection after what came before; what has not begun when it is aborted never does. */
  async #inTurn<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    let hasBegun = false;
    const run = this.#turn.then(() => {
      hasBegun = true;
      signal?.throwIfAborted();
      return work();
    });
    this.#turn = run.catch(() => {});
    if (signal === undefined) return run;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        if (!hasBegun) reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      run.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
    });
  }

  async #opened(): Promise<MysqlSession> {
    if (this.#transaction?.isLost) {
      throw new LostConnectionError("The connection was lost in a transaction, of which nothing is kept.");
    }
    if (this.#session === null || this.#session.isLost) {
      this.#session = null;
      this.#streamed = null;
      this.#session = await MysqlSession.open(this.#settings);
    }
    return this.#session;
  }

  /** The session when no rows are on their way: those that are, are kept for whoever reads them. */
  async #free(): Promise<MysqlSession> {
    const rows = this.#streamed;
    this.#streamed = null;
    if (rows !== null) await rows.drain();
    return this.#opened();
  }

  begin({ signal }: Interruptible = {}): Promise<void> {
    return this.#inTurn(async () => {
      const session = await this.#free();
      await this.#run("START TRANSACTION WITH CONSISTENT SNAPSHOT", session, signal);
      this.#transaction = session;
    }, signal);
  }

  commit(options?: Interruptible): Promise<void> {
    return this.#end("COMMIT", options);
  }

  rollback(options?: Interruptible): Promise<void> {
    return this.#end("ROLLBACK", options);
  }

  #end(sql: string, { signal }: Interruptible = {}): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#run(sql, await this.#free(), signal);
      } catch (error) {
        // What is neither committed nor rolled back must not stay open.
        this.#session?.destroy(lossOf(error));
        throw error;
      } finally {
        this.#transaction = null;
      }
    });
  }

  async #run(sql: string, session: MysqlSession, signal: AbortSignal | undefined): Promise<void> {
    const work = session.execute({ sql, values: [] });
    await (signal === undefined ? work : this.#interruptible(session, work, signal));
  }

  /** Ends the connection, once what runs has ended. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      const session = this.#session;
      this.#session = null;
      this.#transaction = null;
      if (session === null || session.isLost) return;
      const rows = this.#streamed;
      this.#streamed = null;
      await rows?.drain();
      await session.close();
    });
  }
}

const isChange = (result: unknown): boolean =>
  !Array.isArray(result) && (result as Result).columns.length === 0;

const lossOf = (reason: unknown): LostConnectionError =>
  new LostConnectionError(
    `The connection to the server was given up: ${reason instanceof Error ? reason.message : String(reason)}`,
    { cause: reason },
  );
