import type { Dialect } from "../dialect/dialect.ts";
import { type Condition, collectAttributes } from "../query/condition.ts";
import type { TableNode } from "../query/node.ts";
import type { Statement } from "../values/sql-value.ts";
import { compileCondition } from "./compile-condition.ts";
import { compileNode } from "./compile-node.ts";
import { Scope } from "./scope.ts";
import type { Fragment } from "./select.ts";

/**
 * An UPDATE of the rows of a table that meet a condition.
 *
 * @param assignments what each attribute is set to, by name; hidden attributes may be set too
 */
export function compileUpdate(
  table: TableNode,
  assignments: readonly (readonly [attribute: string, value: Fragment])[],
  condition: Condition,
  dialect: Dialect,
): Statement {
  const scope = new Scope(dialect);
  const layout = { isPretty: false };
  const used = new Set<string>();
  collectAttributes(condition, used);
  const { columns } = compileNode(table, used, scope, layout, false);
  const where = compileCondition(condition, columns, scope, layout);
  const set = assignments.map(([name, value]) => `${dialect.quote.identifier(name)} = ${value.sql}`);
  return {
    sql: `UPDATE ${dialect.quote.table(table.name)} SET ${set.join(", ")} WHERE ${where.sql}`,
    values: [...assignments.flatMap(([, value]) => value.values), ...where.values],
  };
}
