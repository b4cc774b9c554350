import type { SqlExpression } from "./sql-expression.ts";

/** What a division adds four digits for: one by a divisor of this needs no more of them. */
const fourDigits = 10_000;

/**
 * Whether dividing an exact number by the expression always ends within the four digits that a quotient has
 * beyond its dividend: by 2, 10 or 100, but not by 3 or by an attribute. All other quotients are rounded.
 */
export function hasExactQuotients(divisor: SqlExpression): boolean {
  if (divisor.kind === "unary" && divisor.operator === "-") return hasExactQuotients(divisor.operand);
  if (divisor.kind !== "number" || divisor.form !== "integer") return false;
  const value = Number(divisor.text);
  return value > 0 && fourDigits % value === 0;
}
