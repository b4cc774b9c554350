import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { runDefinitionStatements } from "../table/drop.ts";

/** `schema.table.attribute` → the attribute that it began as; those that are in no key are left out. */
export function lineageOf(declarations: readonly TableDeclaration[]): Record<string, string> {
  const lineage: Record<string, string> = {};
  for (const { name, attributes } of declarations) {
    for (const attribute of attributes) {
      if (attribute.lineage !== null)
        lineage[`${name.schema}.${name.table}.${attribute.name}`] = attribute.lineage;
    }
  }
  return lineage;
}

/**
 * Follows the foreign keys of a schema's tables, and records where their attributes come from.
 *
 * @returns the tables with that lineage
 */
export async function rebuildLineage(connection: Connection, schema: string): Promise<TableDeclaration[]> {
  const { ddl, introspection } = connection.dialect;
  const declarations = await introspection.loadSchema(connection, schema, "followed");
  await runDefinitionStatements(connection, ddl.createLineage(schema));
  await connection.atomically(async (executor) => {
    for (const statement of ddl.replaceLineage(schema, declarations)) await executor.execute(statement);
  });
  return declarations;
}
