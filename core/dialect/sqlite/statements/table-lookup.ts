import type { TableDeclaration } from "../../../declaration/table-declaration.ts";
import type { TableReference } from "../../../sql/statement/sql-statement.ts";
import type { DataType } from "../../../types/data-type.ts";
import { sqliteQuoting } from "../quote.ts";
import type { NamedRows } from "./row-source.ts";

/** A common table, as the queries below its WITH see it. */
export interface KnownCommonTable {
  readonly names: readonly string[];
  readonly types: readonly (DataType | null)[];
}

/** The tables that a statement can name. */
export interface TableLookup {
  /** @throws MissingTableError with the nearest name */
  find(reference: TableReference): TableDeclaration;
  readonly common: ReadonlyMap<string, KnownCommonTable>;
}

/** The columns of a table under an alias. */
export function rowsOfTable(
  { name, attributes }: TableDeclaration,
  alias: string,
  sqlAlias = alias,
  isRenamed = false,
): NamedRows {
  const prefix = sqliteQuoting.identifier(sqlAlias);
  const columns = attributes.map((attribute) => ({
    name: attribute.name,
    sql: `${prefix}.${sqliteQuoting.identifier(attribute.name)}`,
    type: attribute.dataType,
  }));
  return { alias, schema: isRenamed ? null : name.schema, columns };
}
