import type { Dialect } from "../dialect/dialect.ts";
import type { RestrictNode, TableNode } from "../query/node.ts";
import type { Statement } from "../values/sql-value.ts";
import { compileNode } from "./compile-node.ts";
import { Scope } from "./scope.ts";

/**
 * A DELETE of the rows of a table that meet a condition. Pure.
 *
 * @param node the table, restricted or whole
 * @throws QuerySyntaxError for SQL of a condition that the dialect can't say
 */
export function compileDelete(node: TableNode | RestrictNode, dialect: Dialect): Statement {
  const scope = new Scope(dialect);
  const layout = { isPretty: false };
  const { from, where } = compileNode(node, new Set(), scope, layout, false);
  const conditions = where.map((one) => one.sql).join(" AND ");
  return {
    sql: `DELETE FROM ${from.sql}${conditions === "" ? "" : ` WHERE ${conditions}`}`,
    values: where.flatMap((one) => one.values),
  };
}
