import type { SqlText } from "../query/sql-text.ts";
import type { SqlExpression } from "../sql/sql-expression.ts";
import { type Columns, columnOf } from "./print-sql.ts";
import type { Fragment } from "./select.ts";

/** The value of a short integer; null for all else, which may mean another thing when it is bound. */
const integerOf = (expression: SqlExpression): number | null =>
  expression.kind === "number" && expression.form === "integer" && /^[1-9]\d{0,8}$|^0$/.test(expression.text)
    ? Number(expression.text)
    : null;

/** An attribute with the integers that it is compared with, and the words between them. */
function comparison(
  expression: SqlExpression,
): { name: string; words: readonly string[]; operands: readonly SqlExpression[] } | null {
  if (expression.kind === "binary" && expression.left.kind === "attribute") {
    return { name: expression.left.name, words: [` ${expression.operator} `], operands: [expression.right] };
  }
  if (expression.kind === "between" && expression.value.kind === "attribute") {
    const between = expression.isNegated ? " NOT BETWEEN " : " BETWEEN ";
    const operands = [expression.low, expression.high];
    return { name: expression.value.name, words: [between, " AND "], operands };
  }
  return null;
}

/** What was bound last in SQL that a user wrote, and as what the dialect said it. */
const lastBound = new WeakMap<SqlText, { printed: string; bound: Fragment | null }>();

/**
 * A comparison of an attribute with integers that a user wrote, with the integers bound. The same comparison with
 * others has then the same text, for which a prepared statement may be there.
 *
 * @param printed the condition in the dialect
 * @returns null for any other condition, and where the dialect says the comparison in other words
 */
export function withBoundNumbers(sql: SqlText, printed: string, columns: Columns): Fragment | null {
  const last = lastBound.get(sql);
  if (last?.printed === printed) return last.bound;
  const bound = bindNumbers(sql, printed, columns);
  lastBound.set(sql, { printed, bound });
  return bound;
}

function bindNumbers({ expression }: SqlText, printed: string, columns: Columns): Fragment | null {
  const found = expression === null ? null : comparison(expression);
  if (found === null) return null;
  const values: number[] = [];
  let written = columnOf(columns, found.name).sql;
  let bound = written;
  for (const [index, words] of found.words.entries()) {
    const value = integerOf(found.operands[index]!);
    if (value === null) return null;
    values.push(value);
    written += `${words}${value}`;
    bound += `${words}?`;
  }
  return printed === written ? { sql: bound, values } : null;
}
