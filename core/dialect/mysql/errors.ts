import {
  AccessError,
  DataJointError,
  DuplicateError,
  IntegrityError,
  LostConnectionError,
  MissingAttributeError,
  MissingTableError,
  QueryError,
  QuerySyntaxError,
  UnknownAttributeError,
} from "../../errors/index.ts";
import type { Statement } from "../../values/sql-value.ts";

type ErrorClass = new (message: string, options?: { cause?: unknown }) => DataJointError;

const askForIt = "Ask for the privilege, or use another account.";
const deleteFirst = "Delete the rows that refer to it first, or use delete(), which takes them along.";

/** Error numbers of MySQL and MariaDB that are errors of DataJoint's own, with what to do about them. */
const byNumber: ReadonlyMap<number, readonly [ErrorClass, string]> = new Map<
  number,
  readonly [ErrorClass, string]
>([
  [1044, [AccessError, askForIt]],
  [1142, [AccessError, askForIt]],
  [1143, [AccessError, askForIt]],
  [1227, [AccessError, askForIt]],
  [1370, [AccessError, askForIt]],
  [1045, [AccessError, "Check user and password."]],
  [1698, [AccessError, "Check user and password."]],
  [1130, [AccessError, "The account may not be used from this machine: ask the server's administrator."]],
  [1820, [AccessError, "The password has expired: set a new one."]],
  [3118, [AccessError, "The account is locked: ask the server's administrator."]],
  [1064, [QuerySyntaxError, ""]],
  [1146, [MissingTableError, "Declare the table first, or check the names of schema and table."]],
  [1051, [MissingTableError, "Check the names of schema and table."]],
  [1049, [MissingTableError, "Create the schema first, or check its name."]],
  [
    1062,
    [
      DuplicateError,
      "To pass over existing rows insert with { skipDuplicates: true }, to replace them with { replace: true }.",
    ],
  ],
  [1216, [IntegrityError, "Insert the parent first."]],
  [1452, [IntegrityError, "Insert the parent first."]],
  [1217, [IntegrityError, deleteFirst]],
  [1451, [IntegrityError, deleteFirst]],
  [3730, [IntegrityError, "Drop the tables that refer to it first."]],
  [1054, [UnknownAttributeError, ""]],
  [1048, [MissingAttributeError, "Give it a value: it is not nullable."]],
  [1364, [MissingAttributeError, "Give it a value: it has no default."]],
  [
    1205,
    [
      QueryError,
      "Another connection's transaction holds what this statement needs. Finish that one first, then try again; " +
        "config.database.lockTimeout says how long to wait.",
    ],
  ],
  [
    1213,
    [
      QueryError,
      "Two transactions waited for one another, so the server rolled this one back. Run it again from its beginning.",
    ],
  ],
  [1153, [QueryError, "Insert fewer rows at a time (chunkSize), or raise max_allowed_packet on the server."]],
  [1040, [QueryError, "Close connections that are not needed, or try again later."]],
  [1203, [QueryError, "Close connections that are not needed, or try again later."]],
  [1317, [QueryError, "Someone ended the statement on the server."]],
  [1969, [QueryError, "The server ends statements that take so long."]],
  [3024, [QueryError, "The server ends statements that take so long."]],
]);

/** Errors that tell of the end of a connection: by the server, or by its administrator. */
const lostByNumber: ReadonlySet<number> = new Set([1053, 1152, 1184, 1927, 2006, 2013, 3169, 4031]);

const lostByCode: ReadonlySet<string> = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR",
  "PROTOCOL_ENQUEUE_AFTER_QUIT",
  "PROTOCOL_UNEXPECTED_PACKET",
  "PROTOCOL_SEQUENCE_TIMEOUT",
]);

const unreachable: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "No server listens there: start it, or check host and port."],
  ["ENOTFOUND", "There is no host of that name: check it."],
  ["EAI_AGAIN", "The name of the host could not be looked up: check it, and the network."],
  ["EHOSTUNREACH", "No way leads to that host: check its name, and the network."],
  ["ENETUNREACH", "No way leads to that host: check its name, and the network."],
]);

const withoutTls: ReadonlyMap<string, string> = new Map([
  [
    "HANDSHAKE_NO_SSL_SUPPORT",
    "The server offers no TLS, which useTls asks for. Have it set up on the server, or set useTls to false.",
  ],
  [
    "HANDSHAKE_SSL_ERROR",
    "The connection could not be encrypted. Check the certificates in useTls, and those of the server.",
  ],
]);

interface ClientError {
  readonly message?: string;
  readonly code?: string;
  readonly errno?: number;
  readonly fatal?: boolean;
  readonly errors?: readonly Error[];
}

/** An error of the MySQL client as one of DataJoint's own; the server's words stay in the message. */
export function translateMysqlError(error: unknown, statement: Statement): DataJointError {
  if (error instanceof DataJointError) return error;
  const { message, code = "", errno, fatal, errors } = error as ClientError;
  const words = message || errors?.[0]?.message || code || String(error);
  const cause = { cause: error };
  const noTls = withoutTls.get(code);
  if (noTls !== undefined) return new DataJointError(`${noTls} (${words})`, cause);
  const known = errno === undefined ? undefined : byNumber.get(errno);
  if (known !== undefined) {
    const [ErrorOf, advice] = known;
    return new ErrorOf(
      `The server says: ${words}. ${advice || `The statement was: ${statement.sql}`}`,
      cause,
    );
  }
  const noWay = unreachable.get(code);
  if (noWay !== undefined)
    return new LostConnectionError(`No connection to the server: ${words}. ${noWay}`, cause);
  if (lostByCode.has(code) || lostByNumber.has(errno ?? 0) || fatal === true) {
    return new LostConnectionError(
      `The connection to the server was lost: ${words}. Check that it runs and can be reached, then try again.`,
      cause,
    );
  }
  return new QueryError(`The server refused a statement: ${words}.\n${statement.sql}`, cause);
}

/** True for a deadlock: the server rolls back the whole transaction of the one that it chose. */
export const endsMysqlTransaction = (error: unknown): boolean =>
  ((error as Error).cause as ClientError | undefined)?.errno === 1213;
