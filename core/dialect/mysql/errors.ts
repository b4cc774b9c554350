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

/** Error numbers of MySQL and MariaDB that are errors of DataJoint's own, with what to do about them. */
const byNumber: ReadonlyMap<number, readonly [ErrorClass, string]> = new Map([
  [1044, [AccessError, "Ask for the privilege, or use another account."]],
  [1045, [AccessError, "Check user and password."]],
  [1142, [AccessError, "Ask for the privilege, or use another account."]],
  [1227, [AccessError, "Ask for the privilege, or use another account."]],
  [1698, [AccessError, "Check user and password."]],
  [1064, [QuerySyntaxError, ""]],
  [1146, [MissingTableError, "Declare the table first, or check the names of schema and table."]],
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
  [
    1217,
    [IntegrityError, "Delete the rows that refer to it first, or use delete(), which takes them along."],
  ],
  [
    1451,
    [IntegrityError, "Delete the rows that refer to it first, or use delete(), which takes them along."],
  ],
  [3730, [IntegrityError, "Drop the tables that refer to it first."]],
  [1054, [UnknownAttributeError, ""]],
  [1048, [MissingAttributeError, "Give it a value: it is not nullable."]],
  [1364, [MissingAttributeError, "Give it a value: it has no default."]],
] as [number, readonly [ErrorClass, string]][]);

const lostConnection: ReadonlySet<string> = new Set([
  "PROTOCOL_CONNECTION_LOST",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "ER_SERVER_SHUTDOWN",
  "PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR",
  "PROTOCOL_ENQUEUE_AFTER_QUIT",
  "ENOTFOUND",
  "EHOSTUNREACH",
]);

/** An error of the MySQL client as one of DataJoint's own; the server's words stay in the message. */
export function translateMysqlError(error: unknown, statement: Statement): DataJointError {
  if (error instanceof DataJointError) return error;
  const { message, code, errno } = error as { message?: string; code?: string; errno?: number };
  const words = message ?? String(error);
  if (code !== undefined && lostConnection.has(code)) {
    return new LostConnectionError(
      `The connection to the server was lost or could not be made (${words}). Check that it runs and can be reached, then try again.`,
      { cause: error },
    );
  }
  const known = errno === undefined ? undefined : byNumber.get(errno);
  if (known === undefined)
    return new QueryError(`The server refused a statement: ${words}.\n${statement.sql}`, { cause: error });
  const [ErrorOf, advice] = known;
  return new ErrorOf(`The server says: ${words}. ${advice || `The statement was: ${statement.sql}`}`, {
    cause: error,
  });
}
