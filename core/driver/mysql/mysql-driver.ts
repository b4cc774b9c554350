import type { Result } from "../../connection/result.ts";
import { mysqlDialect } from "../../dialect/mysql/dialect.ts";
import { DataJointError } from "../../errors/index.ts";
import type { Config } from "../../instance/config.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { Driver, ExecuteOptions } from "../driver.ts";
import { StreamedRows } from "./streamed-rows.ts";

interface StreamingCommand {
  on(event: "fields", listener: (fields: readonly { name: string }[]) => void): void;
  stream(options: { highWaterMark: number }): AsyncIterable<SqlValue[]>;
}

/** What is used of a connection of mysql2. */
interface MysqlConnection {
  query(options: { sql: string; rowsAsArray: boolean }): Promise<[unknown, { name: string }[] | undefined]>;
  execute(
    options: { sql: string; rowsAsArray: boolean },
    values: readonly unknown[],
  ): Promise<[unknown, { name: string }[] | undefined]>;
  end(): Promise<void>;
  /** The connection below, whose commands can give their rows one by one. */
  readonly connection: {
    query(options: { sql: string; rowsAsArray: boolean }): StreamingCommand;
    execute(options: { sql: string; rowsAsArray: boolean; values: readonly unknown[] }): StreamingCommand;
  };
  on(event: "error", listener: (error: unknown) => void): void;
}

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

// The name is not written into the import, so that bundlers for the browser leave the package out.
const clientPackage = "mysql2/promise";

async function createConnection(settings: Config): Promise<MysqlConnection> {
  const { host, port, user, password, useTls } = settings.database;
  let client: { createConnection(options: object): Promise<MysqlConnection> };
  try {
    client = await import(/* @vite-ignore */ clientPackage);
  } catch (error) {
    throw new DataJointError(
      'The backend "mysql" needs the package mysql2, which is not installed here. Install it with: npm install mysql2',
      { cause: error },
    );
  }
  const connection = await client.createConnection({
    host,
    port,
    user: user ?? undefined,
    password: password ?? undefined,
    charset: settings.connection.charset || "utf8mb4_bin",
    ...(useTls ? { ssl: typeof useTls === "object" ? useTls : {} } : {}),
    // A row that is found but not changed does not count as changed.
    flags: "-FOUND_ROWS",
    supportBigNumbers: true,
    bigNumberStrings: false,
    dateStrings: true,
    jsonStrings: true,
    decimalNumbers: false,
    maxPreparedStatements: preparedStatementsAtMost,
  });
  // Errors of a broken connection also reject the call that meets them.
  connection.on("error", () => {});
  await connection.query({ sql: `SET SESSION sql_mode = '${sqlMode}'`, rowsAsArray: true });
  return connection;
}

const bound = (value: SqlValue): unknown => {
  if (typeof value === "bigint") return value.toString();
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

/** A connection to a MySQL or MariaDB server, by the package mysql2, which is loaded when it is first used. */
export class MysqlDriver implements Driver {
  readonly dialect = mysqlDialect;
  readonly hasTransactionalDdl = false;
  readonly #settings: Config;
  #connection: Promise<MysqlConnection> | null = null;
  #streamed: StreamedRows | null = null;

  constructor(settings: Config) {
    this.#settings = settings;
  }

  get description(): string {
    const { user, host, port } = this.#settings.database;
    return `${user ?? ""}@${host}:${port}`;
  }

  #connected(): Promise<MysqlConnection> {
    this.#connection ??= createConnection(this.#settings).catch((error: unknown) => {
      this.#connection = null;
      throw error;
    });
    return this.#connection;
  }

  async execute<Row = SqlValue[]>(
    { sql, values }: Statement,
    { makeRow }: ExecuteOptions<Row> = {},
  ): Promise<Result<Row>> {
    const connection = await this.#free();
    const options = { sql, rowsAsArray: true };
    const [result, fields] =
      values.length === 0
        ? await connection.query(options)
        : await connection.execute(options, values.map(bound));
    if (Array.isArray(result)) {
      const rows = makeRow === undefined ? (result as Row[]) : (result as SqlValue[][]).map(makeRow);
      return { columns: (fields ?? []).map(({ name }) => name), rows, changes: 0 };
    }
    return { columns: [], rows: [], changes: (result as { affectedRows?: number }).affectedRows ?? 0 };
  }

  async *stream({ sql, values }: Statement, _options?: ExecuteOptions): AsyncGenerator<Result> {
    const { connection } = await this.#free();
    const options = { sql, rowsAsArray: true };
    const command =
      values.length === 0
        ? connection.query(options)
        : connection.execute({ ...options, values: values.map(bound) });
    let columns: string[] = [];
    command.on("fields", (fields) => {
      columns = fields.map(({ name }) => name);
    });
    const rows = new StreamedRows(command.stream({ highWaterMark: portionSize }));
    this.#streamed = rows;
    try {
      for (
        let portion = await rows.next(portionSize);
        portion.length > 0;
        portion = await rows.next(portionSize)
      ) {
        yield { columns, rows: portion, changes: 0 };
      }
    } finally {
      if (this.#streamed === rows) this.#streamed = null;
      await rows.discard();
    }
  }

  /** The connection when no rows are on their way: those that are, are kept for whoever reads them. */
  async #free(): Promise<MysqlConnection> {
    const connection = await this.#connected();
    while (this.#streamed !== null) {
      const rows = this.#streamed;
      this.#streamed = null;
      await rows.drain();
    }
    return connection;
  }

  async #run(sql: string): Promise<void> {
    await (await this.#free()).query({ sql, rowsAsArray: true });
  }

  begin(): Promise<void> {
    return this.#run("START TRANSACTION WITH CONSISTENT SNAPSHOT");
  }

  commit(): Promise<void> {
    return this.#run("COMMIT");
  }

  rollback(): Promise<void> {
    return this.#run("ROLLBACK");
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => null);
    this.#connection = null;
    await connection?.end();
  }
}
