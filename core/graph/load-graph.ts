import { tableKey } from "../declaration/stored-table.ts";
import type { Executor, Introspection } from "../dialect/dialect.ts";
import { DependencyGraph, type TableKeys } from "./dependency-graph.ts";

/**
 * Reads the tables of some schemas, and those of any schema that depend on them, with all foreign keys between them.
 * One round of queries for each ring of schemas, however many tables there are.
 *
 * @param schemas where to begin
 * @param options `withAncestors`: also the schemas that the tables depend on; `withDescendants`: those that depend on
 *   them (the default)
 */
export async function loadGraph(
  executor: Executor,
  introspection: Introspection,
  schemas: Iterable<string>,
  {
    withAncestors = false,
    withDescendants = true,
  }: { withAncestors?: boolean; withDescendants?: boolean } = {},
): Promise<DependencyGraph> {
  const tables = new Map<string, TableKeys>();
  const read = new Set<string>();
  let unread = [...new Set(schemas)];
  while (unread.length > 0) {
    for (const schema of unread) read.add(schema);
    const found = await introspection.loadKeys(executor, unread);
    const next = new Set<string>();
    for (const table of found) {
      // Of a table in another schema no more than its name may be told, when it was read in full before.
      if (!unread.includes(table.name.schema) && tables.has(tableKey(table.name))) continue;
      tables.set(tableKey(table.name), table);
      if (withDescendants && !read.has(table.name.schema)) next.add(table.name.schema);
      if (!withAncestors) continue;
      for (const { parent } of table.references) if (!read.has(parent.schema)) next.add(parent.schema);
    }
    unread = [...next];
  }
  return new DependencyGraph(tables.values());
}
