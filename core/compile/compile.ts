import type { Dialect } from "../dialect/dialect.ts";
import type { QueryNode } from "../query/node.ts";
import type { DataType } from "../types/data-type.ts";
import type { Statement } from "../values/sql-value.ts";
import { assemble, enclose, type Layout } from "./assemble.ts";
import { compileNode } from "./compile-node.ts";
import { Scope } from "./scope.ts";
import { isOpen } from "./select.ts";

/** A query as SQL, with what is needed to read its rows. */
export interface CompiledQuery extends Statement {
  readonly names: readonly string[];
  /** The kind of value of each column. */
  readonly types: readonly (DataType | null)[];
}

/** How SQL text is laid out. */
export interface SqlOptions {
  /** Lines and indentation for a reader. Default false. */
  readonly isPretty?: boolean;
  /** For a statement that is run, not read: bind the numbers of conditions where the dialect gains by it. Default false. */
  readonly isToRun?: boolean;
}

/**
 * What was compiled last. Nobody reads it: a full garbage collection throws away the machine code for objects of which
 * none is left, and the next queries would all start slowly.
 */
const lastOfKind = new Map<QueryNode["kind"], object>();

/**
 * Compiles a query expression. Pure: it needs no connection.
 *
 * @param node the tree
 * @param names the attributes to select, in order
 * @throws QuerySyntaxError for SQL of a condition or computation that the dialect can't say
 */
export function compileQuery(
  node: QueryNode,
  names: readonly string[],
  dialect: Dialect,
  { isPretty = false, isToRun = false }: SqlOptions = {},
): CompiledQuery {
  const scope = new Scope(dialect, isToRun && dialect.select.keepsStatements);
  const layout: Layout = { isPretty };
  const select = compileNode(node, new Set(names), scope, layout, false);
  const { sql, values } = assemble(select, names, scope, layout);
  lastOfKind.set(node.kind, { node, scope, layout, select });
  return { sql, values, names, types: names.map((name) => select.columns.get(name)!.type) };
}

const terse: Layout = { isPretty: false };

/** A query for the number of rows, in one column. */
export function compileCount(node: QueryNode, dialect: Dialect): Statement {
  const scope = new Scope(dialect);
  const select = compileNode(node, new Set(), scope, terse, false);
  if (isOpen(select)) {
    const count = { sql: "count(*)", type: null, isPlain: false, groupedBy: [] };
    return assemble({ ...select, order: [], columns: new Map([["n", count]]) }, ["n"], scope, terse);
  }
  const names = select.distinct !== null ? [...select.columns.keys()] : [];
  const rows = assemble(
    isLimitedOrder(select.limit, select.offset) ? select : { ...select, order: [] },
    names,
    scope,
    terse,
  );
  const from = enclose(rows, scope.alias("rows"), scope, terse);
  return { sql: `SELECT count(*) FROM ${from.sql}`, values: from.values };
}

const isLimitedOrder = (limit: number | null, offset: number): boolean => limit !== null || offset > 0;

/** A query that gives 1 where there is any row, else 0. */
export function compileExists(node: QueryNode, dialect: Dialect): Statement {
  const scope = new Scope(dialect);
  const select = compileNode(node, new Set(), scope, terse, false);
  const names = select.distinct !== null ? [...select.columns.keys()] : [];
  const { sql, values } = assemble(select, names, scope, terse);
  return { sql: `SELECT EXISTS (${sql})`, values };
}
