import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { type Attribute, Heading } from "../heading/index.ts";
import { type Condition, collectAttributes, holdsForeignSql } from "../query/condition.ts";
import type { ProjectNode, QueryNode, RestrictNode, Selection, TableNode } from "../query/node.ts";
import type { Dependency, DependencyGraph } from "./dependency-graph.ts";

/** Rows of a table that a cascade starts from. */
export interface Seed {
  readonly table: TableNode;
  /** What the rows meet; null for all rows. */
  readonly condition: Condition | null;
}

/** A table with the rows that a cascade reaches. */
export interface CascadeTable {
  readonly name: TableName;
  /** What the rows meet; null for all rows. */
  readonly condition: Condition | null;
  /** The rows; its heading knows no more than the attributes of keys. */
  readonly node: TableNode | RestrictNode;
}

/** An attribute of which only its place in keys is known. */
const keyAttribute = (name: string, inKey: boolean): Attribute => ({
  name,
  type: "",
  sqlType: "",
  dataType: null,
  codec: null,
  inKey,
  isNullable: false,
  default: null,
  comment: "",
  isAutoincrement: false,
  isUnsigned: false,
  isHidden: false,
  lineage: null,
});

/** A table as a source of queries on its primary key and foreign keys. */
export function keysNode(graph: DependencyGraph, name: TableName): TableNode {
  const key = graph.primaryKey(name);
  const names = new Set([...key, ...graph.dependencies(name).flatMap(({ attributes }) => attributes)]);
  return {
    kind: "table",
    name,
    heading: new Heading([...names].map((one) => keyAttribute(one, key.includes(one)))),
  };
}

/** Chosen attributes of a source under other names. */
export function renamed(
  source: QueryNode,
  names: readonly string[],
  sources: readonly string[],
): ProjectNode {
  const selections = new Map<string, Selection>(
    names.map((name, index) => [name, { attribute: sources[index]! }]),
  );
  const heading = new Heading(names.map((name) => keyAttribute(name, true)));
  return { kind: "project", source, selections, heading };
}

/** The rows of a table that meet a condition. */
export const restricted = (table: TableNode, condition: Condition | null): TableNode | RestrictNode =>
  condition === null ? table : { kind: "restrict", source: table, condition, heading: table.heading };

/** Conditions any of which may hold; all rows where that is one of them. */
class Alternatives {
  readonly #conditions = new Set<Condition>();
  #isAll = false;

  add(condition: Condition | null): void {
    if (condition === null) this.#isAll = true;
    else this.#conditions.add(condition);
  }

  /** What copies to a child as it is, and what has to be asked of the parent. */
  split(canCopy: (condition: Condition) => boolean): { copied: Condition[]; asked: Condition[] } {
    const all = [...this.#conditions];
    return { copied: all.filter(canCopy), asked: all.filter((one) => !canCopy(one)) };
  }

  get isAll(): boolean {
    return this.#isAll;
  }

  get condition(): Condition | null {
    if (this.#isAll) return null;
    return anyOf([...this.#conditions]);
  }
}

/** A condition that holds where any of these does. */
export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 1 ? conditions[0]! : { kind: "or", conditions };

/** True if a condition says the same of the child's rows as of the parents that they refer to. */
export function canCopyAlong({
  attributes,
  isAliased,
  isNullable,
}: Dependency): (condition: Condition) => boolean {
  return (condition) => {
    if (isAliased || isNullable || holdsForeignSql(condition)) return false;
    const used = new Set<string>();
    collectAttributes(condition, used);
    return [...used].every((name) => attributes.includes(name) || attributes.includes(name.toLowerCase()));
  };
}

/**
 * What a deletion of some rows takes along: every table that depends on them, with a condition on its own rows. A row
 * is reached if any of its references is. The conditions read tables nearer to the seeds, so rows can be deleted from
 * the last table to the first.
 * Specification: "Cascade", restriction propagation rules.
 *
 * @param seeds rows to start from, of one or more tables
 * @returns the tables of the seeds and all that depend on them, parents before children
 */
export function cascade(graph: DependencyGraph, seeds: readonly Seed[]): CascadeTable[] {
  const reached = new Map<string, Alternatives>();
  const nodes = new Map<string, TableNode>();
  const alternativesOf = (table: TableName): Alternatives => {
    const known = reached.get(tableKey(table)) ?? new Alternatives();
    reached.set(tableKey(table), known);
    return known;
  };
  for (const { table, condition } of seeds) {
    // Of several seeds of a table one may know its keys alone, and the conditions of others more attributes.
    const known = nodes.get(tableKey(table.name))?.heading.names.length ?? -1;
    if (table.heading.names.length > known) nodes.set(tableKey(table.name), table);
    alternativesOf(table.name).add(condition);
  }
  const tables = graph.sort(seeds.flatMap(({ table }) => graph.descendants(table.name)));
  return tables.map((name) => {
    const table = nodes.get(tableKey(name)) ?? keysNode(graph, name);
    const alternatives = alternativesOf(name);
    const { condition } = alternatives;
    for (const dependency of graph.dependents(name)) {
      if (tableKey(dependency.child) === tableKey(name)) continue;
      const child = alternativesOf(dependency.child);
      if (alternatives.isAll && !dependency.isNullable) {
        child.add(null);
        continue;
      }
      const { copied, asked } = alternatives.split(canCopyAlong(dependency));
      for (const one of copied) child.add(one);
      if (asked.length === 0 && !alternatives.isAll) continue;
      const parents = restricted(table, alternatives.isAll ? null : anyOf(asked));
      child.add({
        kind: "matches",
        node: renamed(parents, dependency.attributes, dependency.parentAttributes),
        attributes: dependency.attributes,
      });
    }
    return { name, condition, node: restricted(table, condition) };
  });
}
