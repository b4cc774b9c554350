import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { CascadeTable, Dependency, DependencyGraph, NarrowedTable } from "../graph/index.ts";
import type { TableNode } from "../query/node.ts";

/** What a diagram shows, and the rows that it restricts tables to. Tables are named by `tableKey`. */
export interface View {
  readonly graph: DependencyGraph;
  /** Tables that the diagram can be widened to; those of `cascade` and `trace` end where the rows do. */
  readonly reach: ReadonlySet<string>;
  readonly shown: ReadonlySet<string>;
  /** Tables that are drawn by themselves; the others that are shown are drawn as one box for each schema. */
  readonly expanded: ReadonlySet<string>;
  /** Tables that `subtract(n)` and `addParts()` brought in. */
  readonly brought: ReadonlySet<string>;
  /** What the rows of restricted tables meet. */
  readonly restrictions: ReadonlyMap<string, NarrowedTable>;
}

const without = (set: ReadonlySet<string>, others: ReadonlySet<string>): Set<string> =>
  new Set([...set].filter((one) => !others.has(one)));

const unionOf = (...sets: readonly Iterable<string>[]): Set<string> =>
  new Set(sets.flatMap((set) => [...set]));

const keysOf = (tables: Iterable<TableName>): Set<string> => new Set([...tables].map(tableKey));

/** Some tables of a graph, all of which can be reached. */
export function viewOf(graph: DependencyGraph, tables: Iterable<TableName>): View {
  const shown = keysOf(tables);
  return {
    graph,
    reach: keysOf(graph.tables),
    shown,
    expanded: shown,
    brought: new Set(),
    restrictions: new Map(),
  };
}

/** Tables with the rows that a cascade or a trace reaches, and nothing else. */
export function viewOfRows(graph: DependencyGraph, tables: readonly CascadeTable[]): View {
  const names = tables.map(({ name }) => name);
  const restrictions = tables.map(({ name, condition, node }): [string, NarrowedTable] => {
    const table = node.kind === "table" ? node : (node.source as TableNode);
    return [
      tableKey(name),
      { name, table, own: condition === null ? [] : [condition], inherited: new Map() },
    ];
  });
  return { ...viewOf(graph, names), reach: keysOf(names), restrictions: new Map(restrictions) };
}

/** The tables of both; one that either expands is expanded. Rows are those of the first. */
export const unionOfViews = (one: View, other: View): View => ({
  ...one,
  reach: unionOf(one.reach, other.reach),
  shown: unionOf(one.shown, other.shown),
  expanded: unionOf(one.expanded, other.expanded),
  brought: unionOf(one.brought, other.brought),
});

/** The tables of the first that the second does not show. */
export const differenceOfViews = (one: View, other: View): View => ({
  ...one,
  shown: without(one.shown, other.shown),
});

/** The tables that both show. */
export const intersectionOfViews = (one: View, other: View): View => ({
  ...one,
  shown: without(one.shown, without(one.shown, other.shown)),
});

/** Every table that is shown becomes part of its schema's box. */
export const collapsedView = (view: View): View => ({ ...view, expanded: new Set(), brought: new Set() });

/** Also the tables next to those that are shown, so many steps along foreign keys. */
function widen(view: View, levels: number, next: (name: TableName) => readonly TableName[]): Set<string> {
  const shown = new Set(view.shown);
  const tables = view.graph.tables;
  for (let level = 0; level < levels; level++) {
    const size = shown.size;
    for (const name of tables.filter((one) => shown.has(tableKey(one)) && view.reach.has(tableKey(one)))) {
      for (const key of next(name).map(tableKey)) if (view.reach.has(key)) shown.add(key);
    }
    if (shown.size === size) break;
  }
  return shown;
}

/** Also the tables that depend on those that are shown, so many levels down. */
export function downstreamView(view: View, levels: number): View {
  const shown = widen(view, levels, (name) => view.graph.dependents(name).map(({ child }) => child));
  return { ...view, shown, expanded: unionOf(view.expanded, shown) };
}

/** Also the tables that those that are shown depend on, so many levels up. */
export function upstreamView(view: View, levels: number): View {
  const shown = widen(view, levels, (name) => view.graph.dependencies(name).map(({ parent }) => parent));
  return { ...view, shown, brought: unionOf(view.brought, without(shown, view.shown)) };
}

/** Also the parts of the masters that are shown. */
export function viewWithParts(view: View): View {
  const parts = view.graph.tables
    .filter((name) => view.shown.has(tableKey(name)))
    .flatMap((name) => view.graph.parts(name))
    .map(tableKey)
    .filter((key) => view.reach.has(key));
  const shown = unionOf(view.shown, parts);
  return { ...view, shown, brought: unionOf(view.brought, without(shown, view.shown)) };
}

/** Without some of the tables that are shown. */
export const viewWithout = (view: View, tables: ReadonlySet<string>): View => ({
  ...view,
  shown: without(view.shown, tables),
  restrictions: new Map([...view.restrictions].filter(([key]) => !tables.has(key))),
});

/** The tables that are shown, parents before children. */
export const shownTables = ({ graph, shown }: View): TableName[] =>
  graph.sort(graph.tables.filter((name) => shown.has(tableKey(name))));

/** The foreign keys between tables that are shown. */
export const shownDependencies = (view: View): Dependency[] =>
  shownTables(view)
    .flatMap((name) => view.graph.dependencies(name))
    .filter(({ parent, child }) => tableKey(parent) !== tableKey(child) && view.shown.has(tableKey(parent)));
