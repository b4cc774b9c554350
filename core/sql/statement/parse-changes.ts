import type { ExpressionParser } from "../parse-expression.ts";
import type { SqlExpression } from "../sql-expression.ts";
import { parseAlias, parseIdentifier, parseTableReference } from "./parse-names.ts";
import { parseLimit, parseOrderBy, parseQuery } from "./parse-query.ts";
import type { Assignment, DeleteStatement, InsertStatement, UpdateStatement } from "./sql-statement.ts";

/** A value to be stored; null for DEFAULT. */
function parseValue(parser: ExpressionParser): SqlExpression | null {
  const { reader } = parser;
  if (reader.isAt("DEFAULT") && reader.peek().text !== "(") {
    reader.take();
    return null;
  }
  return parser.parse();
}

/** `attribute = value, …`; the attribute may have the names of its table before it. */
function parseAssignments(parser: ExpressionParser): Assignment[] {
  const { reader } = parser;
  const assignments: Assignment[] = [];
  do {
    const { position } = reader.current;
    let attribute = parseIdentifier(parser, "the name of an attribute");
    while (reader.accept(".")) attribute = parseIdentifier(parser, "the name of an attribute");
    if (!reader.accept(":=")) reader.expect("=");
    assignments.push({ attribute, value: parseValue(parser), position });
  } while (reader.accept(","));
  return assignments;
}

/** INSERT or REPLACE. */
export function parseInsert(parser: ExpressionParser): InsertStatement {
  const { reader } = parser;
  const { position, upper } = reader.take();
  let duplicates: InsertStatement["duplicates"] = upper === "REPLACE" ? "replace" : "refuse";
  if (duplicates === "refuse" && reader.accept("IGNORE")) duplicates = "skip";
  reader.accept("INTO");
  const table = parseTableReference(parser);
  const insert = { kind: "insert", table, duplicates, position } as const;
  if (reader.accept("SET")) {
    const assignments = parseAssignments(parser);
    const columns = assignments.map(({ attribute, position: place }) => ({
      name: attribute,
      position: place,
    }));
    const rows = [assignments.map(({ value }) => value)];
    return { ...insert, columns, rows, ...parseDuplicates(parser) };
  }
  let columns: InsertStatement["columns"] = null;
  if (reader.isAt("(") && !parser.startsQuery(1)) columns = parseColumns(parser);
  let rows: InsertStatement["rows"];
  if (reader.accept("VALUES") || reader.accept("VALUE")) {
    const list = [parseRow(parser)];
    while (reader.accept(",")) list.push(parseRow(parser));
    rows = list;
  } else if (parser.startsQuery() || reader.isAt("(")) {
    rows = parseQuery(parser);
  } else {
    throw reader.unexpected("VALUES, SET or SELECT");
  }
  return { ...insert, columns, rows, ...parseDuplicates(parser) };
}

function parseColumns(parser: ExpressionParser): InsertStatement["columns"] {
  const { reader } = parser;
  reader.expect("(");
  const columns: { name: string; position: Assignment["position"] }[] = [];
  if (reader.accept(")")) return columns;
  do {
    const { position } = reader.current;
    columns.push({ name: parseIdentifier(parser, "the name of an attribute"), position });
  } while (reader.accept(","));
  reader.expect(")");
  return columns;
}

function parseRow(parser: ExpressionParser): (SqlExpression | null)[] {
  const { reader } = parser;
  reader.accept("ROW");
  reader.expect("(");
  const values: (SqlExpression | null)[] = [];
  if (reader.accept(")")) return values;
  do values.push(parseValue(parser));
  while (reader.accept(","));
  reader.expect(")");
  return values;
}

function parseDuplicates(parser: ExpressionParser): Pick<InsertStatement, "rowAlias" | "onDuplicate"> {
  const { reader } = parser;
  const rowAlias = reader.accept("AS") ? parseIdentifier(parser, "a name") : null;
  if (!reader.accept("ON")) return { rowAlias, onDuplicate: [] };
  reader.expect("DUPLICATE");
  reader.expect("KEY");
  reader.expect("UPDATE");
  return { rowAlias, onDuplicate: parseAssignments(parser) };
}

const oneTable =
  "A statement that changes several tables at once is not translated: write one for each table.";

export function parseUpdate(parser: ExpressionParser): UpdateStatement {
  const { reader } = parser;
  const { position } = reader.expect("UPDATE");
  const table = parseTableReference(parser);
  const alias = parseAlias(parser, false);
  if (!reader.isAt("SET"))
    throw reader.unexpected('"SET"', reader.isAt(",") || joins(parser) ? oneTable : "");
  reader.take();
  const assignments = parseAssignments(parser);
  return { kind: "update", table, alias, assignments, ...parseReach(parser), position };
}

const joins = ({ reader }: ExpressionParser): boolean =>
  ["JOIN", "LEFT", "RIGHT", "INNER", "CROSS", "NATURAL"].some((word) => reader.isAt(word));

/** DELETE, or TRUNCATE of a whole table. */
export function parseDelete(parser: ExpressionParser): DeleteStatement {
  const { reader } = parser;
  const isWhole = reader.isAt("TRUNCATE");
  const { position } = reader.take();
  if (isWhole) reader.accept("TABLE");
  else if (!reader.accept("FROM")) throw reader.unexpected('"FROM"', oneTable);
  const table = parseTableReference(parser);
  if (isWhole) return { kind: "delete", table, alias: null, where: null, orderBy: [], limit: null, position };
  const alias = parseAlias(parser, false);
  if (reader.isAt(",") || reader.isAt("USING") || joins(parser)) throw reader.unexpected('"WHERE"', oneTable);
  return { kind: "delete", table, alias, ...parseReach(parser), position };
}

function parseReach(parser: ExpressionParser): Pick<DeleteStatement, "where" | "orderBy" | "limit"> {
  const where = parser.reader.accept("WHERE") ? parser.parse() : null;
  const orderBy = parseOrderBy(parser);
  return { where, orderBy, limit: parseLimit(parser) };
}
