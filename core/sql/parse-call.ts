import { Binding } from "./operators.ts";
import { parseCast, parseCastTarget, parseConvert } from "./parse-cast.ts";
import type { ExpressionParser } from "./parse-expression.ts";
import type { CallExpression, SqlExpression, WindowSpecification } from "./sql-expression.ts";

/** Other names of functions; the tree has the name on the right alone. */
const synonyms = new Map(
  Object.entries({
    ADDDATE: "DATE_ADD",
    APPROX_COUNT_DISTINCT: "COUNT",
    CEILING: "CEIL",
    CHARACTER_LENGTH: "CHAR_LENGTH",
    CURRENT_DATE: "CURDATE",
    CURRENT_TIME: "CURTIME",
    CURRENT_TIMESTAMP: "NOW",
    DAYOFMONTH: "DAY",
    INSTRB: "INSTR",
    JSON_MERGE: "JSON_MERGE_PRESERVE",
    LCASE: "LOWER",
    LENGTHB: "LENGTH",
    LOCALTIME: "NOW",
    LOCALTIMESTAMP: "NOW",
    MID: "SUBSTRING",
    OCTET_LENGTH: "LENGTH",
    POW: "POWER",
    SHA: "SHA1",
    STD: "STDDEV_POP",
    STDDEV: "STDDEV_POP",
    SUBDATE: "DATE_SUB",
    SUBSTR: "SUBSTRING",
    UCASE: "UPPER",
    VARIANCE: "VAR_POP",
  }),
);

type SpecialParser = (parser: ExpressionParser) => SqlExpression;

/** Functions whose arguments are not a plain list. */
const special = new Map<string, SpecialParser>([
  ["CAST", parseCast],
  ["CONVERT", parseConvert],
  ["EXTRACT", parseExtract],
  ["TRIM", parseTrim],
  ["SUBSTRING", parseSubstring],
  ["SUBSTR", parseSubstring],
  ["MID", parseSubstring],
  ["POSITION", parsePosition],
  ["TIMESTAMPDIFF", (parser) => parseWithUnit(parser, "TIMESTAMPDIFF")],
  ["TIMESTAMPADD", (parser) => parseWithUnit(parser, "TIMESTAMPADD")],
  ["GROUP_CONCAT", parseGroupConcat],
  ["STRING_AGG", parseStringAgg],
  ["CHAR", parseChar],
  ["JSON_VALUE", parseJsonValue],
  ["VALUES", parseInserted],
]);

/** Whether the arguments of the function have a syntax of their own. */
export const isSpecialCall = (name: string): boolean => special.has(name);

/** A call whose name is the current token, of a function with a syntax of its own. */
export function parseSpecialCall(parser: ExpressionParser, name: string): SqlExpression {
  return special.get(name)!(parser);
}

/** A call `name([DISTINCT] a, b, …) [OVER …]` whose name is the current token. */
export function parseCall(parser: ExpressionParser, name: string): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const isDistinct = reader.accept("DISTINCT");
  if (!isDistinct) reader.accept("ALL");
  let items: SqlExpression[] = [];
  if (reader.isAt("*") && reader.peek().text === ")") {
    items = [{ kind: "star", position: reader.take().position }];
  } else if (!reader.isAt(")")) {
    items = parser.parseList();
  }
  reader.expect(")");
  const call: CallExpression = {
    kind: "call",
    name: synonyms.get(name) ?? name,
    arguments: items,
    ...((isDistinct || name === "APPROX_COUNT_DISTINCT") && { isDistinct: true }),
    position,
  };
  return withWindow(parser, call);
}

function withWindow(parser: ExpressionParser, call: CallExpression): CallExpression {
  const { reader } = parser;
  if (!reader.isAt("OVER")) return call;
  reader.take();
  reader.expect("(");
  let partitionBy: SqlExpression[] = [];
  if (reader.accept("PARTITION")) {
    reader.expect("BY");
    partitionBy = parser.parseList();
  }
  let orderBy: WindowSpecification["orderBy"] = [];
  if (reader.accept("ORDER")) {
    reader.expect("BY");
    orderBy = parser.parseOrderTerms();
  }
  const frame: string[] = [];
  if (reader.isAt("ROWS") || reader.isAt("RANGE")) {
    while (!reader.isAt(")") && reader.current.kind !== "end") {
      if (reader.current.kind !== "word" && reader.current.kind !== "number") throw reader.unexpected('")"');
      frame.push(reader.take().upper);
    }
  }
  reader.expect(")");
  return { ...call, window: { partitionBy, orderBy, frame: frame.length === 0 ? null : frame.join(" ") } };
}

function parseExtract(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const unitPosition = reader.current.position;
  const unit = parser.parseUnit();
  reader.expect("FROM");
  const value = parser.parse();
  reader.expect(")");
  return {
    kind: "call",
    name: "EXTRACT",
    arguments: [{ kind: "unit", unit, position: unitPosition }, value],
    position,
  };
}

