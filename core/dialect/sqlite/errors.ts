import {
  DataJointError,
  DuplicateError,
  IntegrityError,
  MissingAttributeError,
  MissingTableError,
  QueryError,
  QuerySyntaxError,
  UnknownAttributeError,
} from "../../errors/index.ts";
import type { Statement } from "../../values/sql-value.ts";

/** `schema.table.a, schema.table.b` → the table and its attributes. */
function columnsOf(list: string): { table: string; attributes: string } {
  const columns = list.split(", ");
  const table = columns[0]!.slice(0, columns[0]!.lastIndexOf("."));
  return { table, attributes: columns.map((column) => column.slice(column.lastIndexOf(".") + 1)).join(", ") };
}

/** SQLite names no table when a foreign key fails, but the statement does. */
const tableIn = (sql: string): string => {
  const match = /(?:INTO|FROM|UPDATE|TABLE)\s+"((?:[^"]|"")+)"/i.exec(sql);
  return match === null ? "" : ` "${match[1]}"`;
};

type Translation = readonly [
  pattern: RegExp,
  make: (words: readonly string[], sql: string, cause: unknown) => DataJointError,
];

const translations: readonly Translation[] = [
  [
    /^UNIQUE constraint failed: (.*)$/,
    ([, list], _sql, cause) => {
      const { table, attributes } = columnsOf(list!);
      return new DuplicateError(
        `A row with the same ${attributes} is in table "${table}" already. ` +
          "To pass over existing rows insert with { skipDuplicates: true }, to replace them with { replace: true }.",
        { cause },
      );
    },
  ],
  [
    /^FOREIGN KEY constraint failed$/,
    (_words, sql, cause) =>
      new IntegrityError(
        /^\s*(INSERT|REPLACE|UPDATE)/i.test(sql)
          ? `A foreign key of table${tableIn(sql)} is broken: the row refers to a parent that does not exist, ` +
              "or other rows refer to the one that is changed. Insert the parent first."
          : `Other rows refer to rows of table${tableIn(sql)}. Delete those first, or use delete(), which takes them along.`,
        { cause },
      ),
  ],
  [
    /^NOT NULL constraint failed: (.*)$/,
    ([, list], _sql, cause) => {
      const { table, attributes } = columnsOf(list!);
      return new MissingAttributeError(
        `The attribute ${attributes} of table "${table}" needs a value: it is neither nullable nor has it a default.`,
        { cause },
      );
    },
  ],
  [
    /^CHECK constraint failed: (\S+) (.*)$/,
    ([, attribute, type], sql, cause) =>
      new QueryError(
        `A value of attribute "${attribute}" of table${tableIn(sql)} does not fit its type ${type}.`,
        {
          cause,
        },
      ),
  ],
  [
    /^cannot store (\w+) value in (\w+) column (.*)$/,
    ([, found, , column], _sql, cause) => {
      const { table, attributes } = columnsOf(column!);
      return new QueryError(
        `A value of attribute "${attributes}" of table "${table}" does not fit its type: it is ${found}.`,
        { cause },
      );
    },
  ],
  [
    /^no such table: (.*)$/,
    ([, table], _sql, cause) =>
      new MissingTableError(
        `There is no table "${table}" in this database file. Declare it first, or check the names of schema and table.`,
        { cause },
      ),
  ],
  [
    /^no such column: (.*)$/,
    ([, column], _sql, cause) =>
      new UnknownAttributeError(`There is no attribute "${column}" here.`, { cause }),
  ],
  [
    /^table (.*) has no column named (.*)$/,
    ([, table, column], _sql, cause) =>
      new UnknownAttributeError(`Table "${table}" has no attribute "${column}".`, { cause }),
  ],
  [
    /syntax error|incomplete input|unrecognized token|no such function|wrong number of arguments|misuse of/,
    (_words, sql, cause) =>
      new QuerySyntaxError(`SQLite can't run this SQL: ${(cause as Error).message}.\n${sql.trim()}`, {
        cause,
      }),
  ],
];

/** An error of sql.js as one of DataJoint's own; the engine's words stay in the message or its cause. */
export function translateSqliteError(error: unknown, statement: Statement): DataJointError {
  if (error instanceof DataJointError) return error;
  const message = error instanceof Error ? error.message : String(error);
  for (const [pattern, make] of translations) {
    const words = pattern.exec(message);
    if (words !== null) return make(words, statement.sql, error);
  }
  return new QueryError(`SQLite refused a statement: ${message}.\n${statement.sql.trim()}`, { cause: error });
}
