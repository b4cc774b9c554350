import type { Connection } from "../connection/connection.ts";
import { type AlterPlan, describeAlteration, isUnchanged } from "../declaration/alter-plan.ts";
import { areValuesConvertible } from "../declaration/type-conversion.ts";
import { DataJointError, IntegrityError } from "../errors/index.ts";
import { log } from "../instance/log.ts";
import { assertOutsideTransaction } from "./drop.ts";
import { fullTableName } from "./full-table-name.ts";
import { confirmDeletion, countedTable } from "./prompt.ts";

export const alterOptions: readonly (keyof AlterOptions)[] = ["prompt", "dryRun"];

/** How a table is altered. */
export interface AlterOptions {
  /** Show the changes and ask first. Default: `config.safemode`. */
  prompt?: boolean;
  /** Only tell the changes. */
  dryRun?: boolean;
}

async function count(connection: Connection, { from }: AlterPlan, condition = ""): Promise<number> {
  const { rows } = await connection.execute({
    sql: `SELECT count(*) FROM ${connection.dialect.quote.table(from.name)}${condition}`,
    values: [],
  });
  return Number(rows[0]![0]);
}

const rowsIn = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

/** Refuses what some servers would fill with invented values, or convert to what the values do not mean. */
async function assertRowsFit(connection: Connection, plan: AlterPlan, rows: number): Promise<void> {
  if (rows === 0) return;
  const table = fullTableName(plan.from.name);
  for (const change of plan.changes) {
    if (change.kind === "drop") continue;
    if (change.kind === "add") {
      const { name, default: shown } = change.attribute;
      if (shown !== null) continue;
      throw new DataJointError(
        `The attribute ${name} can't be added to ${table}: it has no default, and the table has ${rowsIn(rows)} without a value for it. ` +
          `Give it a default, such as ${name}=null, and change that when the values are there.`,
      );
    }
    const { from, to } = change;
    if (!areValuesConvertible(from, to)) {
      throw new DataJointError(
        `The type of ${from.name} in ${table} can't be changed from ${from.type} to ${to.type}, because its ${rowsIn(rows)} can't be converted. ` +
          "Add an attribute of the new type under another name, fill it, and drop the old one.",
      );
    }
    if (!from.isNullable || to.isNullable) continue;
    const missing = await count(
      connection,
      plan,
      ` WHERE ${connection.dialect.quote.identifier(from.name)} IS NULL`,
    );
    if (missing === 0) continue;
    throw new DataJointError(
      `The attribute ${from.name} of ${table} can't be made required: ${rowsIn(missing)} ${missing === 1 ? "has" : "have"} no value. Fill them first.`,
    );
  }
}

async function run(connection: Connection, plan: AlterPlan): Promise<void> {
  const { statements, violations } = connection.dialect.ddl.alterTable(plan);
  if (!connection.hasTransactionalDdl) {
    for (const statement of statements) await connection.execute(statement);
    return;
  }
  await connection.atomically(
    async (executor) => {
      for (const statement of statements) await executor.execute(statement);
      const broken = violations === null ? [] : (await executor.execute(violations)).rows;
      if (broken.length === 0) return;
      throw new IntegrityError(
        `${fullTableName(plan.to.name)} was not altered, because ${rowsIn(broken.length)} would refer to rows that do not exist.`,
      );
    },
    { enforcesForeignKeys: false },
  );
}

/**
 * Changes a table in the database.
 *
 * @returns the changes in words; empty where there are none or the user said no
 */
export async function alterTable(
  connection: Connection,
  plan: AlterPlan,
  { prompt, dryRun = false }: AlterOptions,
): Promise<string[]> {
  const table = fullTableName(plan.from.name);
  if (isUnchanged(plan)) {
    log(connection.config, "INFO", `Nothing to alter: ${table} is as its definition says.`);
    return [];
  }
  const changes = describeAlteration(plan);
  if (dryRun) return changes;
  assertOutsideTransaction(connection, "Tables can't be altered");
  const rows = await count(connection, plan);
  await assertRowsFit(connection, plan, rows);
  if (prompt ?? connection.config.safemode) {
    const lines = changes.map((change) => `  - ${change}\n`).join("");
    const question = `${table} will be changed:\n${lines}Go on?`;
    if (!(await confirmDeletion({ action: "alter", question, tables: [countedTable(plan.from.name, rows)] })))
      return [];
  }
  await run(connection, plan);
  return changes;
}