function parseTrim(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  let side: "BOTH" | "LEADING" | "TRAILING" = "BOTH";
  let isSided = true;
  if (reader.accept("LEADING")) side = "LEADING";
  else if (reader.accept("TRAILING")) side = "TRAILING";
  else isSided = reader.accept("BOTH");
  let remove: SqlExpression | null = null;
  let value: SqlExpression;
  if (isSided && reader.accept("FROM")) {
    value = parser.parse();
  } else {
    value = parser.parse();
    if (reader.accept("FROM")) {
      remove = value;
      value = parser.parse();
    } else if (isSided) {
      throw reader.unexpected('"FROM"');
    }
  }
  reader.expect(")");
  return { kind: "trim", side, remove, value, position };
}

/** `SUBSTRING(text, from, length)`, or `SUBSTRING(text FROM from FOR length)`. */
function parseSubstring(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const items = [parser.parse()];
  const hasFrom = reader.accept("FROM");
  if (!hasFrom) reader.expect(",");
  items.push(parser.parse());
  if (reader.accept(hasFrom ? "FOR" : ",")) items.push(parser.parse());
  reader.expect(")");
  return { kind: "call", name: "SUBSTRING", arguments: items, position };
}

/** `POSITION(part IN text)`: its operands bind tighter than IN. */
function parsePosition(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const part = parser.parse(Binding.predicate);
  reader.expect("IN");
  const text = parser.parse();
  reader.expect(")");
  return { kind: "call", name: "LOCATE", arguments: [part, text], position };
}

function parseWithUnit(parser: ExpressionParser, name: string): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const unitPosition = reader.current.position;
  const unit = parser.parseUnit();
  reader.expect(",");
  const items = parser.parseList();
  reader.expect(")");
  return {
    kind: "call",
    name,
    arguments: [{ kind: "unit", unit, position: unitPosition }, ...items],
    position,
  };
}

function parseGroupConcat(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const isDistinct = reader.accept("DISTINCT");
  const items = parser.parseList();
  const orderBy = reader.accept("ORDER") && reader.expect("BY") ? parser.parseOrderTerms() : [];
  let separator = ",";
  if (reader.accept("SEPARATOR")) {
    if (reader.current.kind !== "text") throw reader.unexpected("a text in quotes");
    separator = reader.take().text;
  }
  reader.expect(")");
  return { kind: "call", name: "GROUP_CONCAT", arguments: items, isDistinct, orderBy, separator, position };
}

/** The standard's name of GROUP_CONCAT, with the separator as second argument. */
function parseStringAgg(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const isDistinct = reader.accept("DISTINCT");
  const value = parser.parse();
  let separator = ",";
  if (reader.accept(",")) {
    if (reader.current.kind !== "text") throw reader.unexpected("a separator in quotes");
    separator = reader.take().text;
  }
  const orderBy = reader.accept("ORDER") && reader.expect("BY") ? parser.parseOrderTerms() : [];
  reader.expect(")");
  return { kind: "call", name: "GROUP_CONCAT", arguments: [value], isDistinct, orderBy, separator, position };
}

/** `CHAR(n, …)` gives bytes, `CHAR(n, … USING charset)` text. */
function parseChar(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const items = parser.parseList();
  const hasCharset = reader.accept("USING");
  if (hasCharset) reader.take();
  reader.expect(")");
  const call: SqlExpression = { kind: "call", name: "CHAR", arguments: items, position };
  const target = { name: "CHAR", length: null, scale: null } as const;
  return hasCharset ? { kind: "cast", value: call, target, position } : call;
}

/** `JSON_VALUE(document, path [RETURNING type])`. */
function parseJsonValue(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const document = parser.parse();
  reader.expect(",");
  const path = parser.parse();
  const target = reader.accept("RETURNING") ? parseCastTarget(parser) : null;
  reader.expect(")");
  const call: SqlExpression = { kind: "call", name: "JSON_VALUE", arguments: [document, path], position };
  return target === null ? call : { kind: "cast", value: call, target, position, isReturned: true };
}

/** What stands before the name of an attribute that means the row to be inserted. */
export const insertedRow = "VALUES";

/** `VALUES(attribute)` in ON DUPLICATE KEY UPDATE: what the row would have had. */
function parseInserted(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  if (!parser.isInStatement) return parseCall(parser, "VALUES");
  const { position } = reader.take();
  reader.expect("(");
  if (reader.current.kind !== "word" && reader.current.kind !== "quoted") {
    throw reader.unexpected("the name of an attribute");
  }
  const name = reader.take().text;
  reader.expect(")");
  return { kind: "attribute", name, qualifiers: [insertedRow], position };
}
