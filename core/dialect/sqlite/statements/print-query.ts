import { dequal } from "dequal";
import { QuerySyntaxError } from "../../../errors/index.ts";
import { childrenOf, containsAggregate } from "../../../sql/attributes.ts";
import { isAggregateFunction } from "../../../sql/function-catalogue.ts";
import { isText, mergeTypes } from "../../../sql/result-type.ts";
import type { AttributeReference, OrderTerm, SqlExpression } from "../../../sql/sql-expression.ts";
import type { Limit, SelectBlock, SelectQuery, SetOperation } from "../../../sql/statement/sql-statement.ts";
import type { DataType } from "../../../types/data-type.ts";
import type { PrintedExpression } from "../../dialect.ts";
import { exact, exactDigits, type Piece, toCommonType } from "../expressions/piece.ts";
import { SqlitePrinter, sortKey } from "../expressions/printer.ts";
import { pieceOf, resultSql, resultType, shownSql } from "../expressions/result.ts";
import { sqliteQuoting } from "../quote.ts";
import { sqliteSelect } from "../select.ts";
import { type PrintedQuery, type QueryPrinting, SourcePrinter, starColumns } from "./print-source.ts";
import { type FindReference, findColumn, place, type RowSource, unknownColumn } from "./row-source.ts";
import type { KnownCommonTable, TableLookup } from "./table-lookup.ts";

const { identifier } = sqliteQuoting;

/** One column of a SELECT. */
interface Output {
  readonly name: string;
  /** Whether the name was given with AS. */
  readonly isAlias: boolean;
  readonly piece: Piece;
  readonly expression: SqlExpression | null;
}

interface Form {
  /** The names of the columns in place of their own. */
  readonly names: readonly string[] | null;
  /** Whether values are for a reader, and not for a query around this one. */
  readonly isShown: boolean;
}

const plain: Form = { names: null, isShown: false };

/** Prints queries in MySQL's SQL for SQLite. */
export class QueryPrinter implements QueryPrinting {
  readonly tables: TableLookup;

  constructor(tables: TableLookup) {
    this.tables = tables;
  }

  query(query: SelectQuery, outer: FindReference, names: readonly string[] | null): PrintedQuery {
    return this.print(query, outer, { names, isShown: false });
  }

  expressions(_scope: Pick<RowSource, "named" | "columns">, find: FindReference): SqlitePrinter {
    const known = new Map<SelectQuery, { sql: string; types: (DataType | null)[] }>();
    return new SqlitePrinter(
      (_name, reference) => find(reference)!,
      (query) => {
        let printed = known.get(query);
        if (printed === undefined) {
          const { sql, columns } = this.query(query, find, null);
          printed = { sql, types: columns.map(({ type }) => type) };
          known.set(query, printed);
        }
        return printed;
      },
    );
  }

  /** A whole SELECT. */
  print(query: SelectQuery, outer: FindReference, form: Form): PrintedQuery {
    if (query.common.length === 0) return this.#body(query, outer, form);
    const common = new Map(this.tables.common);
    const inner = new QueryPrinter({ find: (reference) => this.tables.find(reference), common });
    const clauses = query.common.map(({ name, columns, query: definition }) => {
      if (query.isRecursive) {
        const anchor = anchorOf(definition, name);
        if (anchor !== null) common.set(name, inner.#known(anchor, columns, true));
      }
      const printed = inner.query(definition, () => null, columns);
      if (!common.has(name) || !query.isRecursive) common.set(name, known(printed));
      const names = common.get(name)!.names.map(identifier).join(", ");
      return `${identifier(name)} (${names}) AS (${printed.sql})`;
    });
    const { sql, columns } = inner.#body(query, outer, form);
    return { sql: `WITH ${query.isRecursive ? "RECURSIVE " : ""}${clauses.join(", ")} ${sql}`, columns };
  }

  /** What is known of a recursive table from the part that does not name it; what it counts may grow. */
  #known(anchor: SelectQuery, names: readonly string[] | null, mayGrow: boolean): KnownCommonTable {
    const { names: own, types } = known(this.query(anchor, () => null, names));
    const grown = (type: DataType | null): DataType | null =>
      mayGrow && type?.kind === "integer" ? { ...type, bits: 64 } : type;
    return { names: own, types: types.map(grown) };
  }

