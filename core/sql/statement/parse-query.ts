import type { ExpressionParser } from "../parse-expression.ts";
import type { OrderTerm, SqlExpression } from "../sql-expression.ts";
import { parseAlias, parseIdentifier, parseNameList } from "./parse-names.ts";
import { parseSources } from "./parse-sources.ts";
import type { CommonTable, Limit, SelectBlock, SelectItem, SelectQuery } from "./sql-statement.ts";

/** A SELECT with its WITH, UNION, ORDER BY and LIMIT, from the current token on. */
export function parseQuery(parser: ExpressionParser): SelectQuery {
  const { reader } = parser;
  const { position } = reader.current;
  const common: CommonTable[] = [];
  let isRecursive = false;
  if (reader.accept("WITH")) {
    isRecursive = reader.accept("RECURSIVE");
    do common.push(parseCommonTable(parser));
    while (reader.accept(","));
  }
  const left = parseSetOperation(parser, ["UNION", "EXCEPT"], () =>
    parseSetOperation(parser, ["INTERSECT"], () => parseOperand(parser)),
  );
  const orderBy = parseOrderBy(parser);
  const limit = parseLimit(parser);
  if (common.length + orderBy.length === 0 && limit === null) return left;
  const isPlain = left.orderBy.length === 0 && left.limit === null && left.common.length === 0;
  // What stands behind parentheses applies to what they hold.
  const body: SelectQuery["body"] = isPlain ? left.body : wrapped(left);
  return { common, isRecursive, body, orderBy, limit, position };
}

const wrapped = (query: SelectQuery): SelectBlock => ({
  kind: "select",
  isDistinct: false,
  items: [{ kind: "all", qualifiers: [], position: query.position }],
  from: { kind: "derived", query, alias: "rows", columns: null, position: query.position },
  where: null,
  groupBy: [],
  having: null,
  position: query.position,
});

function parseCommonTable(parser: ExpressionParser): CommonTable {
  const { reader } = parser;
  const { position } = reader.current;
  const name = parseIdentifier(parser, "a name");
  let columns: string[] | null = null;
  if (reader.accept("(")) {
    columns = parseNameList(parser, "the name of a column");
    reader.expect(")");
  }
  reader.expect("AS");
  reader.expect("(");
  return { name, columns, query: parser.parseSubquery(), position };
}

const unadorned = { common: [], isRecursive: false, orderBy: [], limit: null } as const;

/** Queries between which some operators stand; INTERSECT binds tighter than the others. */
function parseSetOperation(
  parser: ExpressionParser,
  operators: readonly ("UNION" | "EXCEPT" | "INTERSECT")[],
  parseSide: () => SelectQuery,
): SelectQuery {
  const { reader } = parser;
  const { position } = reader.current;
  let left = parseSide();
  for (;;) {
    const word = operators.find((one) => reader.accept(one));
    if (word === undefined) return left;
    if (reader.isAt("ALL") && word !== "UNION") {
      throw reader.unexpected('"SELECT"', `${word} ALL is not translated for this database.`);
    }
    const operator = reader.accept("ALL") ? "UNION ALL" : word;
    reader.accept("DISTINCT");
    left = { ...unadorned, body: { kind: "set", operator, left, right: parseSide(), position }, position };
  }
}

/** A SELECT, or one in parentheses with an ORDER BY and LIMIT of its own. */
function parseOperand(parser: ExpressionParser): SelectQuery {
  const { reader } = parser;
  if (reader.accept("(")) {
    const query = parseQuery(parser);
    reader.expect(")");
    return query;
  }
  const { position } = reader.current;
  const body = parseBlock(parser);
  return { ...unadorned, body, position };
}

function parseBlock(parser: ExpressionParser): SelectBlock {
  const { reader } = parser;
  const { position } = reader.expect("SELECT");
  const isDistinct = reader.accept("DISTINCT") || reader.accept("DISTINCTROW");
  if (!isDistinct) reader.accept("ALL");
  const items = [parseItem(parser)];
  while (reader.accept(",")) items.push(parseItem(parser));
  if (reader.isAt("INTO")) throw reader.unexpected('"FROM"', "SELECT … INTO is not understood here.");
  const isFromDual = reader.isAt("FROM") && reader.peek().upper === "DUAL";
  if (isFromDual) {
    reader.take();
    reader.take();
  }
  const from = reader.accept("FROM") ? parseSources(parser) : null;
  const where = reader.accept("WHERE") ? parser.parse() : null;
  const groupBy: SqlExpression[] = [];
  if (reader.accept("GROUP")) {
    reader.expect("BY");
    groupBy.push(...parser.parseList());
    if (reader.isAt("WITH"))
      throw reader.unexpected("the end", "GROUP BY … WITH ROLLUP is not translated for this database.");
  }
  const having = reader.accept("HAVING") ? parser.parse() : null;
  if (reader.isAt("WINDOW")) {
    throw reader.unexpected("the end", "Write each window behind its function: OVER (PARTITION BY …).");
  }
  return { kind: "select", isDistinct, items, from, where, groupBy, having, position };
}

function parseItem(parser: ExpressionParser): SelectItem {
  const { reader } = parser;
  const { position, start } = reader.current;
  const qualifiers: string[] = [];
  let distance = 0;
  while (
    (reader.peek(distance).kind === "word" || reader.peek(distance).kind === "quoted") &&
    reader.peek(distance + 1).text === "." &&
    reader.peek(distance + 1).kind === "symbol"
  ) {
    qualifiers.push(reader.peek(distance).text);
    distance += 2;
  }
  if (reader.peek(distance).kind === "symbol" && reader.peek(distance).text === "*") {
    for (let taken = 0; taken <= distance; taken++) reader.take();
    return { kind: "all", qualifiers, position };
  }
  const value = parser.parse();
  const text = reader.text.slice(start, reader.previousEnd);
  return { kind: "value", value, alias: parseAlias(parser, true), text, position };
}

/** `ORDER BY …` if it is there. */
export function parseOrderBy(parser: ExpressionParser): OrderTerm[] {
  if (!parser.reader.accept("ORDER")) return [];
  parser.reader.expect("BY");
  return parser.parseOrderTerms();
}

/** `LIMIT count`, `LIMIT offset, count` or `LIMIT count OFFSET offset` if it is there. */
export function parseLimit(parser: ExpressionParser): Limit | null {
  const { reader } = parser;
  if (!reader.accept("LIMIT")) return null;
  const number = (): string => {
    if (reader.current.kind !== "number" || !/^\d+$/.test(reader.current.text))
      throw reader.unexpected("a whole number");
    return reader.take().text;
  };
  const first = number();
  if (reader.accept(",")) return { count: number(), offset: first };
  return { count: first, offset: reader.accept("OFFSET") ? number() : null };
}
