import { objectCode, restrictionCode } from "../../kernel/filter-restriction.ts";
import type { ShownValue, TableColumn } from "../../kernel/output.ts";
import type { ColumnFilter } from "../../kernel/table-questions.ts";

type Comparable = string | number | boolean | bigint;

/** A value as it can stand in a restriction; undefined where it can't, or is not known whole. */
function comparable({ kind }: TableColumn, value: ShownValue): Comparable | undefined {
  if (kind === "codec" || kind === "bytes" || kind === "json") return undefined;
  switch (value.kind) {
    case "boolean":
      return value.value;
    case "number": {
      const number = Number(value.text);
      if (Number.isFinite(number) && String(number) === value.text) return number;
      return /^-?\d+$/.test(value.text) ? BigInt(value.text) : undefined;
    }
    case "text":
      // Shortened texts say how much of them is missing.
      return / more characters\)$/.test(value.text) ? undefined : value.text;
    default:
      return undefined;
  }
}

/** The filter for rows with the same value; null where there is none. */
export function filterOfValue(column: TableColumn, value: ShownValue): ColumnFilter | null {
  if (value.kind === "null") return { column: column.name, operator: "null", value: null };
  const found = comparable(column, value);
  if (found === undefined || typeof found === "bigint") return null;
  return { column: column.name, operator: "equal", value: found };
}

/** The code that restricts an expression to rows with this value: `Lab.restrict({ lab_id: 1 })`. */
export function restrictionToValue(code: string, column: TableColumn, value: ShownValue): string | null {
  const found = comparable(column, value);
  if (typeof found === "bigint") return `${code}.restrict(${objectCode({ [column.name]: found })})`;
  const filter = filterOfValue(column, value);
  return filter === null ? null : code + restrictionCode(filter);
}

/** The code that restricts an expression to one row, by its primary key. */
export function restrictionToRow(
  code: string,
  columns: readonly TableColumn[],
  row: readonly ShownValue[],
): string | null {
  const key: Record<string, Comparable> = {};
  for (const [index, column] of columns.entries()) {
    if (!column.inKey) continue;
    const value = row[index] && comparable(column, row[index]);
    if (value === undefined) return null;
    key[column.name] = value;
  }
  return Object.keys(key).length === 0 ? null : `${code}.restrict(${objectCode(key)})`;
}
