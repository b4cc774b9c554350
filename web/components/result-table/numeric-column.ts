import type { TableOutput } from "../../kernel/output.ts";

/** Numbers stand under each other, wherever they come from; a column of NULLs alone is no number. */
export function isNumericColumn(rows: TableOutput["rows"], index: number): boolean {
  const values = rows.map((row) => row[index]!).filter((value) => value.kind !== "null");
  return values.length > 0 && values.every((value) => value.kind === "number");
}
