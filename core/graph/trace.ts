import { tableKey } from "../declaration/stored-table.ts";
import type { Condition } from "../query/condition.ts";
import type { QueryNode } from "../query/node.ts";
import { anyOf, type CascadeTable, keysNode, renamed, restricted, type Seed } from "./cascade.ts";
import type { Dependency, DependencyGraph } from "./dependency-graph.ts";

/** Rows whose values say which rows of an ancestor they come from. */
interface Route {
  readonly rows: QueryNode;
  /** Attributes of the ancestor, each beside the attribute of the rows that has its value. */
  readonly attributes: readonly string[];
  readonly sources: readonly string[];
}

const isSame = (one: Route, other: Route): boolean =>
  one.rows === other.rows &&
  one.attributes.join() === other.attributes.join() &&
  one.sources.join() === other.sources.join();

/** Where a route goes on by a foreign key of the ancestor that it leads to; null where it lacks an attribute. */
function onward({ rows, attributes, sources }: Route, dependency: Dependency): Route | null {
  const places = dependency.attributes.map((name) => attributes.indexOf(name));
  if (places.includes(-1)) return null;
  return {
    rows,
    attributes: dependency.parentAttributes,
    sources: places.map((place) => sources[place]!),
  };
}

const conditionOf = ({ rows, attributes, sources }: Route): Condition => ({
  kind: "matches",
  node: renamed(rows, attributes, sources),
  attributes,
});

/**
 * What some rows come from: every table that theirs depends on, with a condition on its own rows. A row is among them
 * if any chain of references leads to it.
 * Specification: "Trace".
 *
 * @returns the seed's table and all that it depends on, parents before children
 */
export function trace(graph: DependencyGraph, seed: Seed): CascadeTable[] {
  const routes = new Map<string, Route[]>();
  const found: CascadeTable[] = [];
  for (const name of graph.ancestors(seed.table.name).reverse()) {
    const isSeed = tableKey(name) === tableKey(seed.table.name);
    const reachedBy = routes.get(tableKey(name)) ?? [];
    const table = isSeed ? seed.table : keysNode(graph, name);
    const condition = isSeed ? seed.condition : anyOf(reachedBy.map(conditionOf));
    const rows = restricted(table, condition);
    found.unshift({ name, condition, node: rows });
    for (const dependency of graph.dependencies(name)) {
      if (tableKey(dependency.parent) === tableKey(name)) continue;
      const known = routes.get(tableKey(dependency.parent)) ?? [];
      routes.set(tableKey(dependency.parent), known);
      // The values that led here may lead further; where they do not, the rows that were found are asked.
      const onwards = isSeed ? [null] : reachedBy.map((route) => onward(route, dependency));
      const own: Route = { rows, attributes: dependency.parentAttributes, sources: dependency.attributes };
      const next = onwards.includes(null) ? [own] : onwards;
      for (const route of next) {
        if (route !== null && !known.some((one) => isSame(one, route))) known.push(route);
      }
    }
  }
  return found;
}
