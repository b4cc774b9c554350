import type { ExpressionPrinting, PrintedExpression } from "../dialect.ts";
import { withMemory } from "../printing-memory.ts";
import { toNumber } from "./expressions/piece.ts";
import { SqlitePrinter, sortKey } from "./expressions/printer.ts";
import { pieceOf, resultSql, resultType } from "./expressions/result.ts";

/**
 * Prints MySQL-flavoured SQL so that SQLite gives the values that MySQL would: with SQLite's own operators and
 * functions where they mean the same, else with those that `registerFunctions` adds.
 */
export const sqliteExpressions: ExpressionPrinting = withMemory((expression, resolve) => {
  const piece = new SqlitePrinter(resolve).print(expression);
  return { sql: resultSql(piece), type: resultType(piece) };
});

/** What an ORDER BY sorts by, for a value of this type: an enum by its index, a time by its length. */
export const sqliteSortKey = (column: PrintedExpression): string => sortKey(pieceOf(column));

/** A value of any type as the number that MySQL takes it for beside a number. */
export const sqliteNumber = (column: PrintedExpression): string => toNumber(pieceOf(column)).sql;
