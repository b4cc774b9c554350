import { QuerySyntaxError } from "../../../errors/index.ts";
import { atom, type Fragment } from "../../../sql/fragment.ts";
import type { CallExpression } from "../../../sql/sql-expression.ts";
import { call, exact, type Piece, toInteger } from "./piece.ts";
import type { CallPrinter, Printing } from "./printing.ts";

const ranking =
  (name: string): CallPrinter =>
  () =>
    atom(`${name}()`);

const windowValue =
  (name: string): CallPrinter =>
  ([value]) => ({
    ...atom(call(name, exact(value!).sql)),
    precision: value!.precision,
    isWide: value!.isWide,
  });

const offset =
  (name: string): CallPrinter =>
  ([value, distance, otherwise]) => {
    const items = [exact(value!).sql];
    if (distance !== undefined) items.push(toInteger(distance).sql);
    if (otherwise !== undefined) items.push(exact(otherwise).sql);
    return { ...atom(call(name, ...items)), precision: value!.precision, isWide: value!.isWide };
  };

export const windowCalls: Record<string, CallPrinter> = {
  ROW_NUMBER: ranking("row_number"),
  RANK: ranking("rank"),
  DENSE_RANK: ranking("dense_rank"),
  PERCENT_RANK: ranking("percent_rank"),
  CUME_DIST: ranking("cume_dist"),
  NTILE: ([count]) => atom(call("ntile", toInteger(count!).sql)),
  FIRST_VALUE: windowValue("first_value"),
  LAST_VALUE: windowValue("last_value"),
  NTH_VALUE: ([value, index]) => atom(call("nth_value", exact(value!).sql, toInteger(index!).sql)),
  LAG: offset("lag"),
  LEAD: offset("lead"),
};

/** Aggregates that SQLite itself has; the registered ones cannot move over a window. */
const nativeAggregate =
  /^(?:count|sum|avg|min|max|group_concat|row_number|rank|dense_rank|percent_rank|cume_dist|ntile|first_value|last_value|nth_value|lag|lead)\(/;

/** A printed call before its window. */
export function printWindow(
  printer: Printing,
  { name, window, position }: CallExpression,
  printed: Fragment & Partial<Piece>,
): Fragment & Partial<Piece> {
  if (!nativeAggregate.test(printed.sql)) {
    throw new QuerySyntaxError(
      `The function ${name} has no window on SQLite. Aggregate instead, or fetch and compute.`,
      {
        position,
      },
    );
  }
  const { partitionBy, orderBy, frame } = window!;
  const parts: string[] = [];
  if (partitionBy.length > 0) {
    parts.push(`PARTITION BY ${partitionBy.map((value) => exact(printer.print(value)).sql).join(", ")}`);
  }
  if (orderBy.length > 0) parts.push(`ORDER BY ${printer.order(orderBy)}`);
  if (frame !== null) parts.push(frame);
  return { ...printed, ...atom(`${printed.sql} OVER (${parts.join(" ")})`) };
}
