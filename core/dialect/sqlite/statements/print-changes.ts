import type { TableDeclaration } from "../../../declaration/table-declaration.ts";
import {
  QuerySyntaxError,
  suggestion,
  type TextPosition,
  UnknownAttributeError,
} from "../../../errors/index.ts";
import type { Attribute } from "../../../heading/attribute.ts";
import { insertedRow } from "../../../sql/parse-call.ts";
import { isText } from "../../../sql/result-type.ts";
import type { SqlExpression } from "../../../sql/sql-expression.ts";
import type {
  Assignment,
  DeleteStatement,
  InsertStatement,
  UpdateStatement,
} from "../../../sql/statement/sql-statement.ts";
import type { PrintedExpression } from "../../dialect.ts";
import type { SqlitePrinter } from "../expressions/printer.ts";
import { resultSql, resultType } from "../expressions/result.ts";
import { sqliteInsert } from "../insert.ts";
import { sqliteQuoting } from "../quote.ts";
import { limitClause, QueryPrinter } from "./print-query.ts";
import { type FindReference, findColumn, place, unknownColumn } from "./row-source.ts";
import { rowsOfTable, type TableLookup } from "./table-lookup.ts";

const { identifier } = sqliteQuoting;

/** INSERT and REPLACE. */
export function printInsert(statement: InsertStatement, tables: TableLookup): string {
  const declaration = tables.find(statement.table);
  const attributes =
    statement.columns === null || statement.columns.length === 0
      ? declaration.attributes
      : statement.columns.map(({ name, position }) => attributeOf(declaration, name, position));
  const queries = new QueryPrinter(tables);
  const word = statement.duplicates === "replace" ? "INSERT OR REPLACE" : "INSERT";
  const into = `${word} INTO ${sqliteQuoting.table(declaration.name)} (${attributes.map(({ name }) => identifier(name)).join(", ")})`;
  const conflict = onConflict(statement, declaration, queries);
  if ("body" in statement.rows) {
    const query = queries.query(statement.rows, () => null, null);
    assertCount(query.columns.length, attributes, statement.position);
    const values = attributes.map((attribute, index) => {
      const { type } = query.columns[index]!;
      return stored({ sql: `"rows".${identifier(`c${index + 1}`)}`, type }, attribute);
    });
    const names = attributes.map((_, index) => identifier(`c${index + 1}`)).join(", ");
    // Without WHERE, the word ON behind the query would be taken for that of a join.
    return `WITH "rows" (${names}) AS (${query.sql}) ${into} SELECT ${values.join(", ")} FROM "rows" WHERE TRUE${conflict}`;
  }
  const none = { named: [], columns: [] };
  const printer = queries.expressions(none, (reference) => {
    throw unknownColumn(reference, none);
  });
  const rows = statement.rows.map((values) => {
    if (values.length === 0) return `(${attributes.map(sqliteInsert.defaultOf).join(", ")})`;
    assertCount(
      values.length,
      attributes,
      values.find((value) => value !== null)?.position ?? statement.position,
    );
    return `(${values.map((value, index) => assigned(value, attributes[index]!, printer)).join(", ")})`;
  });
  return `${into} VALUES ${rows.join(", ")}${conflict}`;
}

function onConflict(
  { duplicates, onDuplicate, rowAlias }: InsertStatement,
  declaration: TableDeclaration,
  queries: QueryPrinter,
): string {
  if (onDuplicate.length === 0) return duplicates === "skip" ? " ON CONFLICT DO NOTHING" : "";
  const own = rowsOfTable(
    declaration,
    declaration.name.table,
    sqliteQuoting.table(declaration.name).slice(1, -1),
  );
  const inserted = (alias: string) => rowsOfTable(declaration, alias, "excluded", true);
  const scope = {
    named: [own, inserted(insertedRow), ...(rowAlias === null ? [] : [inserted(rowAlias)])],
    columns: own.columns,
  };
  return ` ON CONFLICT DO UPDATE SET ${printAssignments(onDuplicate, declaration, scope, queries)}`;
}

/** UPDATE of one table. */
export function printUpdate(statement: UpdateStatement, tables: TableLookup): string {
  const declaration = tables.find(statement.table);
  const alias = statement.alias ?? statement.table.table;
  const rows = rowsOfTable(declaration, alias, alias, statement.alias !== null);
  const scope = { named: [rows], columns: rows.columns };
  const queries = new QueryPrinter(tables);
  const assignments = printAssignments(statement.assignments, declaration, scope, queries);
  const update = `UPDATE ${sqliteQuoting.table(declaration.name)} AS ${identifier(alias)} SET ${assignments}`;
  return update + printReach(statement, declaration, alias, scope, queries);
}

