import type { ExpressionParser } from "../parse-expression.ts";
import { parseAlias, parseNameList, parseTableReference } from "./parse-names.ts";
import type { JoinedSource, TableSource } from "./sql-statement.ts";

/** What stands after FROM. A comma joins less tightly than the word JOIN. */
export function parseSources(parser: ExpressionParser): TableSource {
  const { reader } = parser;
  let left = parseJoins(parser);
  while (reader.isAt(",")) {
    const { position } = reader.take();
    const right = parseJoins(parser);
    left = { kind: "join", type: "inner", left, right, on: null, using: null, position };
  }
  return left;
}

function parseJoins(parser: ExpressionParser): TableSource {
  let left = parseSource(parser);
  for (;;) {
    const joined = parseJoin(parser, left);
    if (joined === null) return left;
    left = joined;
  }
}

function parseJoin(parser: ExpressionParser, left: TableSource): JoinedSource | null {
  const { reader } = parser;
  const { position } = reader.current;
  if (reader.isAt("FULL")) {
    throw reader.unexpected("the end", "MySQL has no FULL JOIN: join by LEFT and RIGHT, and take the UNION.");
  }
  const isNatural = reader.accept("NATURAL");
  let type: JoinedSource["type"] = "inner";
  if (reader.isAt("LEFT") || reader.isAt("RIGHT")) {
    type = reader.take().upper === "LEFT" ? "left" : "right";
    reader.accept("OUTER");
    reader.expect("JOIN");
  } else if (reader.accept("INNER") || reader.accept("CROSS")) {
    reader.expect("JOIN");
  } else if (!reader.accept("JOIN") && !reader.accept("STRAIGHT_JOIN")) {
    if (isNatural) throw reader.unexpected('"JOIN"');
    return null;
  }
  const right = parseSource(parser);
  const joined = { kind: "join", type, left, right, position } as const;
  if (isNatural) return { ...joined, on: null, using: "natural" };
  if (reader.accept("ON")) return { ...joined, on: parser.parse(), using: null };
  if (reader.accept("USING")) {
    reader.expect("(");
    const using = parseNameList(parser, "the name of an attribute");
    reader.expect(")");
    return { ...joined, on: null, using };
  }
  if (type !== "inner") throw reader.unexpected("ON or USING");
  return { ...joined, on: null, using: null };
}

function parseSource(parser: ExpressionParser): TableSource {
  const { reader } = parser;
  const { position } = reader.current;
  if (reader.accept("LATERAL"))
    throw reader.unexpected("a table", "LATERAL is not translated for this database.");
  if (reader.accept("(")) {
    if (!parser.startsQuery() && !(reader.isAt("(") && parser.startsQuery(1))) {
      const inner = parseSources(parser);
      reader.expect(")");
      return inner;
    }
    const query = parser.parseSubquery();
    const alias = parseAlias(parser, false);
    if (alias === null) throw reader.unexpected("AS and a name", "A subquery after FROM needs a name.");
    let columns: string[] | null = null;
    if (reader.accept("(")) {
      columns = parseNameList(parser, "the name of a column");
      reader.expect(")");
    }
    return { kind: "derived", query, alias, columns, position };
  }
  const table = parseTableReference(parser);
  return { kind: "table", table, alias: parseAlias(parser, false), position };
}
