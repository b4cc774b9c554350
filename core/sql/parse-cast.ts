import type { ExpressionParser } from "./parse-expression.ts";
import type { CastTarget, SqlExpression } from "./sql-expression.ts";

/** A type to convert to. */
export function parseCastTarget(parser: ExpressionParser): CastTarget {
  const { reader } = parser;
  const token = reader.current;
  const sizes = (): [number | null, number | null] => {
    if (!reader.accept("(")) return [null, null];
    const numbers: number[] = [];
    do {
      if (reader.current.kind !== "number") throw reader.unexpected("a number");
      numbers.push(Number(reader.take().text));
    } while (reader.accept(","));
    reader.expect(")");
    return [numbers[0]!, numbers[1] ?? null];
  };
  const target = (name: CastTarget["name"]): CastTarget => {
    reader.take();
    const [length, scale] = sizes();
    return { name, length, scale };
  };
  switch (token.upper) {
    case "SIGNED":
    case "UNSIGNED": {
      const plain = target(token.upper);
      if (!reader.accept("INTEGER")) reader.accept("INT");
      return plain;
    }
    case "INT":
    case "INTEGER":
      return target("SIGNED");
    case "CHAR":
    case "CHARACTER":
    case "NCHAR":
    case "VARCHAR": {
      const text = target("CHAR");
      if (reader.accept("CHARACTER") || reader.accept("CHARSET")) {
        reader.accept("SET");
        reader.take();
      }
      return text;
    }
    case "DECIMAL":
    case "DEC":
    case "NUMERIC":
      return target("DECIMAL");
    case "REAL":
    case "DOUBLE": {
      const double = target("DOUBLE");
      reader.accept("PRECISION");
      return double;
    }
    case "BINARY":
    case "DATE":
    case "DATETIME":
    case "TIME":
    case "YEAR":
    case "FLOAT":
    case "JSON":
      return target(token.upper);
    default:
      throw reader.unexpected("a type to convert to, such as SIGNED, DECIMAL(8,2), CHAR or DATE");
  }
}

/** `CAST(value AS type)`. */
export function parseCast(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const value = parser.parse();
  reader.expect("AS");
  const target = parseCastTarget(parser);
  reader.expect(")");
  return { kind: "cast", value, target, position };
}

/** `CONVERT(value, type)`, or `CONVERT(value USING charset)`. */
export function parseConvert(parser: ExpressionParser): SqlExpression {
  const { reader } = parser;
  const { position } = reader.take();
  reader.expect("(");
  const value = parser.parse();
  let target: CastTarget;
  if (reader.accept("USING")) {
    target = { name: reader.take().upper === "BINARY" ? "BINARY" : "CHAR", length: null, scale: null };
  } else {
    reader.expect(",");
    target = parseCastTarget(parser);
  }
  reader.expect(")");
  return { kind: "cast", value, target, position };
}
