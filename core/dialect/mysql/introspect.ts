import { tableKey } from "../../declaration/stored-table.ts";
import type { TableDeclaration, TableName } from "../../declaration/table-declaration.ts";
import type { Executor, Introspection, LineageSource } from "../dialect.ts";
import { loadDeclarations } from "../load-declarations.ts";
import { readRows, textOf } from "../rows.ts";
import { readTables, type TableSelection } from "./stored-tables.ts";
import { loadMysqlKeys } from "./table-keys.ts";

const systemSchemas = ["information_schema", "mysql", "performance_schema", "sys"];

async function load(
  executor: Executor,
  selection: TableSelection,
  lineage?: LineageSource,
): Promise<TableDeclaration[]> {
  const readParents = (tables: readonly TableName[]) => readTables(executor, { tables }, false);
  return loadDeclarations(await readTables(executor, selection, true), readParents, lineage);
}

/** Reading tables back from a MySQL or MariaDB server, those of DataJoint for Python included. */
export const mysqlIntrospection: Introspection = {
  async listSchemas(executor) {
    const rows = await readRows(
      executor,
      "SELECT SCHEMA_NAME AS schema_name FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME",
    );
    return rows
      .map((row) => textOf(row.schema_name))
      .filter((schema) => !systemSchemas.includes(schema.toLowerCase()));
  },
  async loadSchema(executor, schema, lineage) {
    const declarations = await load(executor, { schema }, lineage);
    return declarations.filter(({ name }) => !name.table.startsWith("~"));
  },
  async loadTable(executor, name) {
    const [declaration] = await load(executor, { tables: [name] });
    return declaration ?? null;
  },
  async loadChildren(executor, name) {
    const rows = await readRows(
      executor,
      "SELECT DISTINCT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name" +
        " FROM information_schema.KEY_COLUMN_USAGE" +
        " WHERE REFERENCED_TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME = ? ORDER BY TABLE_SCHEMA, TABLE_NAME",
      [name.schema, name.table],
    );
    return rows
      .map((row) => ({ schema: textOf(row.table_schema), table: textOf(row.table_name) }))
      .filter((child) => tableKey(child) !== tableKey(name));
  },
  loadKeys: loadMysqlKeys,
  stateForOwnChecks: async () => null,
  async listTables(executor, schema) {
    const rows = await readRows(
      executor,
      "SELECT TABLE_NAME AS table_name FROM information_schema.TABLES" +
        " WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME",
      [schema],
    );
    return rows.map((row) => ({ schema, table: textOf(row.table_name) }));
  },
};
