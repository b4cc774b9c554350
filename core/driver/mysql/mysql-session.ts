import type { Result } from "../../connection/result.ts";
import { DataJointError, LostConnectionError } from "../../errors/index.ts";
import type { Config } from "../../instance/config.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import {
  type ClientConnection,
  type ClientError,
  type ClientStatement,
  loadMysqlClient,
  type MysqlClient,
  type RowStream,
} from "./mysql-client.ts";
import { assertPacketSize } from "./packet-size.ts";
import { StreamedRows } from "./streamed-rows.ts";
import { isTlsError, tlsChoices } from "./tls-options.ts";

/** What DataJoint for Python asks of a server: nothing is cut, rounded to zero or guessed. */
const sqlMode = [
  "NO_ZERO_DATE",
  "NO_ZERO_IN_DATE",
  "ERROR_FOR_DIVISION_BY_ZERO",
  "STRICT_ALL_TABLES",
  "NO_ENGINE_SUBSTITUTION",
  "ONLY_FULL_GROUP_BY",
].join(",");

const portionSize = 1000;
const preparedStatementsAtMost = 200;

/** Errors of the server after which it closes the connection: shut down, killed, idle for too long. */
const lastWords: ReadonlySet<number> = new Set([1053, 1927, 3169, 4031]);

/** `host:port` and `host`, as in DataJoint: a port in the name of the host wins. */
export function serverAddress({ host, port }: Config["database"]): { host: string; port: number } {
  const found = /^([^:]+):(\d+)$/.exec(host);
  return found === null ? { host, port } : { host: found[1]!, port: Number(found[2]) };
}

