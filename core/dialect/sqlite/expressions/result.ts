import { within } from "../../../sql/fragment.ts";
import { fractionOf, isTemporal } from "../../../sql/result-type.ts";
import type { DataType } from "../../../types/data-type.ts";
import { computedType } from "../../computed-type.ts";
import type { PrintedExpression } from "../../dialect.ts";
import { isWritten } from "./json-item.ts";
import { call, castTo, exact, exactDigits, type Piece, toText } from "./piece.ts";
import { SqlitePrinter } from "./printer.ts";

/** A column, printed before, as an operand of the printer. */
export function pieceOf(column: PrintedExpression): Piece {
  const position = { line: 1, column: 1 };
  return new SqlitePrinter(() => column).print({
    kind: "attribute",
    name: "value",
    qualifiers: [],
    position,
  });
}

/** The SQL of a value as it is handed on: to a query around it, or to a decoder. */
export function resultSql(piece: Piece): string {
  // Parts of JSON come back as MySQL writes JSON.
  if (piece.type?.kind === "json") return isWritten(piece) ? piece.sql : toText(piece).sql;
  return piece.roundTo === undefined ? within(piece, 0) : exact(piece).sql;
}

/** How a decimal is stored follows from its precision, so a result has the one that fits how it is computed. */
export function resultType(piece: Piece): DataType | null {
  const { type, isWide } = piece;
  if (type?.kind !== "decimal") return computedType(piece);
  if (isWide === true) return { ...type, precision: Math.max(type.precision, exactDigits + 1) };
  return {
    ...type,
    precision: Math.min(type.precision, exactDigits),
    scale: Math.min(type.scale, exactDigits),
  };
}

/** The SQL of a value as MySQL shows it, with all its digits, where nothing decodes it. */
export function shownSql(piece: Piece): string {
  const { type } = piece;
  if (type?.kind === "decimal") return toText(piece).sql;
  if (isTemporal(type) && fractionOf(type) > 0) return toText(piece).sql;
  if (type?.kind === "float" && type.bits === 32) return castTo("REAL", call("float_text", piece.sql, "32"));
  return resultSql(piece);
}
