import type { Dialect } from "../dialect/dialect.ts";
import type { SqlValue } from "../values/sql-value.ts";
import type { Scope } from "./scope.ts";
import { type Column, type Fragment, plainSelect, type Select } from "./select.ts";

/** How the clauses of a statement are put one after the other. */
export interface Layout {
  /** One clause a line. */
  readonly isPretty: boolean;
}

/** Longer lists than this are put one item a line. */
const readableWidth = 60;

/** Conditions that must all hold. */
const conjunction = (conditions: readonly Fragment[], { isPretty }: Layout): string =>
  conditions.map((one) => one.sql).join(isPretty ? "\n  AND " : " AND ");

/** The items of a list after a keyword. */
function list(items: readonly string[], { isPretty }: Layout): string {
  const line = items.join(", ");
  return isPretty && line.length > readableWidth ? `\n  ${items.join(",\n  ")}` : ` ${line}`;
}

function listed(name: string, column: Column, scope: Scope): string {
  const quoted = scope.dialect.quote.identifier(name);
  return column.sql === quoted || (column.isPlain && column.sql.endsWith(`.${quoted}`))
    ? column.sql
    : `${column.sql} AS ${quoted}`;
}

/** The last text that the columns of a SELECT were listed as; those of whole tables are the same each time. */
const listings = new WeakMap<
  Select["columns"],
  { names: readonly string[]; dialect: Dialect; text: string }
>();

/** The columns of a SELECT one after the other, in one line. */
function listing(columns: Select["columns"], names: readonly string[], scope: Scope): string {
  const known = listings.get(columns);
  if (known?.names === names && known.dialect === scope.dialect) return known.text;
  const text = ` ${names.map((name) => listed(name, columns.get(name)!, scope)).join(", ")}`;
  listings.set(columns, { names, dialect: scope.dialect, text });
  return text;
}

/** Whether SELECT DISTINCT says it: where all that is distinct is selected, and all that rows are sorted by. */
function saysDistinct({ distinct, columns, order }: Select, names: readonly string[]): boolean {
  if (distinct === null) return false;
  const selected = new Set(names.map((name) => columns.get(name)!.sql));
  return (
    distinct.every((sql) => selected.has(sql)) &&
    order.every((term) => selected.has(term.replace(/ DESC$/, "")))
  );
}

/** Columns that a statement groups by: those asked for, and where the dialect wants it, all that stand bare. */
function grouping(select: Select, names: readonly string[], scope: Scope): readonly string[] {
  if (select.distinct !== null) return saysDistinct(select, names) ? [] : select.distinct;
  if (select.groupBy === null || select.groupBy.length === 0) return [];
  if (!scope.dialect.select.groupsByEveryColumn) return select.groupBy;
  const all = new Set(select.groupBy);
  for (const name of names) for (const sql of select.columns.get(name)!.groupedBy) all.add(sql);
  for (const sql of select.bareInClauses) all.add(sql);
  return [...all];
}

/**
 * The text of a SELECT.
 *
 * @param names the attributes to select, in order; none gives rows of a constant
 */
export function assemble(select: Select, names: readonly string[], scope: Scope, layout: Layout): Fragment {
  const space = layout.isPretty ? "\n" : " ";
  // One group of all rows is one row, also of none; only an aggregate function makes it so.
  const needsAggregate =
    select.groupBy?.length === 0 && !names.some((name) => select.columns.get(name)!.isAggregate === true);
  if (needsAggregate && names.length > 0) return assembleConstants(select, names, scope, layout);
  const columns =
    names.length === 0
      ? ` ${needsAggregate ? "count(*)" : "1"}`
      : layout.isPretty
        ? list(
            names.map((name) => listed(name, select.columns.get(name)!, scope)),
            layout,
          )
        : listing(select.columns, names, scope);
  let sql = `SELECT${saysDistinct(select, names) ? " DISTINCT" : ""}${columns}`;
  sql += `${space}FROM ${select.from.sql}`;
  let values: readonly SqlValue[] = select.from.values;
  if (select.where.length > 0) {
    sql += `${space}WHERE ${conjunction(select.where, layout)}`;
    values = [...values, ...select.where.flatMap((one) => one.values)];
  }
  const groups = grouping(select, names, scope);
  if (groups.length > 0) sql += `${space}GROUP BY${list(groups, layout)}`;
  if (select.having.length > 0) {
    sql += `${space}HAVING ${conjunction(select.having, layout)}`;
    values = [...values, ...select.having.flatMap((one) => one.values)];
  }
  if (select.order.length > 0) sql += `${space}ORDER BY${list(select.order, layout)}`;
  const limit = scope.dialect.select.limit(select.limit, select.offset);
  if (limit !== "") sql += `${space}${limit}`;
  return { sql, values };
}

/** The one row of a single group of which nothing is asked but constants. */
function assembleConstants(select: Select, names: readonly string[], scope: Scope, layout: Layout): Fragment {
  const { columns, order, limit, offset, ...group } = select;
  const counted = assemble({ ...group, columns, order: [], limit: null, offset: 0 }, [], scope, layout);
  const from = enclose(counted, scope.alias("rows"), scope, layout);
  return assemble({ ...plainSelect(from, columns, true), order, limit, offset }, names, scope, layout);
}

/** Text as a subquery with an alias. */
export function enclose(fragment: Fragment, alias: string, scope: Scope, layout: Layout): Fragment {
  const text = layout.isPretty ? `(\n${fragment.sql.replace(/^/gm, "  ")}\n)` : `(${fragment.sql})`;
  return { sql: `${text} AS ${scope.dialect.quote.identifier(alias)}`, values: fragment.values };
}

/** A SELECT over a subquery that gives these attributes. */
export function selectFrom(
  subquery: Fragment,
  names: readonly string[],
  typeOf: (name: string) => Column["type"],
  scope: Scope,
  layout: Layout,
): Select {
  const alias = scope.alias("rows");
  const prefix = scope.dialect.quote.identifier(alias);
  const columns = new Map<string, Column>();
  for (const name of names) {
    const sql = `${prefix}.${scope.dialect.quote.identifier(name)}`;
    columns.set(name, { sql, type: typeOf(name), isPlain: true, groupedBy: [sql] });
  }
  return plainSelect(enclose(subquery, alias, scope, layout), columns, true);
}

/** The same rows out of a subquery, so that further clauses apply after those that it has. */
export function seal(select: Select, scope: Scope, layout: Layout): Select {
  const names = [...select.columns.keys()];
  return selectFrom(
    assemble(select, names, scope, layout),
    names,
    (name) => select.columns.get(name)!.type,
    scope,
    layout,
  );
}
