import { QuerySyntaxError } from "../../../errors/index.ts";
import { type Fragment, within } from "../../../sql/fragment.ts";
import type { BinaryExpression, InExpression } from "../../../sql/sql-expression.ts";
import { collated, comparable, printComparison } from "./comparison.ts";
import { Binding, type Piece } from "./piece.ts";
import type { Printing } from "./printing.ts";

/** `(a, b) = (c, d)` as the comparisons of its items. */
export function printRows(
  printer: Printing,
  { operator, left, right, position }: BinaryExpression,
): Fragment {
  if (left.kind !== "row" || right.kind !== "row" || left.items.length !== right.items.length) {
    throw new QuerySyntaxError("A row can only be compared with a row of as many items.", { position });
  }
  const pairs = left.items.map(
    (item, index) => [printer.print(item), printer.print(right.items[index]!)] as const,
  );
  const compare = (symbol: "=" | "<" | ">" | "<=>", [a, b]: readonly [Piece, Piece]): string =>
    within(printComparison(symbol, a, b), Binding.and);
  if (operator === "=" || operator === "<=>") {
    return { sql: pairs.map((pair) => compare(operator, pair)).join(" AND "), binding: Binding.and };
  }
  if (operator === "<>") {
    return { sql: `NOT (${pairs.map((pair) => compare("=", pair)).join(" AND ")})`, binding: Binding.not };
  }
  const strict = operator.startsWith("<") ? "<" : ">";
  const alternatives = pairs.map((pair, index) =>
    [...pairs.slice(0, index).map((earlier) => compare("=", earlier)), compare(strict, pair)].join(" AND "),
  );
  if (operator.endsWith("=")) alternatives.push(pairs.map((pair) => compare("=", pair)).join(" AND "));
  return { sql: alternatives.join(" OR "), binding: Binding.or };
}

/** `value IN (…)`: as SQLite's own IN where all items compare alike, else as comparisons. */
export function printIn(printer: Printing, { value, list, isNegated, position }: InExpression): Fragment {
  if (value.kind === "row") {
    const rows = list.map((item) =>
      printRows(printer, { kind: "binary", operator: "=", left: value, right: item, position }),
    );
    const any = rows.map((row) => within(row, Binding.or)).join(" OR ");
    return isNegated ? { sql: `NOT (${any})`, binding: Binding.not } : { sql: any, binding: Binding.or };
  }
  const subject = printer.print(value);
  const items = list.map((item) => printer.print(item));
  const operands = items.map((item) => comparable(subject, item));
  const first = operands[0]!;
  if (operands.every((each) => each.left.sql === first.left.sql && each.isByFunction !== true)) {
    const collation = operands.find((each) => each.collation !== null)?.collation ?? null;
    const left = collated(first.left, collation, Binding.equality + 1);
    const right = operands.map((each) => each.right.sql).join(", ");
    return { sql: `${left} ${isNegated ? "NOT " : ""}IN (${right})`, binding: Binding.equality };
  }
  const any = items.map((item) => within(printComparison("=", subject, item), Binding.or)).join(" OR ");
  return isNegated ? { sql: `NOT (${any})`, binding: Binding.not } : { sql: any, binding: Binding.or };
}

/** `value BETWEEN low AND high`. */
export function printBetween(value: Piece, low: Piece, high: Piece, isNegated: boolean): Fragment {
  const a = comparable(value, low);
  const b = comparable(value, high);
  if (a.left.sql === b.left.sql && a.isByFunction !== true && b.isByFunction !== true) {
    const left = collated(a.left, a.collation ?? b.collation, Binding.order);
    const bounds = `${within(a.right, Binding.order)} AND ${within(b.right, Binding.order)}`;
    return { sql: `${left} ${isNegated ? "NOT " : ""}BETWEEN ${bounds}`, binding: Binding.equality };
  }
  const from = within(printComparison(">=", value, low), Binding.and);
  const to = within(printComparison("<=", value, high), Binding.and);
  const both = `${from} AND ${to}`;
  return isNegated ? { sql: `NOT (${both})`, binding: Binding.not } : { sql: both, binding: Binding.and };
}
