import { compileExceeds, compileIsReferenced } from "../compile/compile-delete.ts";
import type { Connection } from "../connection/connection.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import { IntegrityError } from "../errors/index.ts";
import { type CascadeTable, cascade, DependencyGraph, loadGraph } from "../graph/index.ts";
import { type Condition, collectAttributes } from "../query/condition.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { type Deletable, keyOf, steadySeed } from "./deletable.ts";

/** What a cascade works with. */
export interface CascadeRun {
  readonly executor: Executor;
  readonly graph: DependencyGraph;
  /** True where foreign keys are not enforced, so that the cascade has to look for references itself. */
  readonly checksReferences: boolean;
}

/** From so many rows on it pays to leave row by row checks out; below, to change the setting takes longer. */
const manyRows = 1000;

/** Raised where a table was made or changed after the graph was read. */
class CatalogueChanged extends Error {}

/** What depends on a table. Nothing does on the tables that DataJoint keeps for itself, such as the queues of jobs. */
async function graphOf({ table }: Deletable, connection: Connection): Promise<DependencyGraph> {
  const graph = await loadGraph(connection, connection.dialect.introspection, [table.name.schema]);
  if (graph.has(table.name)) return graph;
  return new DependencyGraph([{ name: table.name, primaryKey: keyOf(table), references: [] }]);
}

/** What a cascade works with outside of a transaction. */
export const cascadeAlone = async (target: Deletable, connection: Connection): Promise<CascadeRun> => ({
  executor: connection,
  graph: await graphOf(target, connection),
  checksReferences: false,
});

/** True if rows are found by their key, so that counting the first of them is quick. */
function isFoundByKey(condition: Condition | null, key: readonly string[]): boolean {
  if (condition === null) return true;
  const used = new Set<string>();
  collectAttributes(condition, used);
  return condition.kind !== "matches" && used.has(key[0]!) && [...used].every((name) => key.includes(name));
}

/** True if many rows of some table go, as far as that is quick to tell. */
async function isLarge(target: Deletable, graph: DependencyGraph, connection: Connection): Promise<boolean> {
  const seed = steadySeed(target, graph.descendants(target.table.name));
  if (seed === null) return false;
  // The last tables have the most rows as a rule.
  for (const { name, condition, node } of cascade(graph, [seed]).reverse()) {
    if (!isFoundByKey(condition, graph.primaryKey(name))) continue;
    const { rows } = await connection.execute(compileExceeds(node, manyRows, connection.dialect));
    if (rows.length > 0) return true;
  }
  return false;
}

/**
 * Runs a cascade so that all or nothing of it takes effect. Where many rows go and the database is quicker for it,
 * foreign keys are not enforced row by row meanwhile; the cascade looks for references to all rows of a table at once.
 */
export async function cascadeAtomically<T>(
  target: Deletable,
  connection: Connection,
  body: (run: CascadeRun) => Promise<T>,
): Promise<T> {
  const { introspection } = connection.dialect;
  for (;;) {
    let state = connection.inTransaction ? null : await introspection.stateForOwnChecks(connection);
    const graph = await graphOf(target, connection);
    if (state !== null && !(await isLarge(target, graph, connection))) state = null;
    try {
      return await connection.atomically(
        async (executor) => {
          if (state !== null && (await introspection.stateForOwnChecks(executor)) !== state)
            throw new CatalogueChanged();
          return body({ executor, graph, checksReferences: state !== null });
        },
        { enforcesForeignKeys: state === null },
      );
    } catch (error) {
      if (!(error instanceof CatalogueChanged)) throw error;
    }
  }
}

/**
 * Refuses to delete rows that others refer to. In a cascade those are gone already, unless a foreign key compares values
 * in another way than conditions do.
 *
 * @throws IntegrityError naming the table of the rows that refer to them
 */
export async function assertUnreferenced(
  { name, node }: CascadeTable,
  graph: DependencyGraph,
  executor: Executor,
  dialect: Dialect,
): Promise<void> {
  for (const dependency of graph.dependents(name)) {
    const { rows } = await executor.execute(compileIsReferenced(node, dependency, dialect));
    if (rows.length === 0) continue;
    throw new IntegrityError(
      `Rows of ${fullTableName(dependency.child)} refer to rows of ${fullTableName(name)} that would be deleted, and would ` +
        "stay. Delete those first.",
    );
  }
}
