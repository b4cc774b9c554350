import type { SqlExpression } from "../sql/sql-expression.ts";
import type { Condition } from "./condition.ts";
import type { ProjectNode, QueryNode } from "./node.ts";

type Names = ReadonlySet<string>;

const hasAll = (names: Names, wanted: readonly string[]): boolean => wanted.every((name) => names.has(name));

const within = (names: Names, node: QueryNode): Set<string> =>
  new Set([...names].filter((name) => node.heading.has(name)));

/** The attributes that a condition gives one value to. */
function fixedBy(condition: Condition, fixed: Set<string>): void {
  if (condition.kind === "equals") fixed.add(condition.attribute.name);
  else if (condition.kind === "and") for (const one of condition.conditions) fixedBy(one, fixed);
  else if (condition.kind === "sql" && condition.sql.expression !== null)
    fixedBySql(condition.sql.expression, fixed);
}

const isLiteral = ({ kind }: SqlExpression): boolean => kind === "number" || kind === "text";

function fixedBySql(expression: SqlExpression, fixed: Set<string>): void {
  if (expression.kind !== "binary") return;
  const { operator, left, right } = expression;
  if (operator === "AND") {
    fixedBySql(left, fixed);
    fixedBySql(right, fixed);
  } else if (operator === "=") {
    if (left.kind === "attribute" && isLiteral(right)) fixed.add(left.name);
    if (right.kind === "attribute" && isLiteral(left)) fixed.add(right.name);
  }
}

/**
 * The attributes of an expression that have one value in all rows that agree in some attributes: those themselves,
 * and what depends on them, as all attributes of a table do on its primary key.
 *
 * @param names the attributes that the rows agree in
 */
export function dependentOn(names: Names, node: QueryNode): Names {
  switch (node.kind) {
    case "table": {
      const key = node.heading.primaryKey;
      return key.length > 0 && hasAll(names, key) ? new Set(node.heading.names) : names;
    }
    case "restrict": {
      const fixed = new Set(names);
      fixedBy(node.condition, fixed);
      return dependentOn(fixed, node.source);
    }
    case "top":
      return dependentOn(names, node.source);
    case "project":
      return dependentInProjection(names, node);
    case "join": {
      let known = new Set(names);
      for (;;) {
        const next = new Set([
          ...known,
          ...dependentOn(within(known, node.left), node.left),
          ...dependentOn(within(known, node.right), node.right),
        ]);
        if (next.size === known.size) return known;
        known = next;
      }
    }
    case "aggregate":
      return hasAll(dependentOn(within(names, node.source), node.source), node.keys)
        ? new Set(node.heading.names)
        : names;
    case "distinct":
      return new Set([...names, ...within(dependentOn(names, node.source), node)]);
    case "union":
      return names;
  }
}

function dependentInProjection(names: Names, { source, selections }: ProjectNode): Names {
  const given = new Set<string>();
  for (const [name, selection] of selections) {
    if (names.has(name) && "attribute" in selection) given.add(selection.attribute);
  }
  const known = dependentOn(given, source);
  const dependent = new Set(names);
  for (const [name, selection] of selections) {
    const sources =
      "attribute" in selection
        ? [selection.attribute]
        : source.kind === "aggregate"
          ? source.keys
          : [...selection.sql.attributes];
    if (hasAll(known, sources)) dependent.add(name);
  }
  return dependent;
}
