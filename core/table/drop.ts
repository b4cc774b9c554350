import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { masterTableNameOf } from "../declaration/table-names.ts";
import { DataJointError } from "../errors/index.ts";
import type { Statement } from "../values/sql-value.ts";
import { fullTableName } from "./full-table-name.ts";
import { type CountedTable, confirmDeletion, countedTable } from "./prompt.ts";

/** How a table is dropped. */
export interface DropOptions {
  /** Show what would be dropped and ask first. Default: `config.safemode`. */
  prompt?: boolean;
  /** Whether parts may be dropped without their master: `"enforce"` (the default) refuses, `"ignore"` allows it. */
  partIntegrity?: "enforce" | "ignore";
}

export const dropOptions: readonly (keyof DropOptions)[] = ["prompt", "partIntegrity"];

/** The policy that was asked for. */
export function checkPartIntegrity(partIntegrity: unknown): "enforce" | "ignore" {
  if (partIntegrity === undefined) return "enforce";
  if (partIntegrity === "enforce" || partIntegrity === "ignore") return partIntegrity;
  throw new DataJointError(
    `partIntegrity can't be ${JSON.stringify(partIntegrity)} when tables are dropped; it is "enforce" or "ignore".` +
      (partIntegrity === "cascade" ? ' "cascade" is for delete() alone.' : ""),
  );
}

/**
 * Refuses to drop a part while its master stays.
 *
 * @param table the table that was asked for
 * @param tables what would be dropped
 */
export function assertWholeMasters(table: TableName, tables: readonly TableName[]): void {
  const dropped = new Set(tables.map(fullTableName));
  for (const one of tables) {
    const masterTable = masterTableNameOf(one.table);
    if (masterTable === null) continue;
    const master = fullTableName({ schema: one.schema, table: masterTable });
    if (dropped.has(master)) continue;
    throw new DataJointError(
      (one === table
        ? `${fullTableName(one)} is a part of ${master} and is dropped with it. `
        : `${fullTableName(one)} depends on ${fullTableName(table)} and would be dropped, but its master ${master} would stay. `) +
        'Drop the master first, or pass { partIntegrity: "ignore" } to leave it without this part.',
    );
  }
}

/** Refuses what would end a transaction on some servers. */
export function assertOutsideTransaction(connection: Connection, what: string): void {
  if (!connection.inTransaction) return;
  throw new DataJointError(
    `${what} inside of a transaction, because a server can't undo it. Do it before the transaction begins or after its end.`,
  );
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
  const counted: CountedTable[] = [];
  for (const table of tables) counted.push(countedTable(table, await rowsOf(connection, table)));
  return confirmDeletion({ action: "drop", question, tables: counted });
}

/**
 * Drops tables, the last one first.
 *
 * @param tables parents before children
 * @param prompt ask first; default: `config.safemode`
 * @returns false if the user said no
 */
export async function dropTables(
  connection: Connection,
  tables: readonly TableName[],
  prompt: boolean | undefined,
): Promise<boolean> {
  assertOutsideTransaction(connection, "Tables can't be dropped");
  const others = tables.length - 1;
  const question =
    `Drop ${fullTableName(tables[0]!)}` +
    `${others === 0 ? "" : ` and ${others} other ${others === 1 ? "table that depends" : "tables that depend"} on it`}, with all rows?`;
  if (!(await mayDrop(connection, tables, question, prompt))) return false;
  await runDefinitionStatements(
    connection,
    [...tables].reverse().flatMap((table) => connection.dialect.ddl.dropTable(table)),
  );
  return true;
}
