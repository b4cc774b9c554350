import type { Connection } from "../connection/connection.ts";
import { assertOptions, DataJointError } from "../errors/index.ts";
import { progressReporter } from "../populate/progress.ts";
import { assertOutsideTransaction, runDefinitionStatements } from "../table/drop.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { RowChecksum } from "./row-checksum.ts";
import { copyTable } from "./table-copy.ts";
import {
  type TransferOptions,
  type TransferReport,
  type TransferredTable,
  transferOptions,
} from "./transfer-options.ts";
import { planTransfer, type TransferPlan } from "./transfer-plan.ts";

const defaultChunkSize = 200;

/** Creates what is missing before any row is copied, so that a definition that is refused costs nothing. */
async function declareTables(to: Connection, plan: TransferPlan, signal?: AbortSignal): Promise<void> {
  const { ddl } = to.dialect;
  for (const schema of plan.newSchemas) await runDefinitionStatements(to, ddl.createSchema(schema));
  for (const { declaration, isDeclared } of plan.tables) {
    signal?.throwIfAborted();
    if (!isDeclared) await runDefinitionStatements(to, ddl.createTable(declaration));
  }
}

/** An error with the name of the table that was being copied. */
function whileCopying(error: unknown, table: string, signal: AbortSignal | undefined): unknown {
  if (!(error instanceof DataJointError) || (signal?.aborted && error === signal.reason)) return error;
  const ErrorClass = error.constructor as new (message: string, options: object) => DataJointError;
  return new ErrorClass(
    `While ${table} was being copied, of which nothing was kept: ${error.message} ` +
      "Tables before it are there; a copy with resume goes on from here.",
    { cause: error },
  );
}

async function copyRows(
  from: Connection,
  to: Connection,
  plan: TransferPlan,
  { progress, displayProgress, signal, chunkSize = defaultChunkSize }: TransferOptions,
): Promise<TransferredTable[]> {
  const { tables } = plan;
  const display = progressReporter(displayProgress);
  const totalAllRows = tables.reduce((sum, { rows }) => sum + rows, 0);
  const done: TransferredTable[] = [];
  let rowsBefore = 0;
  for (const { declaration, rows: totalRows, checksum } of tables) {
    signal?.throwIfAborted();
    const table = `${declaration.name.schema}.${declaration.name.table}`;
    const tell = (phase: "copying" | "verifying", rows: number): void => {
      if (phase === "copying") display?.({ action: "insert", table, done: rows, total: totalRows });
      progress?.({
        table,
        phase,
        rows,
        totalRows,
        tablesDone: done.length,
        tables: tables.length,
        allRows: rowsBefore + (phase === "copying" ? rows : totalRows),
        totalAllRows,
      });
    };
    try {
      const isCopied = checksum === null && totalRows > 0;
      const copied = isCopied
        ? await copyTable(from, to, declaration, { chunkSize, signal, progress: tell })
        : { checksum: checksum ?? new RowChecksum(), files: 0 };
      done.push({
        table,
        rows: totalRows,
        checksum: String(copied.checksum),
        files: copied.files,
        isCopied: checksum === null,
      });
    } catch (error) {
      throw whileCopying(error, fullTableName(declaration.name), signal);
    }
    rowsBefore += totalRows;
  }
  return done;
}

/** A copy within one database would wait for itself; each database in memory is another. */
function assertTwoDatabases(from: Connection, to: Connection): void {
  const isSame =
    from.dialect.name === to.dialect.name &&
    from.description === to.description &&
    from.description !== ":memory:";
  if (from !== to && !isSame) return;
  throw new DataJointError(
    `Both Instances are connected to ${from.description}. Copy to an Instance of another database.`,
  );
}

/**
 * Copies schemas with their tables and rows from one database to another: see `Instance.copyTo`.
 *
 * @throws DataJointError where something stands against it; then nothing is changed
 */
export async function copySchemas(
  from: Connection,
  to: Connection,
  options: TransferOptions = {},
): Promise<TransferReport> {
  assertOptions(options, transferOptions, "copyTo()");
  const { chunkSize = defaultChunkSize, schemas, signal } = options;
  assertTwoDatabases(from, to);
  if (!Number.isInteger(chunkSize) || chunkSize < 1) {
    throw new DataJointError(`chunkSize must be a whole number above 0, not ${String(chunkSize)}.`);
  }
  assertOutsideTransaction(to, "Schemas can't be copied");
  signal?.throwIfAborted();
  await from.pendingTables.declare(schemas);
  await to.pendingTables.declare();
  const copy = async (): Promise<TransferReport> => {
    const plan = await planTransfer(from, to, options);
    await declareTables(to, plan, signal);
    const tables = await copyRows(from, to, plan, options);
    const rows = tables.reduce((sum, table) => sum + (table.isCopied ? table.rows : 0), 0);
    return { schemas: plan.schemas, tables, rows };
  };
  // One transaction reads the same state from the first table to the last, whatever others write meanwhile.
  return from.inTransaction ? copy() : from.transaction(copy);
}
