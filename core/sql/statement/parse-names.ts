import { reserved } from "../operators.ts";
import type { ExpressionParser } from "../parse-expression.ts";
import type { TableReference } from "./sql-statement.ts";

/** Words that go on with a statement where the alias of a table or column could stand. */
const noAlias: ReadonlySet<string> = new Set([
  ...reserved,
  ..."EXCEPT FETCH FORCE FULL IGNORE INTERSECT LOCK NATURAL OFFSET PARTITION SET STRAIGHT_JOIN USE VALUES WINDOW".split(
    " ",
  ),
]);

/** The name of a schema, table or attribute at the current token. */
export function parseIdentifier({ reader }: ExpressionParser, what: string): string {
  const { kind, upper, text } = reader.current;
  if (kind !== "word" && kind !== "quoted") throw reader.unexpected(what);
  if (kind === "word" && reserved.has(upper)) {
    throw reader.unexpected(what, `If "${text}" is a name, put it in backticks.`);
  }
  return reader.take().text;
}

/** `table` or `schema.table`, each with or without backticks. */
export function parseTableReference(parser: ExpressionParser): TableReference {
  const { reader } = parser;
  const { position } = reader.current;
  const first = parseIdentifier(parser, "the name of a table");
  if (!reader.accept(".")) return { schema: null, table: first, position };
  return { schema: first, table: parseIdentifier(parser, "the name of a table"), position };
}

/** `AS alias`, `alias`, or nothing; a column may be named by a text, too. */
export function parseAlias(parser: ExpressionParser, takesText: boolean): string | null {
  const { reader } = parser;
  const { kind, upper } = reader.current;
  const isText = takesText && kind === "text";
  if (reader.accept("AS")) {
    return takesText && reader.current.kind === "text"
      ? reader.take().text
      : parseIdentifier(parser, "a name");
  }
  if (isText || kind === "quoted" || (kind === "word" && !noAlias.has(upper))) return reader.take().text;
  return null;
}

/** `(a, b)` if it is there. */
export function parseNameList(parser: ExpressionParser, what: string): string[] {
  const names = [parseIdentifier(parser, what)];
  while (parser.reader.accept(",")) names.push(parseIdentifier(parser, what));
  return names;
}
