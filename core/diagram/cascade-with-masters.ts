import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { type CascadeTable, cascade, type DependencyGraph, keysNode, type Seed } from "../graph/index.ts";

/** A table of which no row is taken. */
const nothingOf = (graph: DependencyGraph, name: TableName): Seed => ({
  table: keysNode(graph, name),
  condition: { kind: "constant", value: false },
});

/**
 * A cascade that shows the master of every part that it reaches, with what depends on it, also where no row of them is
 * taken: rows may be there when the deletion runs.
 *
 * @param seeds rows to start from, and those of masters that are taken along
 */
export function cascadeWithMasters(graph: DependencyGraph, seeds: readonly Seed[]): CascadeTable[] {
  const all = [...seeds];
  for (;;) {
    const tables = cascade(graph, all);
    const reached = new Set(tables.map(({ name }) => tableKey(name)));
    const missing = new Map<string, TableName>();
    for (const { name } of tables) {
      const master = graph.master(name);
      if (master === null || reached.has(tableKey(master)) || graph.path(master, name) === null) continue;
      missing.set(tableKey(master), master);
    }
    if (missing.size === 0) return tables;
    all.push(...[...missing.values()].map((master) => nothingOf(graph, master)));
  }
}
