import { Heading } from "../heading/index.ts";
import { assertHolds } from "./aggregate.ts";
import type { DistinctNode, QueryNode } from "./node.ts";

/** The distinct values of some attributes, which become the primary key: `dj.U(…).restrict(…)`. */
export function distinct(source: QueryNode, keys: readonly string[]): DistinctNode {
  assertHolds(source.heading, keys);
  const heading = new Heading(keys.map((name) => ({ ...source.heading.get(name), inKey: true })));
  return { kind: "distinct", source, heading };
}
