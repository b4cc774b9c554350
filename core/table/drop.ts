import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { Statement } from "../values/sql-value.ts";
import { fullTableName } from "./full-table-name.ts";
import { confirmDeletion } from "./prompt.ts";

/** A table and all that depend on it, in whatever schema, parents before children. */
export async function tableAndDescendants(connection: Connection, table: TableName): Promise<TableName[]> {
  const done = new Set<string>();
  const order: TableName[] = [];
  const visit = async (name: TableName): Promise<void> => {
    const key = fullTableName(name);
    if (done.has(key)) return;
    done.add(key);
    for (const child of await connection.dialect.introspection.loadChildren(connection, name))
      await visit(child);
    order.unshift(name);
  };
  await visit(table);
  return order;
}

/** Runs definition statements, together where the server allows that. */
export async function runDefinitionStatements(
  connection: Connection,
  statements: readonly Statement[],
): Promise<void> {
  if (connection.hasTransactionalDdl) {
    await connection.atomically(async (executor) => {
      for (const statement of statements) await executor.execute(statement);
    });
    return;
  }
  for (const statement of statements) await connection.execute(statement);
}

async function rowsOf(connection: Connection, table: TableName): Promise<number> {
  const { rows } = await connection.execute({
    sql: `SELECT count(*) FROM ${connection.dialect.quote.table(table)}`,
    values: [],
  });
  return Number(rows[0]![0]);
}

/** True if the user agrees, or need not be asked. */
export async function mayDrop(
  connection: Connection,
  tables: readonly TableName[],
  question: string,
  prompt: boolean | undefined,
): Promise<boolean> {
  if (!(prompt ?? connection.config.safemode)) return true;
  const counted: { table: string; rows: number }[] = [];
  for (const table of tables)
    counted.push({ table: fullTableName(table), rows: await rowsOf(connection, table) });
  return confirmDeletion({ question, tables: counted });
}

/**
 * Drops tables, the last one first.
 *
 * @param prompt ask first; default: `config.safemode`
 * @returns false if the user said no
 */
export async function dropTables(
  connection: Connection,
  tables: readonly TableName[],
  prompt: boolean | undefined,
): Promise<boolean> {
  const names = tables.map(fullTableName).join(", ");
  if (!(await mayDrop(connection, tables, `Drop ${names}, with all rows?`, prompt))) return false;
  await runDefinitionStatements(
    connection,
    [...tables].reverse().flatMap((table) => connection.dialect.ddl.dropTable(table)),
  );
  return true;
}
