import type { ColumnKind } from "../../kernel/output.ts";
import type { ColumnOrder } from "../../kernel/table-questions.ts";

/**
 * The order after a column's header was chosen: ascending, then descending, then as it was.
 *
 * @param isAdded - whether the other columns keep their part in the order
 */
export function cycledOrder(
  order: readonly ColumnOrder[],
  column: string,
  isAdded: boolean,
): readonly ColumnOrder[] {
  const current = order.find((one) => one.column === column);
  const next: ColumnOrder | null =
    current === undefined
      ? { column, isDescending: false }
      : current.isDescending
        ? null
        : { column, isDescending: true };
  if (!isAdded) return next === null ? [] : [next];
  if (next === null) return order.filter((one) => one !== current);
  return current === undefined ? [...order, next] : order.map((one) => (one === current ? next : one));
}

/** Whether values of a kind have an order that means something. */
export const isSortable = (kind: ColumnKind | undefined): boolean =>
  kind !== "codec" && kind !== "bytes" && kind !== "json";