  #body(query: SelectQuery, outer: FindReference, form: Form): PrintedQuery {
    const { body, orderBy, limit } = query;
    if (body.kind === "select") return this.#block(body, orderBy, limit, outer, form);
    const union = this.#set(body, outer, form.names);
    const isAsItIs =
      orderBy.length === 0 &&
      limit === null &&
      (!form.isShown || union.columns.every(({ sql, type }) => shownSql(pieceOf({ sql, type })) === sql));
    if (isAsItIs) return union;
    const columns = union.columns.map(({ name, type }) => ({
      name,
      sql: `"rows".${identifier(name)}`,
      type,
    }));
    const outputs = columns.map(
      (column): Output => ({ name: column.name, isAlias: true, piece: pieceOf(column), expression: null }),
    );
    const scope = { named: [{ alias: "rows", schema: null, columns }], columns };
    const find: FindReference = (reference) => {
      const found = findColumn(scope, reference) ?? outer(reference);
      if (found === null) throw unknownColumn(reference, scope);
      return found;
    };
    const printer = this.expressions(scope, find);
    const list = outputs.map((output) => listed(output, output.name, form.isShown)).join(", ");
    const order = orderBy.map((term) => this.#orderTerm(term, outputs, printer, form.isShown));
    const sql = clauses(`SELECT ${list} FROM (${union.sql}) AS "rows"`, { order, limit });
    return { sql, columns: union.columns };
  }

