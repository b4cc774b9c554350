import { compileDelete } from "../compile/compile-delete.ts";
import type { Connection } from "../connection/connection.ts";
import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { tierOf } from "../declaration/table-names.ts";
import type { Executor } from "../dialect/dialect.ts";
import { DataJointError } from "../errors/index.ts";
import { cascade, type DependencyGraph } from "../graph/index.ts";
import type { QueryNode } from "../query/node.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { confirmDeletion, countedTable } from "../table/prompt.ts";
import { assertUnreferenced, type CascadeRun, cascadeAlone, cascadeAtomically } from "./cascade-run.ts";
import { type Deletable, deletableOf, keySeeds, seedsOf } from "./deletable.ts";
import { withMasters } from "./masters.ts";

/** What becomes of masters whose parts are deleted. Specification: "Master-part", part integrity. */
export type PartIntegrity = "enforce" | "ignore" | "cascade";

/** Options of `delete`. */
export interface DeleteOptions {
  /** Ask first, with the number of rows that would go from each table. Default: `config.safemode`. */
  prompt?: boolean;
  /** Delete all or nothing. Default true. */
  transaction?: boolean;
  /** `"enforce"` (default) refuses to delete parts without their master, `"ignore"` does it, `"cascade"` takes the master along. */
  partIntegrity?: PartIntegrity;
}

/** Options of `deleteQuick`. */
export interface DeleteQuickOptions {
  /** Return the number of rows that were deleted. */
  getCount?: boolean;
}

interface Source {
  readonly node: QueryNode;
  readonly connection: Connection;
}

/** How many rows went from each table, parents before children. */
type Deleted = ReadonlyMap<TableName, number>;

/** Raised to undo a rehearsal. */
class Rehearsed extends Error {
  readonly deleted: Deleted;
  constructor(deleted: Deleted) {
    super("a rehearsal is undone");
    this.deleted = deleted;
  }
}

function checkIntegrity(partIntegrity: PartIntegrity, table: TableName): void {
  if (!["enforce", "ignore", "cascade"].includes(partIntegrity)) {
    throw new DataJointError(
      `partIntegrity must be "enforce", "ignore" or "cascade", not ${JSON.stringify(partIntegrity)}.`,
    );
  }
  if (partIntegrity === "enforce" && tierOf(table.table) === "part") {
    throw new DataJointError(
      `${fullTableName(table)} is a part table: its rows are deleted with those of its master. Delete from the master, or pass ` +
        '{ partIntegrity: "cascade" } to take the master along, or { partIntegrity: "ignore" } to leave it incomplete.',
    );
  }
}

/** Refuses where a part lost rows and its master, though it is there, lost none. */
function assertWhole(graph: DependencyGraph, deleted: Deleted): void {
  const counts = new Map([...deleted].map(([table, count]) => [tableKey(table), count]));
  for (const [table, count] of deleted) {
    const master = graph.master(table);
    if (count === 0 || master === null || (counts.get(tableKey(master)) ?? 0) > 0) continue;
    throw new DataJointError(
      `Rows of the part table ${fullTableName(table)} would be deleted and those of its master ${fullTableName(master)} would stay. ` +
        'Delete from the master first, or pass { partIntegrity: "cascade" } to take it along, or { partIntegrity: "ignore" } to leave it incomplete.',
    );
  }
}

/** Deletes the rows of a cascade, those of the last tables first. */
async function deleteCascade(
  target: Deletable,
  partIntegrity: PartIntegrity,
  { executor, graph, checksReferences }: CascadeRun,
  { dialect }: Connection,
): Promise<Deleted> {
  const tables = graph.descendants(target.table.name);
  const counts = new Map<string, number>();
  const names = new Map(tables.map((table) => [tableKey(table), table]));
  // The rows that lead to masters are gone before the masters are, so all keys are read before.
  let seeds =
    partIntegrity === "cascade"
      ? await keySeeds(target, executor, dialect)
      : await seedsOf(target, tables, executor, dialect);
  if (partIntegrity === "cascade") seeds = await withMasters(seeds, graph, executor, dialect);
  for (const seed of seeds) {
    for (const table of cascade(graph, [seed]).reverse()) {
      const { name, node } = table;
      if (checksReferences) await assertUnreferenced(table, graph, executor, dialect);
      const { changes } = await executor.execute(compileDelete(node, dialect));
      names.set(tableKey(name), name);
      counts.set(tableKey(name), (counts.get(tableKey(name)) ?? 0) + changes);
    }
  }
  const deleted = new Map(graph.sort(names.values()).map((name) => [name, counts.get(tableKey(name)) ?? 0]));
  if (partIntegrity === "enforce") assertWhole(graph, deleted);
  return deleted;
}

