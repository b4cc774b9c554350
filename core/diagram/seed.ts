import { DataJointError } from "../errors/index.ts";
import type { Seed } from "../graph/index.ts";
import type { Condition } from "../query/condition.ts";
import type { QueryNode } from "../query/node.ts";

/** Rows of a table that are the first ones in an order, as a condition on its key. */
function windowCondition(node: QueryNode): Condition {
  const attributes = node.heading.attributes.filter(({ inKey }) => inKey).map(({ name }) => name);
  return { kind: "matches", node, attributes };
}

/**
 * The rows that a diagram starts from.
 *
 * @param operation for the error
 * @throws DataJointError for anything but a table or a restricted table
 */
export function seedOf(node: QueryNode, operation: string): Seed {
  const conditions: Condition[] = [];
  let source = node;
  while (source.kind === "restrict" || source.kind === "top") {
    if (source.kind === "restrict") conditions.unshift(source.condition);
    else {
      conditions.unshift(windowCondition(source));
      while (source.kind === "restrict" || source.kind === "top") source = source.source;
      break;
    }
    source = source.source;
  }
  if (source.kind !== "table") {
    throw new DataJointError(
      `${operation} starts from a table or a restricted table, not from a join, projection, aggregation or union. ` +
        "Restrict the table by that expression: table.restrict(expression).",
    );
  }
  if (conditions.length === 0) return { table: source, condition: null };
  return {
    table: source,
    condition: conditions.length === 1 ? conditions[0]! : { kind: "and", conditions },
  };
}
