import { atom, type Fragment } from "../../../sql/fragment.ts";
import { isText, numericShape } from "../../../sql/result-type.ts";
import type { CastTarget } from "../../../sql/sql-expression.ts";
import { isNonNegative } from "./arithmetic.ts";
import { jsonItem } from "./json-item.ts";
import {
  call,
  castTo,
  exactDigits,
  type Piece,
  temporalArgument,
  toBytes,
  toDecimalArgument,
  toNumber,
  toReal,
  toText,
  unsigned,
} from "./piece.ts";

/** `CAST(value AS target)`. */
export function printCast(value: Piece, target: CastTarget): Fragment & Partial<Piece> {
  const shape = numericShape(value);
  const { length, scale } = target;
  switch (target.name) {
    case "SIGNED":
      if (shape.kind === "integer" && value.type?.kind !== "bytes")
        return { ...toNumber(value), precision: shape.precision };
      if (isText(value.type) || value.type === null) return atom(castTo("INTEGER", value.sql));
      return atom(castTo("INTEGER", rounded(value)));
    case "UNSIGNED": {
      if (shape.kind === "integer" && shape.isUnsigned) return toNumber(value);
      const whole =
        isText(value.type) && value.type?.kind !== "enum" ? castTo("INTEGER", value.sql) : rounded(value);
      const bits = atom(castTo("INTEGER", call("to_unsigned", castTo("TEXT", whole))));
      return isNonNegative(value.expression, value) ? { ...bits, precision: 19 } : unsigned(bits);
    }
    case "CHAR": {
      const text = toText(value);
      return length === null ? text : atom(call("substr", text.sql, "1", String(length)));
    }
    case "BINARY": {
      const bytes = toBytes(value);
      return length === null ? bytes : atom(call("fixed_bytes", bytes.sql, String(length)));
    }
    case "DATE":
      if (value.type?.kind === "date") return value;
      if (value.type?.kind === "datetime") return atom(call("substr", value.sql, "1", "10"));
      return atom(call("to_date", temporalArgument(value)));
    case "DATETIME":
      return atom(call("to_datetime", temporalArgument(value), String(length ?? 0)));
    case "TIME":
      return atom(call("to_time", temporalArgument(value), String(length ?? 0)));
    case "YEAR":
      return atom(castTo("INTEGER", call("substr", call("to_datetime", temporalArgument(value)), "1", "4")));
    case "DECIMAL": {
      const precision = length ?? 10;
      const rounded = call("to_decimal", toDecimalArgument(value), String(precision), String(scale ?? 0));
      const isWide = precision > exactDigits;
      return { ...atom(isWide ? rounded : castTo("REAL", rounded)), ...(isWide && { isWide }) };
    }
    case "DOUBLE":
      return toReal(value);
    case "FLOAT":
      return length !== null && length > 24 ? toReal(value) : atom(call("to_single", toReal(value).sql));
    case "JSON":
      return value.type?.kind === "json" ? value : jsonOf(value);
  }
}

/** The nearest whole number: floats go to the even one of two that are as near. */
function rounded(value: Piece): string {
  const shape = numericShape(value);
  if (shape.kind === "integer") return toNumber(value).sql;
  if (value.type?.kind === "float") {
    // A column's value that is too large becomes the largest integer, a computed one is an error.
    return value.expression.kind === "attribute"
      ? call("float_round", value.sql, "0")
      : call("float_integer", value.sql);
  }
  return call("decimal_round", toDecimalArgument(value), "0");
}

/** A value as JSON: a text is read as JSON, a number is one. */
const jsonOf = (value: Piece): Fragment =>
  atom(isText(value.type) || value.type === null ? call("json", value.sql) : jsonItem(value));
