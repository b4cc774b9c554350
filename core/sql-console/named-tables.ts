import type { SelectQuery, SqlStatement, TableReference } from "../sql/statement/sql-statement.ts";

const isReference = (node: object): node is TableReference =>
  "schema" in node && "table" in node && typeof node.table === "string";

/** Every place in which a statement names a table, or what its own WITH calls like one. */
export function namedTables(statement: SqlStatement | SelectQuery): TableReference[] {
  const found: TableReference[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isReference(node)) found.push(node);
    else for (const child of Object.values(node)) visit(child);
  };
  visit(statement);
  return found;
}
