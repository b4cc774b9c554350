import { dequal } from "dequal";
import { parseExpression } from "../../sql/parse-expression.ts";
import type { DataType } from "../../types/data-type.ts";
import { isKeptAsText } from "./checks.ts";
import { sqliteExpressions } from "./expressions.ts";

/** A computation over a value `x` in the MySQL dialect, as SQLite says it. */
function computed(sql: string, type: DataType, expression: string): string {
  return sqliteExpressions.print(parseExpression(expression), () => ({ sql, type })).sql;
}

/** What a cast makes of a value; a value of which it makes nothing is left as it is, so that the column refuses it. */
const castOrSelf = (sql: string, type: DataType, target: string): string =>
  `coalesce(${computed(sql, type, `cast(x as ${target})`)}, ${sql})`;

const isText = (type: DataType): boolean =>
  type.kind === "char" || type.kind === "varchar" || type.kind === "text" || type.kind === "enum";

const isTemporal = (type: DataType): boolean =>
  type.kind === "date" || type.kind === "datetime" || type.kind === "time";

/** A text that is no number is left as it is, so that the column refuses it. */
const ifNumeric = (text: string, sql: string): string =>
  `CASE WHEN trim(${text}) = '' OR trim(${text}) GLOB '*[^0-9.+-]*' THEN ${text} ELSE ${sql} END`;

function asInteger(sql: string, from: DataType): string {
  if (from.kind === "float") return `CAST(float_round(${sql}, 0) AS INTEGER)`;
  if (from.kind === "decimal") return `CAST(decimal_round(${sql}, 0) AS INTEGER)`;
  return isText(from) ? ifNumeric(sql, `CAST(decimal_round(${sql}, 0) AS INTEGER)`) : sql;
}

function asFloat(sql: string, from: DataType, bits: 32 | 64): string {
  const number = from.kind === "decimal" && isKeptAsText(from) ? `CAST(${sql} AS REAL)` : sql;
  return bits === 32 && !isText(from) ? `to_single(${number})` : number;
}

function asDecimal(sql: string, from: DataType, to: DataType & { kind: "decimal" }): string {
  const digits = `decimal_text(${sql}, ${to.scale})`;
  const rounded = isKeptAsText(to) ? `CAST(${digits} AS TEXT)` : `CAST(${digits} AS REAL)`;
  return isText(from) ? ifNumeric(sql, rounded) : rounded;
}

/** Spaces at the end don't make a text too long; a text of fixed length and a word of an enum have none. */
function asText(sql: string, from: DataType, to: DataType): string {
  const text = isText(from) || from.kind === "json" ? sql : computed(sql, from, "cast(x as char)");
  if (to.kind === "char" || to.kind === "enum") return `rtrim(${text}, ' ')`;
  if (to.kind !== "varchar" || (from.kind === "varchar" && from.length <= to.length)) return text;
  return `CASE WHEN length(rtrim(${text}, ' ')) <= ${to.length} THEN substr(${text}, 1, ${to.length}) ELSE ${text} END`;
}

/**
 * A value as a column of some type keeps it, as a MySQL server would convert it. A value that does not fit is left for
 * the column to refuse.
 *
 * @param sql the value, in SQL without bound values
 * @param from its type; null where that is not known
 * @param to the type of the column; null for one that takes values as they are
 */
export function assignedValue(sql: string, from: DataType | null, to: DataType | null): string {
  if (from === null || to === null) return sql;
  // A decimal that was computed may have another form than a stored one.
  if (from.kind !== "decimal" && dequal(from, to)) return sql;
  switch (to.kind) {
    case "integer":
    case "bool":
      return asInteger(sql, from);
    case "float":
      return asFloat(sql, from, to.bits);
    case "decimal":
      return asDecimal(sql, from, to);
    case "char":
    case "varchar":
    case "text":
    case "enum":
      return asText(sql, from, to);
    case "date":
      return from.kind === "date" ? sql : castOrSelf(sql, from, "date");
    case "datetime":
      return castOrSelf(sql, from, `datetime(${to.fraction})`);
    case "time":
      return isTemporal(from) || isText(from) || from.kind === "integer"
        ? castOrSelf(sql, from, `time(${to.fraction})`)
        : sql;
    default:
      return sql;
  }
}
