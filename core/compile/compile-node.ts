import type { Dialect } from "../dialect/dialect.ts";
import type { Heading } from "../heading/index.ts";
import { collectAttributes, holdsForeignSql } from "../query/condition.ts";
import { isOfTables } from "../query/join.ts";
import type {
  AggregateNode,
  DistinctNode,
  JoinNode,
  ProjectNode,
  QueryNode,
  RestrictNode,
  TableNode,
  TopNode,
  UnionNode,
} from "../query/node.ts";
import { assemble, type Layout, seal, selectFrom } from "./assemble.ts";
import { compileCondition } from "./compile-condition.ts";
import { columnOf, printSql } from "./print-sql.ts";
import type { Scope } from "./scope.ts";
import {
  type Column,
  type Fragment,
  isLimited,
  isOpen,
  noValues,
  plainSelect,
  type Select,
} from "./select.ts";

/**
 * Turns a query tree into one SELECT, with subqueries only where clauses would otherwise apply in another order
 * than the operators.
 *
 * @param needed the attributes that are wanted; others do not travel
 * @param isQualified whether columns are written with the alias of their table, as several sources demand
 */
export function compileNode(
  node: QueryNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
  isQualified: boolean,
): Select {
  switch (node.kind) {
    case "table":
      return compileTable(node, needed, scope, isQualified);
    case "restrict":
      return compileRestrict(node, needed, scope, layout, isQualified);
    case "project":
      return compileProject(node, needed, scope, layout, isQualified);
    case "join":
      return scope.isFresh && !layout.isPretty && isOfTables(node)
        ? compileJoinOfTables(node, needed, scope, layout)
        : compileJoin(node, needed, scope, layout);
    case "aggregate":
      return compileAggregate(node, needed, scope, layout, isQualified);
    case "distinct":
      return compileDistinct(node, scope, layout, isQualified);
    case "union":
      return compileUnion(node, needed, scope, layout);
    case "top":
      return compileTop(node, needed, scope, layout, isQualified);
  }
}

/** Tables of which all attributes are wanted, which is what most queries begin with. */
const wholeTables = new WeakMap<TableNode, Map<Dialect, Select>>();

function compileWholeTable(node: TableNode, scope: Scope): Select {
  let known = wholeTables.get(node);
  if (known === undefined) {
    known = new Map();
    wholeTables.set(node, known);
  }
  let select = known.get(scope.dialect);
  if (select === undefined) {
    select = compileSomeOfTable(node, new Set(node.heading.names), scope, false);
    known.set(scope.dialect, select);
  }
  return select;
}

const isWhole = ({ names }: Heading, needed: ReadonlySet<string>): boolean =>
  names.length === needed.size && names.every((name) => needed.has(name));

function compileTable(
  node: TableNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  isQualified: boolean,
): Select {
  return !isQualified && isWhole(node.heading, needed)
    ? compileWholeTable(node, scope)
    : compileSomeOfTable(node, needed, scope, isQualified);
}

function compileSomeOfTable(
  node: TableNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  isQualified: boolean,
): Select {
  const { quote } = scope.dialect;
  const table = quote.table(node.name);
  const alias = isQualified ? quote.identifier(scope.alias(node.name.table)) : null;
  const columns = new Map<string, Column>();
  for (const name of needed) {
    const attribute = node.heading.find(name) ?? node.heading.find(name.toLowerCase());
    if (attribute === undefined) continue;
    const quoted = quote.identifier(attribute.name);
    const sql = alias === null ? quoted : `${alias}.${quoted}`;
    columns.set(attribute.name, { sql, type: attribute.dataType, isPlain: true, groupedBy: [sql] });
  }
  return plainSelect(
    { sql: alias === null ? table : `${table} AS ${alias}`, values: noValues },
    columns,
    true,
  );
}

function compileRestrict(
  node: RestrictNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
  isQualified: boolean,
): Select {
  const wanted = new Set(needed);
  const restrictions: RestrictNode[] = [];
  let source: QueryNode = node;
  while (source.kind === "restrict") {
    restrictions.push(source);
    collectAttributes(source.condition, wanted);
    // SQL that only the server can read names attributes that we don't know.
    if (holdsForeignSql(source.condition)) for (const name of source.heading.names) wanted.add(name);
    source = source.source;
  }
  let select = compileNode(source, wanted, scope, layout, isQualified);
  for (const restriction of restrictions.reverse()) select = restrictBy(restriction, select, scope, layout);
  return select;
}

