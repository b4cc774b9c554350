import { within } from "../../sql/fragment.ts";
import type { DataType } from "../../types/data-type.ts";
import { computedType } from "../computed-type.ts";
import type { ExpressionPrinting, PrintedExpression } from "../dialect.ts";
import { withMemory } from "../printing-memory.ts";
import { isWritten } from "./expressions/json-item.ts";
import { exact, exactDigits, type Piece, toNumber, toText } from "./expressions/piece.ts";
import { SqlitePrinter, sortKey } from "./expressions/printer.ts";

/**
 * Prints MySQL-flavoured SQL so that SQLite gives the values that MySQL would: with SQLite's own operators and
 * functions where they mean the same, else with those that `registerFunctions` adds.
 */
export const sqliteExpressions: ExpressionPrinting = withMemory((expression, resolve) => {
  const piece = new SqlitePrinter(resolve).print(expression);
  return { sql: resultSql(piece), type: resultType(piece) };
});

/** A column, printed before, as an operand of the printer. */
function pieceOf(column: PrintedExpression): Piece {
  const position = { line: 1, column: 1 };
  return new SqlitePrinter(() => column).print({
    kind: "attribute",
    name: "value",
    qualifiers: [],
    position,
  });
}

/** What an ORDER BY sorts by, for a value of this type: an enum by its index, a time by its length. */
export const sqliteSortKey = (column: PrintedExpression): string => sortKey(pieceOf(column));

/** A value of any type as the number that MySQL takes it for beside a number. */
export const sqliteNumber = (column: PrintedExpression): string => toNumber(pieceOf(column)).sql;

function resultSql(piece: Piece): string {
  // Parts of JSON come back as MySQL writes JSON.
  if (piece.type?.kind === "json") return isWritten(piece) ? piece.sql : toText(piece).sql;
  return piece.roundTo === undefined ? within(piece, 0) : exact(piece).sql;
}

/** How a decimal is stored follows from its precision, so a result has the one that fits how it is computed. */
function resultType(piece: Piece): DataType | null {
  const { type, isWide } = piece;
  if (type?.kind !== "decimal") return computedType(piece);
  if (isWide === true) return { ...type, precision: Math.max(type.precision, exactDigits + 1) };
  return {
    ...type,
    precision: Math.min(type.precision, exactDigits),
    scale: Math.min(type.scale, exactDigits),
  };
}
