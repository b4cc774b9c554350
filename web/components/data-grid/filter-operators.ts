import type { ColumnKind } from "../../kernel/output.ts";
import type { ColumnFilter, FilterOperator } from "../../kernel/table-questions.ts";

export const operatorNames: Readonly<Record<FilterOperator, string>> = {
  equal: "is",
  unequal: "is not",
  less: "is less than",
  "at most": "is at most",
  greater: "is greater than",
  "at least": "is at least",
  contains: "contains",
  "begins with": "begins with",
  null: "is NULL",
  "not null": "is not NULL",
};

const ordered: readonly FilterOperator[] = ["equal", "unequal", "less", "at most", "greater", "at least"];
const textual: readonly FilterOperator[] = ["contains", "begins with"];
const nulls: readonly FilterOperator[] = ["null", "not null"];

/** The conditions that make sense for a kind of values; the one that is asked for most comes first. */
export function operatorsOf(kind: ColumnKind | undefined): readonly FilterOperator[] {
  switch (kind) {
    case "number":
    case "moment":
      return [...ordered, ...nulls];
    case "bool":
      return ["equal", ...nulls];
    case "bytes":
    case "json":
    case "codec":
      return nulls;
    default:
      return [...textual, ...ordered, ...nulls];
  }
}

export const takesValue = (operator: FilterOperator): boolean => !nulls.includes(operator);

/** What a reader has written, as a value of the column. */
export function filterValue(text: string, kind: ColumnKind | undefined): ColumnFilter["value"] {
  if (kind === "bool") return text === "true";
  if (kind !== "number") return text;
  const trimmed = text.trim();
  const number = Number(trimmed);
  const isExact = /^[+-]?\d{1,15}$/.test(trimmed) || /^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(trimmed);
  return isExact && Number.isFinite(number) ? number : trimmed;
}
