import type { Attribute } from "../../heading/index.ts";
import { valueEncoder } from "../../values/encode-value.ts";
import { leadingNumber } from "../../values/leading-number.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import { datetimeText, temporalText } from "../../values/temporal-text.ts";
import { uuidBytes } from "../../values/uuid-text.ts";
import type { PrintedExpression } from "../dialect.ts";

/**
 * `column = value`. A prepared statement keeps the type that its first value had, so values of one type alone are
 * bound to the same SQL; those of another are cast in it.
 */
export function mysqlEquality(
  { sql, type }: PrintedExpression,
  given: unknown,
  attribute: Attribute,
): Statement {
  const value = typeof given === "boolean" ? Number(given) : given;
  const equals = (operand: SqlValue): Statement => ({ sql: `${sql} = ?`, values: [operand] });
  const equalsFloat = (operand: SqlValue): Statement => ({
    sql: `${sql} = CAST(? AS DOUBLE)`,
    values: [operand],
  });
  const isNumber = typeof value === "number" || typeof value === "bigint";
  switch (type?.kind) {
    case "integer":
    case "bool": {
      const number = isNumber ? value : numberOf(value, attribute);
      // No integer equals it. MySQL would round a bound fraction where it looks the value up in an index.
      if (!(typeof number === "bigint" || Number.isInteger(number)))
        return { sql: `${sql} <> ${sql}`, values: [] };
      return equals(number);
    }
    case "float":
      return equals(Number(isNumber ? value : numberOf(value, attribute)));
    case "decimal":
      return equals(String(isNumber ? value : numberText(value, attribute)));
    case "date":
    case "datetime":
    case "time": {
      const text = isNumber ? String(value) : temporalText(value);
      if (text === null) return equals(valueEncoder(attribute)(value));
      return equals(type.kind === "datetime" ? (datetimeText(text, 6) ?? text) : text);
    }
    case "uuid":
      return equals(uuidBytes(value, attribute.name));
    case "json":
      // MariaDB keeps JSON as text, in which a string has its quotes.
      if (typeof value === "string") {
        return { sql: `(JSON_TYPE(${sql}) = 'STRING' AND JSON_UNQUOTE(${sql}) = ?)`, values: [value] };
      }
      return isNumber ? equalsFloat(value) : equals(valueEncoder(attribute)(value));
    default:
      if (isNumber) return equalsFloat(value);
      if (typeof value === "string") return equals(value);
      return equals(temporalText(value)?.replace("T", " ") ?? valueEncoder(attribute)(value));
  }
}

const numberOf = (value: unknown, attribute: Attribute): number | bigint =>
  typeof value === "string" ? leadingNumber(value) : (valueEncoder(attribute)(value) as number);

const numberText = (value: unknown, attribute: Attribute): SqlValue =>
  typeof value === "string" && Number.isFinite(Number(value)) && value.trim() !== ""
    ? value
    : numberOf(value, attribute);
