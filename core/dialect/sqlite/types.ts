import { defaultText, nowFraction } from "../../declaration/default-value.ts";
import type { Attribute } from "../../heading/attribute.ts";
import type { DataType } from "../../types/data-type.ts";
import { checkOf, isKeptAsText } from "./checks.ts";
import { sqliteQuoting } from "./quote.ts";

const { identifier, text } = sqliteQuoting;

/** The type of a column in a STRICT table. `INT` and not `INTEGER`, so that no key is taken for the row's number. */
export function storageClass(type: DataType | null): "INT" | "REAL" | "TEXT" | "BLOB" | "ANY" {
  switch (type?.kind) {
    case "integer":
    case "bool":
      return "INT";
    case "float":
      return "REAL";
    case "decimal":
      return isKeptAsText(type) ? "TEXT" : "REAL";
    case "uuid":
    case "bytes":
      return "BLOB";
    case "native":
      return type.name === "year" ? "INT" : "ANY";
    case undefined:
      return "ANY";
    default:
      return "TEXT";
  }
}

/** The current moment in the form in which datetimes are kept; SQLite's clock tells milliseconds. */
function now(fraction: number): string {
  if (fraction === 0) return "CURRENT_TIMESTAMP";
  const digits = Math.min(fraction, 3);
  const moment = `substr(strftime('%Y-%m-%d %H:%M:%f', 'now'), 1, ${20 + digits})`;
  return `(rtrim(rtrim(${moment}, '0'), '.'))`;
}

/** The default of an attribute as SQL; null where it has none. */
export function defaultExpression(attribute: Attribute): string | null {
  const { default: shown, isNullable, dataType } = attribute;
  if (shown === null || (isNullable && shown === "null")) return null;
  const fraction = nowFraction(shown);
  if (fraction !== null) return now(fraction);
  const value = defaultText(shown);
  const storage = storageClass(dataType);
  if (storage === "INT" || storage === "REAL") return /^[-+\d.e]+$/i.test(value) ? value : text(value);
  // Fractions are kept without zeros at their end, so that equal moments are equal texts.
  const kept =
    dataType?.kind === "datetime" || dataType?.kind === "time" ? value.replace(/\.?0+$/, trimmed) : value;
  return text(kept);
}

function defaultClause(attribute: Attribute): string {
  const expression = defaultExpression(attribute);
  return expression === null ? "" : ` DEFAULT ${expression}`;
}

/** Only zeros of a fraction go, not those of whole seconds. */
function trimmed(zeros: string, offset: number, whole: string): string {
  return whole.includes(".") && whole.indexOf(".") <= offset ? "" : zeros;
}

/** MySQL compares texts without the spaces at their end; this collation of SQLite does the same. */
const collation = (type: DataType | null): string =>
  type?.kind === "char" || type?.kind === "varchar" || type?.kind === "text" ? " COLLATE RTRIM" : "";

/**
 * A column as it stands in CREATE TABLE, with a CHECK that refuses what does not fit the type. The constraint is named
 * by attribute and type, which is what an error message then says.
 */
export function columnDefinition(attribute: Attribute): string {
  const column = identifier(attribute.name);
  const check = checkOf(attribute, column);
  const constraint =
    check === null ? "" : ` CONSTRAINT ${identifier(`${attribute.name} ${attribute.type}`)} CHECK (${check})`;
  if (attribute.isAutoincrement) return `${column} INTEGER PRIMARY KEY AUTOINCREMENT${constraint}`;
  return (
    `${column} ${storageClass(attribute.dataType)}${attribute.isNullable ? "" : " NOT NULL"}` +
    `${defaultClause(attribute)}${collation(attribute.dataType)}${constraint}`
  );
}
