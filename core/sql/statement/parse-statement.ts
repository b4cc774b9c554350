import { ExpressionParser } from "../parse-expression.ts";
import { parseDelete, parseInsert, parseUpdate } from "./parse-changes.ts";
import { parseIdentifier, parseTableReference } from "./parse-names.ts";
import { parseQuery } from "./parse-query.ts";
import type { ExplainStatement, ShowStatement, SqlStatement } from "./sql-statement.ts";

const understood =
  "What is translated: SELECT, INSERT, REPLACE, UPDATE, DELETE, TRUNCATE, SHOW, DESCRIBE, EXPLAIN and USE.";

/** Why statements that begin with a word are not translated, and what to do. */
const notTranslated: Record<string, string> = {
  ALTER: "Tables are altered by `alter()` of their class.",
  BEGIN: "Transactions are made by `connection.transaction()`.",
  COMMIT: "Transactions are made by `connection.transaction()`.",
  CREATE: "Tables are made by their classes.",
  DROP: "Tables are dropped by `drop()` of their class.",
  ROLLBACK: "Transactions are made by `connection.transaction()`.",
  START: "Transactions are made by `connection.transaction()`.",
};

/**
 * Reads one statement in MySQL's SQL.
 *
 * @param text the statement; a semicolon may end it
 * @returns its tree
 * @throws QuerySyntaxError that says where, what was found and what was expected, or what is not translated
 * @example
 * parseStatement("SELECT name FROM `tutorial`.`lab` ORDER BY name LIMIT 5")
 */
export function parseStatement(text: string): SqlStatement {
  const parser = new ExpressionParser(text, parseQuery);
  const statement = parseAny(parser);
  parser.reader.accept(";");
  if (parser.reader.current.kind !== "end") throw parser.reader.unexpected("the end");
  return statement;
}

function parseAny(parser: ExpressionParser): SqlStatement {
  const { reader } = parser;
  const { position, upper } = reader.current;
  switch (upper) {
    case "SELECT":
    case "WITH":
    case "(":
      return { kind: "query", query: parseQuery(parser), position };
    case "INSERT":
    case "REPLACE":
      return parseInsert(parser);
    case "UPDATE":
      return parseUpdate(parser);
    case "DELETE":
    case "TRUNCATE":
      return parseDelete(parser);
    case "USE":
      reader.take();
      return { kind: "use", schema: parseIdentifier(parser, "the name of a schema"), position };
    case "SHOW":
      return parseShow(parser);
    case "DESCRIBE":
    case "DESC":
    case "EXPLAIN":
      return parseDescribe(parser);
    default:
      throw reader.unexpected("a statement", `${notTranslated[upper] ?? ""} ${understood}`.trim());
  }
}

/** DESCRIBE of a table, or the plan of a statement; MySQL takes any of the words for both. */
function parseDescribe(parser: ExpressionParser): ShowStatement | ExplainStatement {
  const { reader } = parser;
  const { position } = reader.take();
  const first = reader.current.upper;
  if (["SELECT", "WITH", "(", "INSERT", "REPLACE", "UPDATE", "DELETE"].includes(first)) {
    return { kind: "explain", statement: parseAny(parser) as ExplainStatement["statement"], position };
  }
  const table = parseTableReference(parser);
  return { kind: "show", subject: { kind: "columns", table, isFull: false }, like: null, position };
}

function parseShow(parser: ExpressionParser): ShowStatement {
  const { reader } = parser;
  const { position } = reader.expect("SHOW");
  const isFull = reader.accept("FULL");
  const subject = parseSubject(parser, isFull);
  let like: string | null = null;
  if (reader.accept("LIKE")) {
    if (reader.current.kind !== "text") throw reader.unexpected("a pattern in quotes");
    like = reader.take().text;
  }
  return { kind: "show", subject, like, position };
}

function parseSubject(parser: ExpressionParser, isFull: boolean): ShowStatement["subject"] {
  const { reader } = parser;
  const isFrom = (): boolean => reader.accept("FROM") || reader.accept("IN");
  if (!isFull && (reader.accept("DATABASES") || reader.accept("SCHEMAS"))) return { kind: "databases" };
  if (reader.accept("TABLES")) {
    return {
      kind: "tables",
      schema: isFrom() ? parseIdentifier(parser, "the name of a schema") : null,
      isFull,
    };
  }
  if (!isFull && reader.accept("CREATE")) {
    reader.expect("TABLE");
    return { kind: "create table", table: parseTableReference(parser) };
  }
  const isColumns = reader.isAt("COLUMNS") || reader.isAt("FIELDS");
  if (isColumns || reader.isAt("INDEX") || reader.isAt("INDEXES") || reader.isAt("KEYS")) {
    reader.take();
    if (!isFrom()) throw reader.unexpected('"FROM"');
    let table = parseTableReference(parser);
    if (isFrom()) table = { ...table, schema: parseIdentifier(parser, "the name of a schema") };
    return isColumns ? { kind: "columns", table, isFull } : { kind: "indexes", table };
  }
  throw reader.unexpected("DATABASES, TABLES, COLUMNS, INDEX or CREATE TABLE");
}
