import type { Result } from "../../connection/result.ts";
import { mysqlDialect } from "../../dialect/mysql/dialect.ts";
import { DataJointError, LostConnectionError } from "../../errors/index.ts";
import type { Config } from "../../instance/config.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { Driver, ExecuteOptions, Interruptible, TransactionOptions } from "../driver.ts";
import { GatewayClient, type GatewayRequest, type RowReader } from "./gateway-client.ts";
import type { GatewayLine } from "./gateway-line.ts";

/** What an Instance says of the server that it wants. */
export interface ServerRequest {
  readonly host: string;
  readonly port: number;
  readonly user: string | null;
  readonly password: string | null;
  readonly charset: string;
  readonly initFunction: string | null;
  readonly lockTimeout: number | null;
  readonly connectTimeout: number;
  readonly useTls: boolean | null;
}

/**
 * Makes a connection through a gateway; the host knows where it is and who may use it.
 *
 * @throws DataJointError where there is none to be had
 */
export type OpenLine = (request: ServerRequest) => Promise<GatewayLine>;

const notWanted = new DataJointError("The rest of the rows is not wanted.");

const reasonOf = ({ reason }: AbortSignal): Error =>
  reason instanceof Error ? reason : new DataJointError(String(reason));

/**
 * A connection to a MySQL or MariaDB server through a gateway, for where there is no network. Each has a connection
 * of the server's for itself, so transactions work. It opens at its first use, and again after it was lost.
 */
export class GatewayDriver implements Driver {
  readonly dialect = mysqlDialect;
  readonly hasTransactionalDdl = false;
  readonly #settings: Config;
  readonly #openLine: OpenLine;
  #client: GatewayClient | null = null;
  #description: string;
  #streamed: RowReader | null = null;
  /** Where the open transaction began. */
  #transaction: GatewayClient | null = null;
  #isClosed = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(settings: Config, openLine: OpenLine) {
    this.#settings = settings;
    this.#openLine = openLine;
    const { user, host, port } = settings.database;
    this.#description = `${user ?? ""}@${host}:${port}`;
  }

  get description(): string {
    return this.#description;
  }

  get isConnected(): boolean {
    return this.#client?.isLost === false;
  }

  connect(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#connected();
    });
  }

  async ping({ signal }: Interruptible = {}): Promise<void> {
    await this.#inTurn(async () => {
      const reader = await this.#start({ type: "execute", sql: "DO 0", values: [] }, signal);
      // Who does not answer to this would not answer to a cancellation either.
      const broken = (): void => this.#client?.close(reasonOf(signal!).message);
      signal?.addEventListener("abort", broken);
      try {
        await reader.drain();
        await reader.next();
      } finally {
        signal?.removeEventListener("abort", broken);
      }
    });
  }

  async execute<Row = SqlValue[]>(
    { sql, values }: Statement,
    { makeRow, signal }: ExecuteOptions<Row> = {},
  ): Promise<Result<Row>> {
    return this.#inTurn(async () => {
      const reader = await this.#start({ type: "execute", sql, values }, signal);
      const rows: Row[] = [];
      await this.#interruptible(reader, signal, async () => {
        for (let portion = await reader.next(); portion !== null; portion = await reader.next()) {
          for (const row of portion) rows.push(makeRow === undefined ? (row as Row) : makeRow(row));
        }
      });
      return { columns: reader.columns, rows, changes: reader.changes };
    });
  }

  async *stream({ sql, values }: Statement, { signal }: ExecuteOptions = {}): AsyncGenerator<Result> {
    const reader = await this.#inTurn(async () => {
      this.#streamed = await this.#start({ type: "execute", sql, values }, signal);
      return this.#streamed;
    });
    const next = (): Promise<SqlValue[][] | null> => this.#interruptible(reader, signal, () => reader.next());
    try {
      for (let rows = await next(); rows !== null; rows = await next())
        yield { columns: reader.columns, rows, changes: 0 };
    } finally {
      await this.#interruptible(reader, AbortSignal.abort(notWanted), () => reader.drain());
      if (this.#streamed === reader) this.#streamed = null;
    }
  }

  async begin({ enforcesForeignKeys = true, signal }: TransactionOptions = {}): Promise<void> {
    await this.#control({ type: "begin", enforcesForeignKeys }, signal);
    this.#transaction = this.#client;
  }

  async commit({ signal }: Interruptible = {}): Promise<void> {
    await this.#control({ type: "commit", enforcesForeignKeys: true }, signal);
    this.#transaction = null;
  }

  async rollback({ signal }: Interruptible = {}): Promise<void> {
    // The server has rolled back by itself what was open on a connection that was lost.
    const isGone = this.#transaction?.isLost === true;
    try {
      if (!isGone) await this.#control({ type: "rollback", enforcesForeignKeys: true }, signal);
    } finally {
      this.#transaction = null;
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // What runs comes to its end first; rows that are still on their way do not.
    await this.#turn;
    this.#client?.close();
  }

  async #control(request: GatewayRequest, signal: AbortSignal | undefined): Promise<void> {
    await this.#inTurn(async () => {
      const reader = await this.#start(request, signal);
      await this.#interruptible(reader, signal, () => reader.next());
    });
  }

  /** Waits for a reader; a signal cancels its request, and where that is not answered, ends the connection. */
  async #interruptible<T>(
    reader: RowReader,
    signal: AbortSignal | undefined,
    wait: () => Promise<T>,
  ): Promise<T> {
    if (signal === undefined) return wait();
    const client = this.#client;
    const { connectTimeout } = this.#settings.connection;
    let patience: ReturnType<typeof setTimeout> | undefined;
    const cancel = (): void => {
      reader.cancel(reasonOf(signal));
      patience = setTimeout(
        () => client?.close(`it did not end a statement within ${connectTimeout} s`),
        connectTimeout * 1000,
      );
    };
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel);
    try {
      return await wait();
    } finally {
      clearTimeout(patience);
      signal.removeEventListener("abort", cancel);
    }
  }

  /** One request at a time: rows that are still on their way are kept for whoever reads them. */
  async #start(request: GatewayRequest, signal: AbortSignal | undefined): Promise<RowReader> {
    await this.#streamed?.drain();
    this.#streamed = null;
    const client = await this.#connected();
    signal?.throwIfAborted();
    return client.start(request);
  }

  async #connected(): Promise<GatewayClient> {
    if (this.#isClosed) throw new DataJointError(`The connection to ${this.#description} is closed.`);
    if (this.#transaction?.isLost) {
      throw new LostConnectionError(
        `The connection to ${this.#description} was lost within a transaction, which the server has rolled back. Begin it anew.`,
      );
    }
    if (this.#client !== null && !this.#client.isLost) return this.#client;
    const { database, connection } = this.#settings;
    const { useTls } = database;
    const line = await this.#openLine({
      host: database.host,
      port: database.port,
      user: database.user,
      password: database.password,
      charset: connection.charset,
      initFunction: connection.initFunction,
      lockTimeout: database.lockTimeout,
      connectTimeout: connection.connectTimeout,
      useTls: typeof useTls === "object" && useTls !== null ? true : useTls,
    });
    this.#description = line.description;
    this.#client = new GatewayClient(line);
    return this.#client;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => {});
    return run;
  }
}
