import type { TableColumn } from "../output.ts";
import type { ColumnFilter, TableView } from "../table-questions.ts";
import { plainValue } from "./plain-value.ts";
import type { TableSource } from "./table-source.ts";

const portion = 1_000;

/** Rows that are there already, as a program or an SQL statement gave them. */
export function listSource(
  columns: readonly TableColumn[],
  list: { readonly length: number; row(index: number): unknown[] },
): TableSource {
  /** A value as it is compared; a long number may be kept as its digits. */
  const comparableOf = (row: readonly unknown[], column: number): unknown =>
    columns[column]!.kind === "number" ? numeric(row[column]) : row[column];
  const isWhole = ({ filters, order }: TableView): boolean => filters.length + order.length === 0;
  let last: { readonly key: string; readonly indices: readonly number[] } | null = null;

  /** Where the rows of a view stand in the list; the last one is kept, since it is asked for page by page. */
  const indicesOf = (view: TableView): readonly number[] => {
    const key = JSON.stringify(view);
    if (last?.key === key) return last.indices;
    const position = new Map(columns.map(({ name }, index) => [name, index]));
    const conditions = view.filters.map((filter) => {
      const holds = conditionOf(filter);
      const column = position.get(filter.column)!;
      return (row: readonly unknown[]): boolean => holds(comparableOf(row, column));
    });
    const found: { readonly index: number; readonly row: readonly unknown[] }[] = [];
    for (let index = 0; index < list.length; index++) {
      const row = list.row(index);
      if (conditions.every((holds) => holds(row))) found.push({ index, row });
    }
    const terms = view.order.map(({ column, isDescending }) => ({
      column: position.get(column)!,
      sign: isDescending ? -1 : 1,
    }));
    if (terms.length > 0) {
      found.sort((one, other) => {
        for (const { column, sign } of terms) {
          const difference = compare(comparableOf(one.row, column), comparableOf(other.row, column));
          if (difference !== 0) return sign * difference;
        }
        return one.index - other.index;
      });
    }
    last = { key, indices: found.map(({ index }) => index) };
    return last.indices;
  };

  const rows: TableSource["rows"] = async (view, { offset, limit }) => {
    const indices = isWhole(view)
      ? Array.from(
          { length: Math.max(0, Math.min(limit, list.length - offset)) },
          (_, index) => offset + index,
        )
      : indicesOf(view).slice(offset, offset + limit);
    return indices.map((index) => list.row(index));
  };
  const count: TableSource["count"] = async (view) => (isWhole(view) ? list.length : indicesOf(view).length);
  return {
    columns,
    rows,
    count,
    async *stream(view) {
      const total = await count(view);
      for (let offset = 0; offset < total; offset += portion) yield rows(view, { offset, limit: portion });
    },
    sql: () => null,
    sending: () => null,
    plan: async () => null,
  };
}

/** NULL first, then numbers, then everything else as text: as a database sorts. */
function compare(one: unknown, other: unknown): number {
  const rank = (value: unknown): number =>
    value === null || value === undefined
      ? 0
      : ["number", "bigint", "boolean"].includes(typeof value)
        ? 1
        : 2;
  const difference = rank(one) - rank(other);
  if (difference !== 0 || rank(one) === 0) return difference;
  if (rank(one) === 1) return Number(one) - Number(other);
  const [left, right] = [textOf(one), textOf(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const plain = plainValue(value);
  return typeof plain === "object" && plain !== null && "json" in plain ? plain.json : String(plain);
}

function conditionOf({ operator, value }: ColumnFilter): (given: unknown) => boolean {
  const isNull = (given: unknown): boolean => given === null || given === undefined;
  const asked = typeof value === "string" ? value.toLowerCase() : "";
  const difference = (given: unknown): number =>
    typeof given === "string" ? compare(given, String(value)) : compare(given, numeric(value));
  const known =
    (holds: (given: unknown) => boolean) =>
    (given: unknown): boolean =>
      !isNull(given) && holds(given);
  switch (operator) {
    case "null":
      return isNull;
    case "not null":
      return (given) => !isNull(given);
    case "equal":
      return value === null ? isNull : known((given) => difference(given) === 0);
    case "unequal":
      return value === null ? (given) => !isNull(given) : (given) => isNull(given) || difference(given) !== 0;
    case "less":
      return known((given) => difference(given) < 0);
    case "at most":
      return known((given) => difference(given) <= 0);
    case "greater":
      return known((given) => difference(given) > 0);
    case "at least":
      return known((given) => difference(given) >= 0);
    case "contains":
      return known((given) =>
        textOf(given)
          .toLowerCase()
          .includes(asked || String(value)),
      );
    case "begins with":
      return known((given) =>
        textOf(given)
          .toLowerCase()
          .startsWith(asked || String(value)),
      );
  }
}

const numeric = (value: unknown): unknown =>
  typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