/** DELETE from one table. */
export function printDelete(statement: DeleteStatement, tables: TableLookup): string {
  const declaration = tables.find(statement.table);
  const alias = statement.alias ?? statement.table.table;
  const rows = rowsOfTable(declaration, alias, alias, statement.alias !== null);
  const from = `DELETE FROM ${sqliteQuoting.table(declaration.name)} AS ${identifier(alias)}`;
  const scope = { named: [rows], columns: rows.columns };
  return from + printReach(statement, declaration, alias, scope, new QueryPrinter(tables));
}

/** `attribute = value, …`; as on MySQL, a value sees what was assigned before it. */
function printAssignments(
  assignments: readonly Assignment[],
  declaration: TableDeclaration,
  scope: Parameters<typeof findColumn>[0],
  queries: QueryPrinter,
): string {
  const before = new Map<PrintedExpression, PrintedExpression>();
  const printer = queries.expressions(scope, (reference) => {
    const found = findColumn(scope, reference);
    if (found === null) throw unknownColumn(reference, scope);
    return before.get(found) ?? found;
  });
  return assignments
    .map(({ attribute: name, value, position }) => {
      const attribute = attributeOf(declaration, name, position);
      const sql = assigned(value, attribute, printer);
      const column = findColumn(scope, { kind: "attribute", name, qualifiers: [], position })!;
      before.set(column, { sql: `(${sql})`, type: attribute.dataType });
      return `${identifier(attribute.name)} = ${sql}`;
    })
    .join(", ");
}

/** Which rows a statement changes: by WHERE, and with LIMIT by their keys. */
function printReach(
  { where, orderBy, limit }: UpdateStatement | DeleteStatement,
  declaration: TableDeclaration,
  alias: string,
  scope: Parameters<typeof findColumn>[0],
  queries: QueryPrinter,
): string {
  const find: FindReference = (reference) => {
    const found = findColumn(scope, reference);
    if (found === null) throw unknownColumn(reference, scope);
    return found;
  };
  const printer = queries.expressions(scope, find);
  const condition = where === null ? "" : ` WHERE ${printer.condition(where)}`;
  if (limit === null) return condition;
  const keys = declaration.attributes.filter(({ inKey }) => inKey).map(({ name }) => identifier(name));
  const list = keys.length === 0 ? ["rowid"] : keys;
  const order = orderBy.length === 0 ? "" : ` ORDER BY ${printer.order(orderBy)}`;
  const rows = `SELECT ${list.join(", ")} FROM ${sqliteQuoting.table(declaration.name)} AS ${identifier(alias)}${condition}${order} ${limitClause(limit)}`;
  return ` WHERE (${list.join(", ")}) IN (${rows})`;
}

/** A value, or DEFAULT, as an attribute keeps it. */
function assigned(value: SqlExpression | null, attribute: Attribute, printer: SqlitePrinter): string {
  if (value === null) return sqliteInsert.defaultOf(attribute);
  const piece = printer.print(value);
  return stored({ sql: resultSql(piece), type: resultType(piece) }, attribute);
}

function stored({ sql, type }: PrintedExpression, attribute: Attribute): string {
  const kept = attribute.dataType?.kind;
  if ((kept === "bytes" || kept === "uuid") && isText(type)) return `CAST(${sql} AS BLOB)`;
  return sqliteInsert.assigned(sql, type, attribute);
}

function attributeOf(
  { attributes, name }: TableDeclaration,
  wanted: string,
  position: TextPosition,
): Attribute {
  const found = attributes.find((attribute) => attribute.name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const hint = suggestion(
    wanted,
    attributes.map((attribute) => attribute.name),
  );
  throw new UnknownAttributeError(
    `The table \`${name.schema}\`.\`${name.table}\` has no attribute "${wanted}", which is named at ${place(position)}.${hint}`,
    { position },
  );
}

function assertCount(found: number, attributes: readonly Attribute[], position: TextPosition): void {
  if (found === attributes.length) return;
  const names = attributes.map(({ name }) => name).join(", ");
  throw new QuerySyntaxError(
    `A row at ${place(position)} has ${found} ${found === 1 ? "value" : "values"}, but ${attributes.length} are wanted: ${names}.`,
    { position },
  );
}
