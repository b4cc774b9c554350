import type { TableName } from "../../declaration/table-declaration.ts";
import type { Quoting } from "../dialect.ts";

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** One file holds every schema of an Instance, so a table's own name there is `schema.table`. */
export const sqliteTableName = (name: TableName): string => `${name.schema}.${name.table}`;

export const sqliteQuoting: Quoting = {
  identifier,
  table: (name) => identifier(sqliteTableName(name)),
  text: (text) => `'${text.replaceAll("'", "''")}'`,
};
