import { tableKey } from "../declaration/stored-table.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import { cascade, climb, type DependencyGraph, type Seed } from "../graph/index.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { keyOf, keyPortions, readKeys } from "./deletable.ts";

/**
 * Adds the masters of all parts that the seeds reach, and of those that these reach, until nothing is added.
 * Specification: "Cascade", part-to-master upward propagation.
 */
export async function withMasters(
  seeds: readonly Seed[],
  graph: DependencyGraph,
  executor: Executor,
  dialect: Dialect,
): Promise<Seed[]> {
  const known = new Map<string, Set<string>>();
  const all = [...seeds];
  for (const seed of all) {
    for (const { name, node } of cascade(graph, [seed])) {
      const master = graph.master(name);
      const path = master === null ? null : graph.path(master, name);
      if (master === null || path === null) continue;
      const rows = climb(graph, path, node);
      const table = { kind: "table", name: master, heading: rows.heading } as const;
      const found = await readKeys(executor, dialect, rows, keyOf(table));
      const seen = known.get(tableKey(master)) ?? new Set();
      known.set(tableKey(master), seen);
      const added = found.filter((key) => {
        const text = keyText(key);
        return !seen.has(text) && seen.add(text);
      });
      all.push(...keyPortions(table, added));
    }
  }
  return all;
}

const keyText = (key: readonly SqlValue[]): string =>
  key.map((value) => (value instanceof Uint8Array ? Array.from(value).join() : String(value))).join("\u0000");