function restrictBy(node: RestrictNode, source: Select, scope: Scope, layout: Layout): Select {
  let select = source;
  const isForeign = holdsForeignSql(node.condition);
  const needsSubquery =
    isLimited(select) ||
    select.groupBy?.length === 0 ||
    (select.groupsByComputed === true && mixesGroupsAndKeys(node, select)) ||
    (isForeign && (!select.isSingleSource || [...select.columns.values()].some((column) => !column.isPlain)));
  if (needsSubquery) select = seal(select, scope, layout);
  const condition = compileCondition(node.condition, select.columns, scope, layout);
  if (select.groupBy === null) return { ...select, where: [...select.where, condition] };
  const used = new Set<string>();
  collectAttributes(node.condition, used);
  const usedColumns = Array.from(used, (name) => columnOf(select.columns, name));
  // What is plain is grouped by, so its conditions can be met before there are groups.
  if (!isForeign && usedColumns.every((column) => column.isPlain)) {
    return { ...select, where: [...select.where, condition] };
  }
  return {
    ...select,
    having: [...select.having, condition],
    bareInClauses: [...select.bareInClauses, ...usedColumns.flatMap((column) => column.groupedBy)],
  };
}

/**
 * Whether one condition holds both aggregates and what is grouped by. Over computed keys MySQL 9 then finds nothing
 * in HAVING.
 */
function mixesGroupsAndKeys(node: RestrictNode, { columns }: Select): boolean {
  const used = new Set<string>();
  collectAttributes(node.condition, used);
  const isPlain = Array.from(used, (name) => columnOf(columns, name).isPlain);
  return isPlain.includes(true) && isPlain.includes(false);
}

function compileProject(
  node: ProjectNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
  isQualified: boolean,
): Select {
  const wanted = new Set<string>();
  let hasForeignSql = false;
  for (const name of needed) {
    const selection = node.selections.get(name) ?? node.selections.get(name.toLowerCase());
    if (selection === undefined) continue;
    if ("attribute" in selection) wanted.add(selection.attribute);
    else {
      for (const used of selection.sql.attributes) wanted.add(used);
      if (selection.sql.expression === null) {
        hasForeignSql = true;
        for (const one of node.source.heading.names) wanted.add(one);
      }
    }
  }
  let select = compileNode(node.source, wanted, scope, layout, isQualified);
  const isAggregate = node.source.kind === "aggregate";
  // SQL that only the server can read is put over plain names; and what is computed over distinct or grouped
  // rows may not change which rows are the same.
  if (hasForeignSql && !isAggregate && !select.isSingleSource) select = seal(select, scope, layout);
  const columns = new Map<string, Column>();
  for (const [name, selection] of node.selections) {
    if (!needed.has(name) && !needed.has(name.toUpperCase())) continue;
    if ("attribute" in selection) columns.set(name, columnOf(select.columns, selection.attribute));
    else {
      const printed = printSql(selection.sql, select.columns, scope.dialect);
      columns.set(name, {
        sql: needsParentheses(printed.sql) ? `(${printed.sql})` : printed.sql,
        type: printed.type,
        isPlain: false,
        isAggregate:
          selection.sql.isAggregate ||
          [...selection.sql.attributes].some((used) => columnOf(select.columns, used).isAggregate === true),
        groupedBy: Array.from(
          selection.sql.bareAttributes,
          (used) => columnOf(select.columns, used).groupedBy,
        ).flat(),
      });
    }
  }
  return { ...select, columns };
}

