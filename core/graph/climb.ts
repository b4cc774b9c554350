import type { QueryNode } from "../query/node.ts";
import { keysNode, renamed } from "./cascade.ts";
import type { Dependency, DependencyGraph } from "./dependency-graph.ts";

/**
 * The rows at the top of a chain of foreign keys that rows at its end refer to.
 * Specification: "Cascade", upward propagation.
 *
 * @param path foreign keys from the ancestor down
 * @param rows rows of the last child
 */
export function climb(graph: DependencyGraph, path: readonly Dependency[], rows: QueryNode): QueryNode {
  let node = rows;
  for (const { parent, attributes, parentAttributes } of [...path].reverse()) {
    const table = keysNode(graph, parent);
    node = {
      kind: "restrict",
      source: table,
      heading: table.heading,
      condition: {
        kind: "matches",
        node: renamed(node, parentAttributes, attributes),
        attributes: parentAttributes,
      },
    };
  }
  return node;
}
