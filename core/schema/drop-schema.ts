import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import { assertOutsideTransaction, mayDrop, runDefinitionStatements } from "../table/drop.ts";
import { fullTableName } from "../table/full-table-name.ts";

/**
 * Drops a schema that is in the database, with all tables and rows.
 *
 * @param prompt ask first; default: `config.safemode`
 * @returns true if it was dropped, false if the user said no
 * @throws DataJointError inside of a transaction, and where tables of other schemas refer to its tables
 */
export async function dropSchema(
  connection: Connection,
  schema: string,
  prompt: boolean | undefined,
): Promise<boolean> {
  assertOutsideTransaction(connection, "A schema can't be dropped");
  const { ddl, introspection } = connection.dialect;
  const tables = await introspection.listTables(connection, schema);
  await assertUnreferenced(connection, schema, tables);
  const question = `Drop the schema "${schema}", with all of its tables and rows?`;
  if (!(await mayDrop(connection, [...tables].reverse(), question, prompt))) return false;
  await runDefinitionStatements(connection, ddl.dropSchema(schema, tables));
  return true;
}

/** Refuses to drop tables that tables of other schemas refer to. */
async function assertUnreferenced(
  connection: Connection,
  schema: string,
  tables: readonly TableName[],
): Promise<void> {
  const outside = new Set<string>();
  for (const table of tables) {
    for (const child of await connection.dialect.introspection.loadChildren(connection, table)) {
      if (child.schema !== schema) outside.add(fullTableName(child));
    }
  }
  if (outside.size === 0) return;
  throw new DataJointError(
    `The schema "${schema}" can't be dropped, because tables of other schemas refer to its tables: ` +
      `${[...outside].sort().join(", ")}. Drop those first.`,
  );
}
