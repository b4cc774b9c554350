import type { Condition } from "./condition.ts";
import type { QueryNode, TableNode } from "./node.ts";

function tablesOfCondition(condition: Condition, visit: (table: TableNode) => void): void {
  switch (condition.kind) {
    case "and":
    case "or":
      for (const one of condition.conditions) tablesOfCondition(one, visit);
      break;
    case "not":
      tablesOfCondition(condition.condition, visit);
      break;
    case "matches":
      visitTables(condition.node, visit);
      break;
  }
}

/** Calls `visit` with every table that a query reads. */
export function visitTables(node: QueryNode, visit: (table: TableNode) => void): void {
  switch (node.kind) {
    case "table":
      visit(node);
      break;
    case "join":
    case "union":
      visitTables(node.left, visit);
      visitTables(node.right, visit);
      break;
    case "restrict":
      visitTables(node.source, visit);
      tablesOfCondition(node.condition, visit);
      break;
    default:
      visitTables(node.source, visit);
  }
}