/** A computation that is used inside of another one must stay one operand. */
const needsParentheses = (sql: string): boolean => !/^[\w`".]+(\([^()]*\))?$/.test(sql);

/** What the first tables of a statement are joined to, and the aliases that it uses. */
interface CompiledJoin {
  readonly select: Select;
  readonly aliases: readonly string[];
}

/** Joins of tables as they were compiled, by the dialect and the attributes that were wanted. */
const joinsOfTables = new WeakMap<JoinNode, Map<string, CompiledJoin>>();
const rememberedAtMost = 20;

function compileJoinOfTables(
  node: JoinNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
): Select {
  let known = joinsOfTables.get(node);
  if (known === undefined) {
    known = new Map();
    joinsOfTables.set(node, known);
  }
  const key = `${scope.dialect.name}\0${[...needed].join("\0")}`;
  const remembered = known.get(key);
  if (remembered !== undefined) {
    scope.take(remembered.aliases);
    return remembered.select;
  }
  const select = compileJoin(node, needed, scope, layout);
  if (known.size >= rememberedAtMost) known.clear();
  known.set(key, { select, aliases: [...scope.aliases] });
  return select;
}

function compileJoin(node: JoinNode, needed: ReadonlySet<string>, scope: Scope, layout: Layout): Select {
  const side = (source: QueryNode): Select => {
    const wanted = new Set(node.attributes);
    for (const name of needed) if (source.heading.has(name)) wanted.add(name);
    const select = compileNode(source, wanted, scope, layout, true);
    return isOpen(select) ? select : seal(select, scope, layout);
  };
  const left = side(node.left);
  let right = side(node.right);
  // On the right of a left join a computation or a join must be done before rows without a match are added.
  if (
    node.isLeft &&
    (!right.isSingleSource || [...right.columns.values()].some((column) => !column.isPlain))
  ) {
    right = seal(right, scope, layout);
  }
  const matches: Fragment[] = node.attributes.map((name) => ({
    sql: `${left.columns.get(name)!.sql} = ${right.columns.get(name)!.sql}`,
    values: noValues,
  }));
  const on = node.isLeft ? [...matches, ...right.where] : matches;
  const rightSql = layout.isPretty ? right.from.sql.replaceAll("\n", "\n  ") : right.from.sql;
  const rightFrom = right.isSingleSource ? rightSql : `(${rightSql})`;
  const line = layout.isPretty ? "\n  " : " ";
  const onLine = layout.isPretty ? "\n    " : " ";
  const from: Fragment = {
    sql:
      `${left.from.sql}${line}${node.isLeft ? "LEFT JOIN" : "JOIN"} ${rightFrom}` +
      `${onLine}ON ${on.length === 0 ? "TRUE" : on.map((one) => one.sql).join(" AND ")}`,
    values: [
      ...left.from.values,
      ...right.from.values,
      ...(node.isLeft ? right.where.flatMap((one) => one.values) : []),
    ],
  };
  const columns = new Map<string, Column>();
  for (const name of node.heading.names) {
    const column = left.columns.get(name) ?? right.columns.get(name);
    if (column !== undefined) columns.set(name, column);
  }
  const where = node.isLeft ? left.where : [...left.where, ...right.where];
  return { ...plainSelect(from, columns, false), where };
}

function compileAggregate(
  node: AggregateNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
  isQualified: boolean,
): Select {
  let select = compileNode(node.source, new Set([...node.keys, ...needed]), scope, layout, isQualified);
  // HAVING takes grouped columns by their names only, so what is computed must have one before it is grouped by.
  const groupsByComputed = [...select.columns].some(
    ([name, column]) => !column.isPlain && node.groupAttributes.has(name),
  );
  if (!isOpen(select) || groupsByComputed) select = seal(select, scope, layout);
  const columns = new Map<string, Column>();
  for (const [name, column] of select.columns) columns.set(name, { ...column, groupedBy: [column.sql] });
  // An entity without a key is the only one; its attributes can stand beside aggregates when they are grouped by.
  const keys =
    node.keys.length > 0 ? node.keys : [...columns.keys()].filter((name) => node.groupAttributes.has(name));
  return {
    ...select,
    columns,
    order: [],
    groupBy: keys.map((name) => columns.get(name)!.sql),
    groupsByComputed,
  };
}

function compileDistinct(node: DistinctNode, scope: Scope, layout: Layout, isQualified: boolean): Select {
  let select = compileNode(node.source, new Set(node.heading.names), scope, layout, isQualified);
  const isComputed = node.heading.names.some((name) => !select.columns.get(name)!.isPlain);
  if (!isOpen(select) || isComputed) select = seal(select, scope, layout);
  // Columns that only conditions below use would tell rows apart that are the same.
  const columns = new Map(node.heading.names.map((name) => [name, select.columns.get(name)!]));
  return { ...select, columns, order: [], distinct: [...columns.values()].map((column) => column.sql) };
}

function compileUnion(node: UnionNode, needed: ReadonlySet<string>, scope: Scope, layout: Layout): Select {
  const key = node.left.heading.primaryKey;
  const wantedOf = (side: QueryNode): string[] =>
    side.heading.secondaryAttributes.filter((name) => needed.has(name));
  const [leftNames, rightNames] = [wantedOf(node.left), wantedOf(node.right)];
  const types = new Map<string, Column["type"]>();
  const text = (source: QueryNode, names: readonly string[], absent: readonly string[]): Fragment => {
    let select = compileNode(source, new Set(names), scope, layout, false);
    if (isLimited(select) || select.order.length > 0) select = seal(select, scope, layout);
    const columns = new Map(select.columns);
    for (const name of names) types.set(name, columns.get(name)!.type);
    for (const name of absent) columns.set(name, { sql: "NULL", type: null, isPlain: false, groupedBy: [] });
    return assemble({ ...select, columns }, [...key, ...leftNames, ...rightNames], scope, layout);
  };
  const hasSecondary =
    node.left.heading.secondaryAttributes.length + node.right.heading.secondaryAttributes.length > 0;
  const [first, second] = hasSecondary
    ? [
        text(extended(node), [...key, ...leftNames, ...rightNames], []),
        text(onlyRight(node), [...key, ...rightNames], leftNames),
      ]
    : [text(node.left, key, []), text(node.right, key, [])];
  const union: Fragment = {
    sql: `${first.sql}${layout.isPretty ? "\nUNION\n" : " UNION "}${second.sql}`,
    values: [...first.values, ...second.values],
  };
  // Servers make texts of the enums of two sides, which then sort as texts.
  const typeOf = (name: string): Column["type"] => {
    const type = types.get(name) ?? null;
    return type?.kind === "enum" && !leftNames.includes(name) ? { kind: "text" } : type;
  };
  const select = selectFrom(union, [...key, ...leftNames, ...rightNames], typeOf, scope, layout);
  return { ...select, isUnion: true };
}

/** The entities of the left with what the right knows of them. */
const extended = (node: UnionNode): QueryNode => ({
  kind: "join",
  left: node.left,
  right: node.right,
  isLeft: true,
  attributes: node.left.heading.primaryKey,
  heading: node.heading,
});

/** The entities that are in the right alone. */
const onlyRight = (node: UnionNode): QueryNode => ({
  kind: "restrict",
  source: node.right,
  condition: {
    kind: "not",
    condition: { kind: "matches", node: node.left, attributes: node.left.heading.primaryKey },
  },
  heading: node.right.heading,
});

/**
 * Whether what rows are sorted by holds a column whose name another attribute has in the result: ORDER BY takes a name
 * for that attribute rather than for the column.
 */
function sortsByOtherNames({ order }: TopNode, { columns }: Select, { dialect }: Scope): boolean {
  for (const [name, { sql }] of columns) {
    const taken = dialect.quote.identifier(name);
    if (sql === taken || sql.endsWith(`.${taken}`)) continue;
    if (order.some((term) => holdsBare(columns.get(term.attribute)!.sql, taken))) return true;
  }
  return false;
}

/** Whether a name stands in SQL with no table before it. */
function holdsBare(sql: string, name: string): boolean {
  for (let at = sql.indexOf(name); at !== -1; at = sql.indexOf(name, at + 1)) {
    if (at === 0 || sql[at - 1] !== ".") return true;
  }
  return false;
}

function compileTop(
  node: TopNode,
  needed: ReadonlySet<string>,
  scope: Scope,
  layout: Layout,
  isQualified: boolean,
): Select {
  const wanted = new Set(needed);
  for (const term of node.order) wanted.add(term.attribute);
  let select = compileNode(node.source, wanted, scope, layout, isQualified);
  if (isLimited(select) || sortsByOtherNames(node, select, scope)) select = seal(select, scope, layout);
  const columns = node.order.map((term) => select.columns.get(term.attribute)!);
  const order = columns.map((column, index) => {
    const key = scope.dialect.select.sortKey(column.sql, column.type);
    return node.order[index]!.isDescending ? `${key} DESC` : key;
  });
  const bareInClauses =
    select.groupBy === null
      ? select.bareInClauses
      : [...select.bareInClauses, ...columns.flatMap((column) => column.groupedBy)];
  return { ...select, order, bareInClauses, limit: node.limit, offset: node.offset };
}
