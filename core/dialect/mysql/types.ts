import { defaultText, nowFraction } from "../../declaration/default-value.ts";
import type { Attribute } from "../../heading/attribute.ts";
import { coreTypeNames } from "../../types/type-names.ts";
import { mysqlQuoting } from "./quote.ts";

/** Attributes that DataJoint adds to the tables that `populate` fills are not marked with their types. */
const isUnmarked = (attribute: Attribute): boolean => attribute.name.startsWith("_job_");

/** `int32`, `varchar(100)`, `<blob>`: what is not a native type of the server. */
function isCoreOrCodec(attribute: Attribute): boolean {
  if (attribute.codec !== null) return true;
  const word = /^\w+/.exec(attribute.type)?.[0] ?? "";
  return (coreTypeNames as readonly string[]).includes(word) && !attribute.isUnsigned;
}

/**
 * The comment of a column, which also keeps its type: `:int32:the comment`.
 * Section "Type Comment Encoding" of the table declaration specification.
 *
 * @param isRecorded false where a native type or a parent tells the type; a uuid is recorded all the same
 */
export function columnComment(attribute: Attribute, isRecorded: boolean): string {
  const isMarked =
    isCoreOrCodec(attribute) && !isUnmarked(attribute) && (isRecorded || attribute.dataType?.kind === "uuid");
  return isMarked ? `:${attribute.type}:${attribute.comment}` : attribute.comment;
}

function defaultClause(attribute: Attribute): string {
  const { default: shown, isNullable } = attribute;
  if (shown === null || (isNullable && shown === "null")) {
    return isNullable ? "NULL DEFAULT NULL" : "NOT NULL";
  }
  const value = nowFraction(shown) === null ? mysqlQuoting.text(defaultText(shown)) : shown;
  return `${isNullable ? "NULL" : "NOT NULL"} DEFAULT ${value}`;
}

/** The type as it stands in DDL; the values of an enum are quoted for the server. */
const ddlType = ({ dataType, sqlType }: Attribute): string =>
  dataType?.kind === "enum" ? `enum(${dataType.values.map(mysqlQuoting.text).join(",")})` : sqlType;

/** A column as it stands in CREATE TABLE. */
export function columnDefinition(attribute: Attribute, isRecorded: boolean): string {
  const comment = columnComment(attribute, isRecorded);
  return [
    mysqlQuoting.identifier(attribute.name),
    ddlType(attribute),
    defaultClause(attribute),
    ...(attribute.isAutoincrement ? ["AUTO_INCREMENT"] : []),
    ...(comment === "" ? [] : [`COMMENT ${mysqlQuoting.text(comment)}`]),
  ].join(" ");
}
