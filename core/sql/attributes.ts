import { isAggregateFunction } from "./function-catalogue.ts";
import type { SqlExpression } from "./sql-expression.ts";

/** Calls `visit` with an expression and everything in it, outermost first. */
export function walk(expression: SqlExpression, visit: (expression: SqlExpression) => void): void {
  visit(expression);
  for (const child of childrenOf(expression)) walk(child, visit);
}

/** The expressions directly below one. */
export function childrenOf(expression: SqlExpression): readonly SqlExpression[] {
  switch (expression.kind) {
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "row":
      return expression.items;
    case "in":
      return [expression.value, ...expression.list];
    case "between":
      return [expression.value, expression.low, expression.high];
    case "like":
      return [expression.value, expression.pattern];
    case "is":
    case "cast":
    case "collate":
    case "json-path":
    case "interval":
    case "in-query":
      return [expression.value];
    case "case":
      return [
        ...(expression.subject === null ? [] : [expression.subject]),
        ...expression.branches.flatMap((branch) => [branch.when, branch.result]),
        ...(expression.otherwise === null ? [] : [expression.otherwise]),
      ];
    case "trim":
      return expression.remove === null ? [expression.value] : [expression.remove, expression.value];
    case "call":
      return [
        ...expression.arguments,
        ...(expression.orderBy ?? []).map((term) => term.value),
        ...(expression.window?.partitionBy ?? []),
        ...(expression.window?.orderBy ?? []).map((term) => term.value),
      ];
    default:
      return [];
  }
}

/** The names of the attributes that an expression refers to, in the order of their first appearance. */
export function attributesOf(expression: SqlExpression): Set<string> {
  const names = new Set<string>();
  walk(expression, (part) => {
    if (part.kind === "attribute") names.add(part.name);
  });
  return names;
}

/** Whether the expression takes many rows together: `COUNT(*)`, `MAX(x) - MIN(x)`. A window function does not. */
export function containsAggregate(expression: SqlExpression): boolean {
  if (expression.kind === "call" && expression.window === undefined && isAggregateFunction(expression.name))
    return true;
  return childrenOf(expression).some(containsAggregate);
}

/** The names of the attributes that an expression uses outside of aggregate functions. */
export function attributesOutsideAggregates(
  expression: SqlExpression,
  names = new Set<string>(),
): Set<string> {
  if (expression.kind === "attribute") names.add(expression.name);
  else if (
    expression.kind !== "call" ||
    expression.window !== undefined ||
    !isAggregateFunction(expression.name)
  ) {
    for (const child of childrenOf(expression)) attributesOutsideAggregates(child, names);
  }
  return names;
}
