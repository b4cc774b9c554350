import { DataJointError } from "../../errors/index.ts";
import type { SqlValue } from "../../values/sql-value.ts";

/** What is asked of the client for one statement. */
export interface ClientStatement {
  readonly sql: string;
  readonly rowsAsArray: true;
  readonly values?: readonly unknown[];
}

/** An error of the client, or one that the server sent. */
export interface ClientError extends Error {
  readonly code?: string;
  /** The server's number. */
  readonly errno?: number;
  /** True where the connection is over. */
  readonly fatal?: boolean;
}

type Fields = readonly { readonly name: string }[];
type Answer = (error: ClientError | null | undefined, result?: unknown, fields?: Fields) => void;

/** Rows as they come; destroying it leaves the connection as it is. */
export interface RowStream extends AsyncIterable<SqlValue[]> {
  destroy(error?: Error): void;
}

/** A statement whose rows come one by one. */
export interface StreamingCommand {
  on(event: "fields", listener: (fields: Fields) => void): void;
  stream(options: { highWaterMark: number }): RowStream;
}

/** What is used of a connection of mysql2. */
export interface ClientConnection {
  query(statement: ClientStatement, answer: Answer): unknown;
  query(statement: ClientStatement): StreamingCommand;
  execute(statement: ClientStatement, answer: Answer): unknown;
  execute(statement: ClientStatement): StreamingCommand;
  ping(answer: Answer): unknown;
  end(answer: Answer): unknown;
  destroy(): void;
  once(event: "connect" | "error", listener: (first: unknown) => void): void;
  on(event: "error" | "end", listener: (error?: unknown) => void): void;
  readonly stream: { destroy(): void };
}

/** What is used of the package mysql2. */
export interface MysqlClient {
  createConnection(options: object): ClientConnection;
}

// The name is not written into the import, so that bundlers for the browser leave the package out.
const clientPackage = "mysql2";

/**
 * Loads the client.
 *
 * @throws DataJointError where it is not installed
 */
export async function loadMysqlClient(): Promise<MysqlClient> {
  try {
    const loaded: { default?: MysqlClient } & MysqlClient = await import(/* @vite-ignore */ clientPackage);
    return loaded.default ?? loaded;
  } catch (error) {
    throw new DataJointError(
      'The backend "mysql" needs the package mysql2, which is not installed here. Install it with: npm install mysql2',
      { cause: error },
    );
  }
}
