import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { Condition } from "../query/condition.ts";
import type { TableNode } from "../query/node.ts";
import { canCopyAlong, keysNode, renamed, restricted, type Seed } from "./cascade.ts";
import type { Dependency, DependencyGraph } from "./dependency-graph.ts";

/** A table with what its rows must meet, all of it. */
export interface NarrowedTable {
  readonly name: TableName;
  readonly table: TableNode;
  /** What was asked of the table itself. */
  readonly own: readonly Condition[];
  /** What follows from the tables that it refers to, by foreign key. */
  readonly inherited: ReadonlyMap<Dependency, readonly Condition[]>;
}

/** A condition that holds where all of these do; null for none. */
export function allOf(conditions: Iterable<Condition>): Condition | null {
  const all = [...new Set(conditions)];
  if (all.length === 0) return null;
  return all.length === 1 ? all[0]! : { kind: "and", conditions: all };
}

const conditionsOf = ({ own, inherited }: NarrowedTable): Condition[] => [
  ...new Set([...own, ...[...inherited.values()].flat()]),
];

/** What the rows of a narrowed table meet; null for all rows. */
export const narrowedCondition = (table: NarrowedTable): Condition | null => allOf(conditionsOf(table));

/** What a child's rows must meet for their parent to be among some rows. */
function follow(parent: NarrowedTable, dependency: Dependency): Condition[] {
  const conditions = conditionsOf(parent);
  const canCopy = canCopyAlong(dependency);
  const asked = conditions.filter((one) => !canCopy(one));
  const copied = conditions.filter(canCopy);
  if (asked.length === 0 && !dependency.isNullable) return copied;
  const rows = restricted(parent.table, allOf(asked));
  const matches: Condition = {
    kind: "matches",
    node: renamed(rows, dependency.attributes, dependency.parentAttributes),
    attributes: dependency.attributes,
  };
  return [...copied, matches];
}

/**
 * Narrows a table to some rows, and all tables that depend on it to rows all of whose references lead to rows that are
 * left. A row whose reference is NULL leads nowhere.
 * Specification: "Diagram", restrict.
 *
 * @param before what earlier calls narrowed, by `tableKey`
 * @returns that and what this call narrows
 */
export function narrow(
  graph: DependencyGraph,
  before: ReadonlyMap<string, NarrowedTable>,
  seed: Seed,
): Map<string, NarrowedTable> {
  const narrowed = new Map(before);
  const tableOf = (name: TableName): NarrowedTable =>
    narrowed.get(tableKey(name)) ?? { name, table: keysNode(graph, name), own: [], inherited: new Map() };
  const start = tableOf(seed.table.name);
  narrowed.set(tableKey(start.name), {
    ...start,
    table: seed.table,
    own: seed.condition === null ? start.own : [...start.own, seed.condition],
  });
  for (const name of graph.descendants(start.name)) {
    for (const dependency of graph.dependents(name)) {
      if (tableKey(dependency.child) === tableKey(name)) continue;
      const child = tableOf(dependency.child);
      const inherited = new Map(child.inherited).set(dependency, follow(tableOf(name), dependency));
      narrowed.set(tableKey(child.name), { ...child, inherited });
    }
  }
  return narrowed;
}
