import { call, castTo, type Piece, toBytes, toText } from "./piece.ts";

/** Whether JSON already stands as MySQL writes it: so functions make it, columns and their parts need not be. */
export const isWritten = ({ expression }: Piece): boolean =>
  expression.kind === "call" && !/^(?:JSON_EXTRACT|COALESCE|IF|IFNULL|MIN|MAX)$/.test(expression.name);

/** A value as the text of JSON. */
export function jsonItem(value: Piece): string {
  const { type } = value;
  if (type === null) return value.sql;
  switch (type.kind) {
    case "json":
      return isWritten(value) ? value.sql : call("json_text", value.sql);
    case "integer":
    case "bool":
    case "decimal":
      return castTo(
        "TEXT",
        value.expression.kind === "boolean" ? `iif(${value.sql}, 'true', 'false')` : toText(value).sql,
      );
    case "float":
      return call("json_float", value.sql);
    case "bytes":
    case "uuid":
      return call("json_string", toBytes(value).sql);
    case "datetime":
    case "time":
      return call("json_string", call("temporal_text", value.sql, "6"));
    default:
      return call("json_string", value.sql);
  }
}
