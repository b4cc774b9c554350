import type { Fragment } from "../../../sql/fragment.ts";
import type { Typed } from "../../../sql/result-type.ts";
import type { CallExpression, OrderTerm, SqlExpression } from "../../../sql/sql-expression.ts";
import type { Piece } from "./piece.ts";

/** What printers of parts need of the printer of the whole. */
export interface Printing {
  print(expression: SqlExpression): Piece;
  typeOf(expression: SqlExpression): Typed;
  /** An expression where a condition is wanted. */
  condition(expression: SqlExpression): string;
  /** Values of several branches in their common type. */
  common(values: readonly Piece[], type: Typed): { readonly texts: string[] } & Partial<Piece>;
  /** The terms of an ORDER BY. */
  order(terms: readonly OrderTerm[]): string;
}

/** Prints a call whose arguments, already printed, are `items`. */
export type CallPrinter = (
  items: readonly Piece[],
  call: CallExpression,
  printer: Printing,
) => Fragment & Partial<Piece>;
