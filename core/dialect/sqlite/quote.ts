import type { TableName } from "../../declaration/table-declaration.ts";
import type { Quoting } from "../dialect.ts";

const identifier = (name: string): string =>
  name.includes('"') ? `"${name.replaceAll('"', '""')}"` : `"${name}"`;

/** The schema of tables that are named without one, as SQLite itself calls it. */
export const unnamedSchema = "main";

/** One file holds every schema of an Instance, so a table's own name there is `schema.table`. */
export const sqliteTableName = (name: TableName): string =>
  name.schema === unnamedSchema ? name.table : `${name.schema}.${name.table}`;

/** The schema and table that a table's own name in the file stands for. */
export function parseSqliteTableName(name: string): TableName {
  const dot = name.indexOf(".");
  return dot <= 0
    ? { schema: unnamedSchema, table: name }
    : { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}

export const sqliteQuoting: Quoting = {
  identifier,
  table: (name) => identifier(sqliteTableName(name)),
  text: (text) => `'${text.replaceAll("'", "''")}'`,
};