  #set(
    { operator, left, right, position }: SetOperation,
    outer: FindReference,
    names: readonly string[] | null,
  ): PrintedQuery {
    const one = this.print(left, outer, { names, isShown: false });
    const other = this.print(right, outer, plain);
    if (one.columns.length !== other.columns.length) {
      throw new QuerySyntaxError(
        `The SELECTs around ${operator} at ${place(position)} give ${one.columns.length} and ${other.columns.length} columns; they must give as many.`,
        { position },
      );
    }
    const types = one.columns.map(({ type }, index) => {
      const second = other.columns[index]!.type;
      return dequal(type, second) ? type : mergeTypes([{ type }, { type: second }]).type;
    });
    const columns = one.columns.map(({ name }, index) => ({
      name,
      sql: identifier(name),
      type: types[index]!,
    }));
    const sides = [operand(left, one, types), operand(right, other, types)];
    return { sql: sides.join(` ${operator} `), columns };
  }

  #block(
    block: SelectBlock,
    orderBy: readonly OrderTerm[],
    limit: Limit | null,
    outer: FindReference,
    form: Form,
  ): PrintedQuery {
    const source = block.from === null ? null : new SourcePrinter(this, outer).print(block.from);
    const scope = source ?? { named: [], columns: [] };
    const inScope: FindReference = (reference) => {
      const found = findColumn(scope, reference) ?? outer(reference);
      if (found === null) throw unknownColumn(reference, scope);
      return found;
    };
    const printer = this.expressions(scope, inScope);
    const outputs = this.#outputs(block, source, printer);
    const names = form.names ?? outputs.map(({ name }) => name);
    if (names.length !== outputs.length) {
      throw new QuerySyntaxError(
        `The SELECT at ${place(block.position)} gives ${outputs.length} columns, but ${names.length} are named or wanted.`,
        { position: block.position },
      );
    }
    const byAlias = (reference: AttributeReference): PrintedExpression | null => {
      const output = reference.qualifiers.length === 0 ? aliased(outputs, reference.name) : null;
      return output === null ? null : printedOf(output);
    };
    const columnFirst: FindReference = (reference) =>
      findColumn(scope, reference) ?? byAlias(reference) ?? inScope(reference);
    const where = block.where === null ? [] : [operandOfAnd(printer, block.where)];
    const grouping = this.expressions(scope, columnFirst);
    const groupBy = block.groupBy.map((term) => groupTerm(term, outputs, grouping));
    const having = block.having === null ? null : this.#having(block, block.having, scope, byAlias, inScope);
    const isGrouped =
      groupBy.length > 0 ||
      [...outputs.map(({ expression }) => expression), block.having].some(
        (expression) => expression !== null && containsAggregate(expression),
      );
    // Without groups HAVING is one more condition of rows.
    if (having !== null && !isGrouped) where.push(having);
    const sorting = this.expressions(scope, columnFirst);
    const order = orderBy.map((term) => this.#orderTerm(term, outputs, sorting, form.isShown));
    const list = outputs.map((output, index) => listed(output, names[index]!, form.isShown)).join(", ");
    let sql = `SELECT ${block.isDistinct ? "DISTINCT " : ""}${list}`;
    if (source !== null) sql += ` FROM ${source.sql}`;
    if (where.length > 0) sql += ` WHERE ${where.join(" AND ")}`;
    if (groupBy.length > 0) sql += ` GROUP BY ${groupBy.join(", ")}`;
    if (having !== null && isGrouped) sql += ` HAVING ${having}`;
    const columns = outputs.map((output, index) => ({
      name: names[index]!,
      sql: identifier(names[index]!),
      type: resultType(output.piece),
    }));
    return { sql: clauses(sql, { order, limit }), columns };
  }

  #outputs(block: SelectBlock, source: RowSource | null, printer: SqlitePrinter): Output[] {
    return block.items.flatMap((item): Output[] => {
      if (item.kind === "all") {
        return starColumns(source, item).map((column) => ({
          name: column.name,
          isAlias: false,
          piece: pieceOf(column),
          expression: null,
        }));
      }
      const { value, alias, text } = item;
      const ownName = value.kind === "attribute" ? value.name : value.kind === "text" ? value.value : text;
      const name = alias ?? ownName;
      return [{ name, isAlias: alias !== null, piece: printer.print(value), expression: value }];
    });
  }

  /** In HAVING a name means what is selected, but within an aggregate function a column of the tables. */
  #having(
    { groupBy }: SelectBlock,
    condition: SqlExpression,
    scope: Pick<RowSource, "named" | "columns">,
    byAlias: FindReference,
    inScope: FindReference,
  ): string {
    const aggregated = new Set<AttributeReference>();
    collectAggregated(condition, false, aggregated);
    const grouped = new Set(
      groupBy.flatMap((term) => (term.kind === "attribute" ? [term.name.toLowerCase()] : [])),
    );
    const printer = this.expressions(scope, (reference) => {
      const isColumn = aggregated.has(reference) || grouped.has(reference.name.toLowerCase());
      return (isColumn ? findColumn(scope, reference) : null) ?? byAlias(reference) ?? inScope(reference);
    });
    return operandOfAnd(printer, condition);
  }

  /** ORDER BY takes a name for what is selected first, and a number for its place in the list. */
  #orderTerm(
    { value, isDescending }: OrderTerm,
    outputs: readonly Output[],
    printer: SqlitePrinter,
    isShown: boolean,
  ): string {
    const output =
      numbered(value, outputs) ??
      (value.kind === "attribute" && value.qualifiers.length === 0 ? aliased(outputs, value.name) : null);
    const key = output === null ? sortKey(printer.print(value)) : sortKeyOf(output, isShown);
    return isDescending ? `${key} DESC` : key;
  }
}

const known = ({ columns }: PrintedQuery): KnownCommonTable => ({
  names: columns.map(({ name }) => name),
  types: columns.map(({ type }) => type),
});

/** The part of a recursive definition that does not name the table itself. */
function anchorOf({ body, ...rest }: SelectQuery, name: string): SelectQuery | null {
  if (body.kind !== "set") return null;
  const left = anchorOf(body.left, name) ?? body.left;
  return rest.common.length === 0 ? left : null;
}

const printedOf = ({ piece }: Output): PrintedExpression => ({
  sql: resultSql(piece),
  type: resultType(piece),
});

const aliased = (outputs: readonly Output[], name: string): Output | null =>
  outputs.find((output) => output.isAlias && output.name.toLowerCase() === name.toLowerCase()) ?? null;

