import { DataJointError } from "../../errors/index.ts";
import type { Attribute } from "../../heading/index.ts";
import type { DataType } from "../../types/data-type.ts";
import { fixedDecimal } from "../../values/decimal-text.ts";
import { valueEncoder } from "../../values/encode-value.ts";
import { leadingNumber } from "../../values/leading-number.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import { datetimeText, temporalText, timeText } from "../../values/temporal-text.ts";
import { uuidBytes } from "../../values/uuid-text.ts";
import type { PrintedExpression } from "../dialect.ts";
import { isKeptAsText } from "./checks.ts";
import { sqliteNumber } from "./expressions.ts";
import { normalizedTemporal } from "./functions/temporal.ts";

/** `column = value` as MySQL compares them, where they may be of different types. */
export function sqliteEquality(
  column: PrintedExpression,
  given: unknown,
  attribute: Attribute,
  isComputed: boolean,
): Statement {
  const { sql, type } = column;
  const value = typeof given === "boolean" ? Number(given) : given;
  const isNumber = typeof value === "number" || typeof value === "bigint";
  const equals = (left: string, right: SqlValue): Statement => ({ sql: `${left} = ?`, values: [right] });
  switch (type?.kind) {
    case "integer":
    case "bool":
    case "float":
      return { sql: `${sql} = ${numberPlace(value, isComputed)}`, values: [numberOf(value, attribute)] };
    case "decimal":
      if (isKeptAsText(type)) return equals(sql, exactDecimal(value, type, attribute));
      return equals(isComputed ? `round(${sql}, ${type.scale})` : sql, Number(numberOf(value, attribute)));
    case "char":
    case "varchar":
    case "text":
    case "enum": {
      if (isNumber) return equals(sqliteNumber(column), value);
      const text = typeof value === "string" ? value : temporalText(value)?.replace("T", " ");
      const place = isComputed ? "? COLLATE RTRIM" : "?";
      return { sql: `${sql} = ${place}`, values: [text ?? valueEncoder(attribute)(value)] };
    }
    case "date":
    case "datetime": {
      const moment = isNumber ? normalizedTemporal(Number(value), "datetime") : momentOf(value);
      if (moment === null && isNumber) return equals(sqliteNumber(column), value);
      if (moment === null) throw noMoment(given, attribute);
      return equals(sql, type.kind === "date" ? moment.replace(/ 00:00:00$/, "") : moment);
    }
    case "time": {
      const text = isNumber ? Number(value) : temporalText(value);
      const time = text === null ? null : normalizedTemporal(text, "time");
      return equals(sql, (time === null ? null : timeText(time, 6)) ?? String(text));
    }
    case "uuid":
      return equals(sql, uuidBytes(value, attribute.name));
    case "bytes":
      return equals(
        sql,
        typeof value === "string" ? new TextEncoder().encode(value) : valueEncoder(attribute)(value),
      );
    case "json":
      return equals(
        `json_comparable(${sql})`,
        isNumber || typeof value === "string" ? value : valueEncoder(attribute)(value),
      );
    default:
      return equals(sql, isNumber ? value : valueEncoder(attribute)(value));
  }
}

/** Long integers are bound as text, which a computed column does not turn into a number by itself. */
const numberPlace = (value: unknown, isComputed: boolean): string =>
  isComputed && (typeof value === "bigint" || typeof value === "string") ? "CAST(? AS NUMERIC)" : "?";

function numberOf(value: unknown, attribute: Attribute): number | bigint {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value === "string") return leadingNumber(value);
  return valueEncoder(attribute)(value) as number;
}

/** The stored text of a long decimal; a number with more digits than the type has equals none of them. */
function exactDecimal(
  value: unknown,
  { scale }: DataType & { kind: "decimal" },
  attribute: Attribute,
): string {
  const text = String(typeof value === "string" ? value : numberOf(value, attribute));
  const all = fixedDecimal(text, 60);
  if (all === null) return fixedDecimal(String(leadingNumber(text)), scale)!;
  const stored = fixedDecimal(text, scale)!;
  return fixedDecimal(stored, 60) === all ? stored : all;
}

function momentOf(value: unknown): string | null {
  const text = temporalText(value);
  return text === null ? null : (datetimeText(text, 6) ?? normalizedTemporal(text, "datetime"));
}

const noMoment = (value: unknown, { name }: Attribute): DataJointError =>
  new DataJointError(
    `The attribute "${name}" can't be compared with ${JSON.stringify(value) ?? String(value)}: a date like 2024-01-31 is expected.`,
  );