const bound = (value: SqlValue): unknown => {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

/** One session with a server, from connecting to its end. It does one thing at a time: callers see to that. */
export class MysqlSession {
  readonly #connection: ClientConnection;
  readonly #settings: Config;
  /** Who waits for the server. */
  readonly #waiting = new Set<(error: Error) => void>();
  #loss: Error | null = null;
  #id = "";
  #packetSize = Number.POSITIVE_INFINITY;

  private constructor(connection: ClientConnection, settings: Config) {
    this.#connection = connection;
    this.#settings = settings;
    connection.on("error", (error) => this.#lose(error as Error));
    connection.on("end", () => this.#lose(new LostConnectionError("The server closed the connection.")));
  }

  /**
   * Connects, and sets the session as DataJoint wants it.
   *
   * @throws the client's error; LostConnectionError where it takes longer than `config.connection.connectTimeout`
   */
  static async open(settings: Config): Promise<MysqlSession> {
    if (settings.database.user === null) {
      throw new DataJointError(
        "No database user is set. Give the Instance a user, or set config.database.user or DJ_USER.",
      );
    }
    const client = await loadMysqlClient();
    const choices = tlsChoices(settings.database.useTls);
    for (;;) {
      try {
        return await MysqlSession.#open(client, settings, choices.shift()!);
      } catch (error) {
        if (choices.length === 0 || !isTlsError(error as ClientError)) throw error;
      }
    }
  }

  static async #open(client: MysqlClient, settings: Config, ssl: object | null): Promise<MysqlSession> {
    const { host, port } = serverAddress(settings.database);
    const { user, password } = settings.database;
    const { connectTimeout, charset } = settings.connection;
    const connection = client.createConnection({
      host,
      port,
      user,
      password: password ?? undefined,
      charset: charset || "utf8mb4_bin",
      ...(ssl === null ? {} : { ssl }),
      // The time limit below is for all that connecting takes.
      connectTimeout: 0,
      // Has the system notice a server that is gone without a word, also while a statement takes long.
      enableKeepAlive: true,
      keepAliveInitialDelay: 10_000,
      // A row that is found but not changed does not count as changed.
      flags: "-FOUND_ROWS",
      supportBigNumbers: true,
      bigNumberStrings: false,
      dateStrings: true,
      jsonStrings: true,
      decimalNumbers: false,
      maxPreparedStatements: preparedStatementsAtMost,
    });
    // The client names no server where it is given by its address; Node then looks here for what to find in the
    // certificate, and otherwise takes it to be called localhost.
    (connection.stream as { _host?: string })._host ??= host;
    const session = new MysqlSession(connection, settings);
    const tooLong = setTimeout(
      () =>
        session.destroy(
          new LostConnectionError(
            `The server at ${host}:${port} did not answer within ${connectTimeout} s. Check host and port, ` +
              "and that nothing in between holds connections back; or raise config.connection.connectTimeout.",
          ),
        ),
      connectTimeout * 1000,
    );
    try {
      await session.#answer<void>((resolve) => connection.once("connect", () => resolve()));
      await session.#begin();
      return session;
    } catch (error) {
      session.destroy(error as Error);
      throw error;
    } finally {
      clearTimeout(tooLong);
    }
  }

  async #begin(): Promise<void> {
    const { connection, database } = this.#settings;
    const run = (sql: string) => this.execute({ sql, values: [] });
    // The collation is the same on every server, so that texts compare the same.
    const names =
      connection.charset === ""
        ? "character_set_client = utf8mb4, character_set_results = utf8mb4, collation_connection = utf8mb4_bin, "
        : "";
    const limits =
      database.lockTimeout === null
        ? ""
        : `, innodb_lock_wait_timeout = ${Math.max(1, Math.ceil(database.lockTimeout))}` +
          `, lock_wait_timeout = ${Math.max(1, Math.ceil(database.lockTimeout))}`;
    const [known] = (await run("SELECT CONNECTION_ID(), @@max_allowed_packet, VERSION()")).rows;
    this.#id = String(known![0]);
    this.#packetSize = Number(known![1]);
    // MariaDB cuts fractions of seconds that MySQL rounds.
    const mode = /mariadb/i.test(String(known![2])) ? `${sqlMode},TIME_ROUND_FRACTIONAL` : sqlMode;
    await run(`SET ${names}autocommit = 1, sql_mode = '${mode}'${limits}`);
    if (connection.initFunction !== null) await run(connection.initFunction);
  }

  /** The server's number of this session. */
  get id(): string {
    return this.#id;
  }

  get isLost(): boolean {
    return this.#loss !== null;
  }

  #lose(error: Error): void {
    this.#loss ??= error;
    for (const fail of [...this.#waiting]) fail(error);
  }

  /** What the server answers, or the loss of the connection, whichever comes first. */
  #answer<T>(ask: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#loss !== null) {
        reject(this.#loss);
        return;
      }
      const fail = (error: Error): void => {
        this.#waiting.delete(fail);
        reject(error);
      };
      this.#waiting.add(fail);
      ask((value) => {
        this.#waiting.delete(fail);
        resolve(value);
      }, fail);
    });
  }

  /** An error that was met; where it is the last of this session, the session ends. */
  #met(error: ClientError): ClientError {
    if (error.fatal === true || lastWords.has(error.errno ?? 0)) this.destroy(error);
    return error;
  }

  #asked({ sql, values }: Statement): ClientStatement {
    assertPacketSize(sql, values, this.#packetSize);
    return values.length === 0
      ? { sql, rowsAsArray: true }
      : { sql, rowsAsArray: true, values: values.map(bound) };
  }

  async execute<Row = SqlValue[]>(
    statement: Statement,
    makeRow?: (values: SqlValue[]) => Row,
  ): Promise<Result<Row>> {
    const asked = this.#asked(statement);
    return this.#answer((resolve, reject) => {
      const answer = (
        error: ClientError | null | undefined,
        result?: unknown,
        fields?: readonly { readonly name: string }[],
      ): void => {
        if (error) reject(this.#met(error));
        else if (Array.isArray(result)) {
          const rows = makeRow === undefined ? (result as Row[]) : (result as SqlValue[][]).map(makeRow);
          resolve({ columns: (fields ?? []).map(({ name }) => name), rows, changes: 0 });
        } else {
          const changes = (result as { affectedRows?: number }).affectedRows ?? 0;
          resolve({ columns: [], rows: [], changes });
        }
      };
      if (asked.values === undefined) this.#connection.query(asked, answer);
      else this.#connection.execute(asked, answer);
    });
  }

  /** Begins to read rows; until they are drained or discarded, nothing else can run. */
  stream(statement: Statement): StreamedRows {
    const asked = this.#asked(statement);
    if (this.#loss !== null) throw this.#loss;
    const command =
      asked.values === undefined ? this.#connection.query(asked) : this.#connection.execute(asked);
    const rows: RowStream = command.stream({ highWaterMark: portionSize });
    const fail = (error: Error): void => rows.destroy(error);
    this.#waiting.add(fail);
    const streamed = new StreamedRows(rows, (error) => {
      this.#waiting.delete(fail);
      if (error !== null) this.#met(error);
    });
    command.on("fields", (fields) => {
      streamed.columns = fields.map(({ name }) => name);
    });
    return streamed;
  }

  /** @throws where the server does not answer */
  ping(): Promise<void> {
    return this.#answer((resolve, reject) =>
      this.#connection.ping((error) => (error ? reject(this.#met(error)) : resolve())),
    );
  }

  /** Ends the statement of another session of the same user. */
  async endStatementOf(session: MysqlSession): Promise<void> {
    await this.execute({ sql: `KILL QUERY ${session.id}`, values: [] });
  }

  /** Ends the session without a word to the server. */
  destroy(error: Error): void {
    this.#lose(error);
    this.#connection.destroy();
    this.#connection.stream.destroy();
  }

  /** Takes leave of the server. */
  async close(): Promise<void> {
    if (this.isLost) return;
    await new Promise<void>((resolve) => {
      this.#waiting.add(() => resolve());
      this.#connection.end(() => resolve());
    });
    this.destroy(new LostConnectionError("The connection is closed."));
  }
}
