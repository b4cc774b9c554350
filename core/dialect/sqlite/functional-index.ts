import type { TableDeclaration, TableIndex } from "../../declaration/table-declaration.ts";
import { sqliteQuoting } from "./quote.ts";

/** A column of an index as SQLite writes it. */
export function indexColumnSql(
  column: TableIndex["columns"][number],
  _declaration: TableDeclaration,
): string {
  if ("attribute" in column) return sqliteQuoting.identifier(column.attribute);
  return `(${column.expression.replaceAll("`", '"')})`;
}
