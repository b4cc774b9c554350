import type { Result } from "../../connection/result.ts";
import { sqliteDialect } from "../../dialect/sqlite/dialect.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { Driver, ExecuteOptions, TransactionOptions } from "../driver.ts";
import { SqliteFile } from "./sqlite-file.ts";

const streamedPortion = 1000;

/** One Instance's connection to a database file. */
export class SqliteDriver implements Driver {
  readonly dialect = sqliteDialect;
  readonly hasTransactionalDdl = true;
  readonly description: string;
  readonly #lockSeconds: number;
  #file: SqliteFile | null = null;
  #opening: Promise<SqliteFile> | null = null;

  /**
   * @param name the name of the database file, or `:memory:`
   * @param lockSeconds how long to wait for another Instance's transaction
   */
  constructor(name: string, lockSeconds = 10) {
    this.description = name;
    this.#lockSeconds = lockSeconds;
  }

  get isConnected(): boolean {
    return this.#file !== null;
  }

  async connect(): Promise<void> {
    await this.#opened();
  }

  ping(): Promise<void> {
    return this.connect();
  }

  async #opened(): Promise<SqliteFile> {
    if (this.#file !== null) return this.#file;
    this.#opening ??= SqliteFile.open(this.description);
    try {
      this.#file = await this.#opening;
    } finally {
      this.#opening = null;
    }
    return this.#file;
  }

  /** The file when it is this connection's turn. */
  async #inTurn<T>(work: (file: SqliteFile) => T, signal?: AbortSignal): Promise<T> {
    const file = this.#file ?? (await this.#opened());
    signal?.throwIfAborted();
    if (file.turn.isFreeFor(this)) return work(file);
    await file.turn.take(this, this.#lockSeconds, signal);
    try {
      return work(file);
    } finally {
      file.turn.release(this);
    }
  }

  execute<Row = SqlValue[]>(
    statement: Statement,
    options: ExecuteOptions<Row> = {},
  ): Result<Row> | Promise<Result<Row>> {
    const file = this.#file;
    options.signal?.throwIfAborted();
    if (!file?.turn.isFreeFor(this)) return this.#executeLater(statement, options);
    const result = file.execute(statement, options);
    const hostTurn = file.hostTurn();
    return hostTurn === undefined ? result : hostTurn.then(() => result);
  }

  async #executeLater<Row>(statement: Statement, options: ExecuteOptions<Row>): Promise<Result<Row>> {
    const result = await this.#inTurn((file) => file.execute(statement, options), options.signal);
    await this.#file?.hostTurn();
    return result;
  }

  async *stream(statement: Statement, options?: ExecuteOptions): AsyncGenerator<Result> {
    const portions = await this.#inTurn(
      (file) => file.stream(statement, options?.hasWideIntegers ?? true, streamedPortion),
      options?.signal,
    );
    for (const portion of portions) {
      options?.signal?.throwIfAborted();
      yield portion;
    }
  }

  async begin({ enforcesForeignKeys = true, signal }: TransactionOptions = {}): Promise<void> {
    const file = await this.#opened();
    await file.turn.take(this, this.#lockSeconds, signal);
    try {
      file.begin(enforcesForeignKeys);
    } catch (error) {
      file.turn.release(this);
      throw error;
    }
  }

  async commit(): Promise<void> {
    const file = await this.#opened();
    file.commit();
    file.turn.release(this);
    const hostTurn = file.hostTurn();
    if (hostTurn !== undefined) await hostTurn;
  }

  async rollback(): Promise<void> {
    const file = await this.#opened();
    try {
      file.rollback();
    } finally {
      file.turn.release(this);
    }
  }

  async close(): Promise<void> {
    const file = this.#file ?? (this.#opening === null ? null : await this.#opening);
    this.#file = null;
    if (file === null) return;
    file.turn.leave(this);
    await file.leave();
  }
}