/** The column that a whole number stands for in ORDER BY and GROUP BY. */
function numbered(value: SqlExpression, outputs: readonly Output[]): Output | null {
  if (value.kind !== "number" || value.form !== "integer") return null;
  const output = outputs[Number(value.text) - 1];
  if (output !== undefined) return output;
  throw new QuerySyntaxError(
    `There is no column ${value.text} for ${place(value.position)}: ${outputs.length} ${outputs.length === 1 ? "is" : "are"} selected.`,
    { position: value.position },
  );
}

function listed({ piece }: Output, name: string, isShown: boolean): string {
  const sql = isShown ? shownSql(piece) : resultSql(piece);
  const quoted = identifier(name);
  return sql.endsWith(`.${quoted}`) && piece.isColumn === true ? sql : `${sql} AS ${quoted}`;
}

/** What a column is sorted by: its name, where that gives the same. */
function sortKeyOf({ piece, name, isAlias }: Output, isShown: boolean): string {
  const key = sortKey(piece);
  const sql = isShown ? shownSql(piece) : resultSql(piece);
  return isAlias && key === sql && piece.isColumn !== true ? identifier(name) : key;
}

function groupTerm(term: SqlExpression, outputs: readonly Output[], printer: SqlitePrinter): string {
  const piece = numbered(term, outputs)?.piece ?? printer.print(term);
  const { sql } = exact(piece);
  return isText(piece.type) && piece.isColumn !== true ? `(${sql}) COLLATE RTRIM` : sql;
}

/** A condition that can stand beside others joined by AND. */
function operandOfAnd(printer: SqlitePrinter, condition: SqlExpression): string {
  const sql = printer.condition(condition);
  const isLoose =
    condition.kind === "binary" && (condition.operator === "OR" || condition.operator === "XOR");
  return isLoose ? `(${sql})` : sql;
}

function collectAggregated(
  expression: SqlExpression,
  isInside: boolean,
  found: Set<AttributeReference>,
): void {
  if (expression.kind === "attribute" && isInside) found.add(expression);
  const isAggregate =
    expression.kind === "call" && expression.window === undefined && isAggregateFunction(expression.name);
  for (const child of childrenOf(expression)) collectAggregated(child, isInside || isAggregate, found);
}

/** One side of a UNION, with its values in the types that the columns of both sides have. */
function operand(query: SelectQuery, printed: PrintedQuery, types: readonly (DataType | null)[]): string {
  const isBare = query.body.kind === "select" && query.orderBy.length === 0 && query.limit === null;
  const isAsWanted = printed.columns.every(({ type }, index) => isKeptAlike(type, types[index]!));
  if (isAsWanted) return isBare && query.common.length === 0 ? printed.sql : `SELECT * FROM (${printed.sql})`;
  const list = printed.columns.map(({ name, type }, index) => {
    const quoted = identifier(name);
    const piece = pieceOf({ sql: `"rows".${quoted}`, type });
    const common = types[index]!;
    const isWide = common?.kind === "decimal" && common.precision > exactDigits;
    return `${toCommonType(piece, { type: common }, isWide).sql} AS ${quoted}`;
  });
  return `SELECT ${list.join(", ")} FROM (${printed.sql}) AS "rows"`;
}

/** Whether values of one type are kept as those of another. */
function isKeptAlike(type: DataType | null, common: DataType | null): boolean {
  if (type === null || common === null) return true;
  if (isText(type) && isText(common)) return true;
  if (type.kind === "decimal" && common.kind === "decimal") {
    return type.precision > exactDigits === common.precision > exactDigits;
  }
  return type.kind === common.kind;
}

function clauses(
  select: string,
  { order, limit }: { order: readonly string[]; limit: Limit | null },
): string {
  const sorted = order.length === 0 ? select : `${select} ORDER BY ${order.join(", ")}`;
  if (limit === null) return sorted;
  return `${sorted} ${limitClause(limit)}`;
}

/** Counts beyond what SQLite takes mean all rows. */
export function limitClause({ count, offset }: Limit): string {
  const whole = Number(count);
  const limit = Number.isSafeInteger(whole) ? whole : null;
  return sqliteSelect.limit(limit, offset === null ? 0 : Number(offset)) || "LIMIT -1";
}
