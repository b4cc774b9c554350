import type { Attribute } from "../../heading/attribute.ts";
import { parseExpression } from "../../sql/parse-expression.ts";
import type { DataType } from "../../types/data-type.ts";
import { isKeptAsText } from "./checks.ts";
import { sqliteExpressions } from "./expressions.ts";
import { sqliteQuoting } from "./quote.ts";

/** A computation over the column in the MySQL dialect, as SQLite says it. */
function computed(attribute: Attribute, expression: string): string {
  return sqliteExpressions.print(parseExpression(expression), () => ({
    sql: sqliteQuoting.identifier(attribute.name),
    type: attribute.dataType,
  })).sql;
}

const isText = (type: DataType): boolean =>
  type.kind === "char" || type.kind === "varchar" || type.kind === "text" || type.kind === "enum";

/** A text that is no number is left as it is, so that the column refuses it. */
const ifNumeric = (column: string, sql: string): string =>
  `CASE WHEN trim(${column}) = '' OR trim(${column}) GLOB '*[^0-9.+-]*' THEN ${column} ELSE ${sql} END`;

function asInteger(column: string, from: DataType): string {
  if (from.kind === "float") return `CAST(float_round(${column}, 0) AS INTEGER)`;
  if (from.kind === "decimal") return `CAST(decimal_round(${column}, 0) AS INTEGER)`;
  return column;
}

function asFloat(column: string, from: DataType, bits: 32 | 64): string {
  const number = from.kind === "decimal" && isKeptAsText(from) ? `CAST(${column} AS REAL)` : column;
  return bits === 32 && !isText(from) ? `to_single(${number})` : number;
}

function asDecimal(column: string, from: DataType, to: DataType & { kind: "decimal" }): string {
  const digits = `decimal_text(${column}, ${to.scale})`;
  const rounded = isKeptAsText(to) ? `CAST(${digits} AS TEXT)` : `CAST(${digits} AS REAL)`;
  return isText(from) ? ifNumeric(column, rounded) : rounded;
}

/**
 * The values of a column as a column of another type keeps them, as a MySQL server would convert them. A value that
 * does not fit is left for the new column to refuse.
 */
export function convertedColumn(from: Attribute, to: Attribute): string {
  const column = sqliteQuoting.identifier(from.name);
  const before = from.dataType;
  const after = to.dataType;
  if (before === null || after === null || from.type === to.type || from.codec !== null) return column;
  switch (after.kind) {
    case "integer":
    case "bool":
      return asInteger(column, before);
    case "float":
      return asFloat(column, before, after.bits);
    case "decimal":
      return asDecimal(column, before, after);
    case "char":
    case "varchar":
    case "text":
    case "enum":
      return isText(before) || before.kind === "json" ? column : computed(from, "cast(x as char)");
    case "date":
      return before.kind === "datetime" ? computed(from, "cast(x as date)") : column;
    case "datetime":
      return before.kind === "date" || before.kind === "datetime"
        ? computed(from, `cast(x as datetime(${after.fraction}))`)
        : column;
    case "time":
      return before.kind === "time" ? computed(from, `cast(x as time(${after.fraction}))`) : column;
    default:
      return column;
  }
}
