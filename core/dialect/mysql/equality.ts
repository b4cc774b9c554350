import type { Attribute } from "../../heading/index.ts";
import { valueEncoder } from "../../values/encode-value.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import { datetimeText, temporalText } from "../../values/temporal-text.ts";
import { uuidBytes } from "../../values/uuid-text.ts";
import type { PrintedExpression } from "../dialect.ts";

/** `column = value`: the server converts what is of another type than the column. */
export const mysqlEquality = (
  column: PrintedExpression,
  value: unknown,
  attribute: Attribute,
): Statement => ({
  sql: `${column.sql} = ?`,
  values: [operand(value, attribute)],
});

function operand(value: unknown, attribute: Attribute): SqlValue {
  const kind = attribute.dataType?.kind;
  if (kind === "uuid") return uuidBytes(value, attribute.name);
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const text = temporalText(value);
  if (kind === "datetime" && text !== null) return datetimeText(text, 6) ?? text;
  if (typeof value === "string") return value;
  return text === null ? valueEncoder(attribute)(value) : text.replace("T", " ");
}