const countOf = (deleted: Deleted, table: TableName): number => {
  for (const [name, count] of deleted) if (tableKey(name) === tableKey(table)) return count;
  return 0;
};

/** Asks the user, who is shown what would go. */
function isConfirmed(deleted: Deleted, table: TableName): Promise<boolean> {
  const tables = [...deleted].filter(([, rows]) => rows > 0);
  const own = countOf(deleted, table);
  const others = tables.length - 1;
  return confirmDeletion({
    action: "delete",
    question:
      `Delete ${own} ${own === 1 ? "row" : "rows"} of ${fullTableName(table)}` +
      `${others === 0 ? "" : `, and the rows of ${others} other ${others === 1 ? "table" : "tables"} that go with ${own === 1 ? "it" : "them"}`}?`,
    tables: tables.map(([name, rows]) => countedTable(name, rows)),
  });
}

const isSame = (one: Deleted, other: Deleted): boolean => {
  const text = (deleted: Deleted): string =>
    JSON.stringify([...deleted].map(([name, rows]) => [tableKey(name), rows]));
  return text(one) === text(other);
};

type Run = (run: CascadeRun) => Promise<Deleted>;

/** Runs a deletion that must take what was shown; null to see what it would take. Undone if it does not. */
async function runAsShown(
  run: Run,
  target: Deletable,
  connection: Connection,
  shown: Deleted | null,
): Promise<Deleted> {
  try {
    return await cascadeAtomically(target, connection, async (cascadeRun) => {
      const deleted = await run(cascadeRun);
      if (shown === null || !isSame(deleted, shown)) throw new Rehearsed(deleted);
      return deleted;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.deleted;
    throw error;
  }
}

/**
 * Asks before it deletes. The deletes are run and undone first, so what is shown is what will happen, and nothing is
 * locked while the user thinks; where other rows would go by then, the user is asked again.
 *
 * @returns what was deleted; null where the user said no
 */
async function deleteAsked(
  run: Run,
  target: Deletable,
  connection: Connection,
  isAtomic: boolean,
): Promise<Deleted | null> {
  const table = target.table.name;
  let shown = await runAsShown(run, target, connection, null);
  for (;;) {
    if (countOf(shown, table) === 0 || !(await isConfirmed(shown, table))) return null;
    if (!isAtomic) return run(await cascadeAlone(target, connection));
    const deleted = await runAsShown(run, target, connection, shown);
    if (isSame(deleted, shown)) return deleted;
    shown = deleted;
  }
}

/**
 * Deletes the rows of an expression and all that depend on them.
 *
 * @returns how many rows of the expression's own table were deleted; 0 where the user said no
 */
export async function deleteRows(
  { node, connection }: Source,
  { prompt, transaction = true, partIntegrity = "enforce" }: DeleteOptions,
): Promise<number> {
  const target = deletableOf(node);
  const { name } = target.table;
  checkIntegrity(partIntegrity, name);
  const run: Run = (cascadeRun) => deleteCascade(target, partIntegrity, cascadeRun, connection);
  if (prompt ?? connection.config.safemode) {
    const deleted = await deleteAsked(run, target, connection, transaction);
    return deleted === null ? 0 : countOf(deleted, name);
  }
  const deleted = await (transaction
    ? cascadeAtomically(target, connection, run)
    : run(await cascadeAlone(target, connection)));
  return countOf(deleted, name);
}

/**
 * Deletes the rows of an expression and nothing else.
 *
 * @returns how many, where that is asked for
 * @throws IntegrityError where other rows refer to them
 */
export async function deleteRowsAlone(
  { node, connection }: Source,
  { getCount = false }: DeleteQuickOptions,
): Promise<number | undefined> {
  const target = deletableOf(node);
  const { dialect } = connection;
  const isWhole = target.conditions !== null;
  const run = async (executor: Executor): Promise<number> => {
    let count = 0;
    for (const { table, condition } of await seedsOf(target, [target.table.name], executor, dialect)) {
      const rows =
        condition === null
          ? table
          : { kind: "restrict" as const, source: table, condition, heading: table.heading };
      count += (await executor.execute(compileDelete(rows, dialect))).changes;
    }
    return count;
  };
  const count = await (isWhole ? run(connection) : connection.atomically(run));
  return getCount ? count : undefined;
}
