import type { Dialect } from "../dialect/dialect.ts";
import type { Dependency } from "../graph/index.ts";
import type { RestrictNode, TableNode } from "../query/node.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";
import { compileNode } from "./compile-node.ts";
import { Scope } from "./scope.ts";

/** A table as it stands after FROM, and what its rows meet. */
interface Rows {
  readonly table: string;
  readonly conditions: readonly string[];
  readonly values: SqlValue[];
}

function rowsOf(node: TableNode | RestrictNode, dialect: Dialect): Rows {
  const { from, where } = compileNode(node, new Set(), new Scope(dialect), { isPretty: false }, false);
  return {
    table: from.sql,
    conditions: where.map((one) => one.sql),
    values: where.flatMap((one) => one.values),
  };
}

/**
 * A DELETE of the rows of a table that meet a condition. Pure.
 *
 * @param node the table, restricted or whole
 * @throws QuerySyntaxError for SQL of a condition that the dialect can't say
 */
export function compileDelete(node: TableNode | RestrictNode, dialect: Dialect): Statement {
  const { table, conditions, values } = rowsOf(node, dialect);
  return {
    sql: `DELETE FROM ${table}${conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`}`,
    values,
  };
}

/** A query that gives a row where there are more rows than so many. Pure. */
export function compileExceeds(node: TableNode | RestrictNode, count: number, dialect: Dialect): Statement {
  const { table, conditions, values } = rowsOf(node, dialect);
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return { sql: `SELECT 1 FROM ${table}${where} LIMIT 1 OFFSET ${count}`, values };
}

/**
 * A query that gives a row where another table refers to rows by a foreign key. Pure.
 *
 * @param node the rows
 * @param dependency the foreign key of the other table
 */
export function compileIsReferenced(
  node: TableNode | RestrictNode,
  { child, attributes, parentAttributes }: Dependency,
  dialect: Dialect,
): Statement {
  const { quote } = dialect;
  const { table, conditions, values } = rowsOf(node, dialect);
  const alias = quote.identifier("~referring");
  // The parent stands left: SQLite compares by the collation of what is there, as a foreign key does by the parent's.
  const pairs = attributes.map(
    (name, index) =>
      `${table}.${quote.identifier(parentAttributes[index]!)} = ${alias}.${quote.identifier(name)}`,
  );
  const refers = `EXISTS (SELECT 1 FROM ${quote.table(child)} AS ${alias} WHERE ${pairs.join(" AND ")})`;
  return { sql: `SELECT 1 FROM ${table} WHERE ${[...conditions, refers].join(" AND ")} LIMIT 1`, values };
}
