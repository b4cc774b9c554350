import { atom, type Fragment } from "../../../sql/fragment.ts";
import type { CastTarget } from "../../../sql/sql-expression.ts";
import { printCast } from "./cast.ts";
import { call, castTo, exactDigits, type Piece, toText, unsigned } from "./piece.ts";

/**
 * `JSON_VALUE(document, path RETURNING target)`, which is NULL where the value is none of the type.
 *
 * @param scalar the same without RETURNING
 */
export function returnedPiece(
  document: Piece,
  path: Piece,
  target: CastTarget,
  scalar: Piece,
): Fragment & Partial<Piece> {
  const { name, length, scale } = target;
  const value = (type: string, ...sizes: readonly number[]): string =>
    call(`json_value_${type}`, toText(document).sql, toText(path).sql, ...sizes.map(String));
  switch (name) {
    case "SIGNED":
      return { ...atom(castTo("INTEGER", value("signed"))), precision: 19 };
    case "UNSIGNED":
      return unsigned(atom(castTo("INTEGER", value("unsigned"))));
    case "DECIMAL": {
      const precision = length ?? 10;
      const sql = value("decimal", precision, scale ?? 0);
      const isWide = precision > exactDigits;
      return { ...atom(isWide ? sql : castTo("REAL", sql)), ...(isWide && { isWide }) };
    }
    case "DOUBLE":
      return atom(castTo("REAL", value("float")));
    case "FLOAT":
      return atom(call("to_single", value("float")));
    case "CHAR":
      return length === null ? scalar : atom(value("char", length));
    case "DATE":
    case "DATETIME":
    case "TIME":
      return printCast({ ...scalar, ...atom(value(name.toLowerCase())) }, target);
    case "JSON":
      return atom(
        call("nullif", call("json_extract_paths", toText(document).sql, toText(path).sql), "'null'"),
      );
    default:
      return printCast(scalar, target);
  }
}
