import type { ForeignKey, TableIndex, TableName } from "./table-declaration.ts";

/** A column as a database keeps it. */
export interface StoredColumn {
  readonly name: string;
  /** The server's own type, such as `int(11)`. */
  readonly sqlType: string;
  /** The type that was recorded with the column, such as `int32`; null for none. */
  readonly recordedType: string | null;
  readonly comment: string;
  readonly isNullable: boolean;
  /** Text without quotes, or `CURRENT_TIMESTAMP`; null for none and for NULL. */
  readonly default: string | null;
  readonly isAutoincrement: boolean;
}

/** A table as a database keeps it, from which its declaration is put together. */
export interface StoredTable {
  readonly name: TableName;
  readonly comment: string;
  readonly columns: readonly StoredColumn[];
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly Pick<ForeignKey, "parent" | "attributes" | "parentAttributes">[];
  readonly indexes: readonly TableIndex[];
  /** What was recorded of where attributes come from. */
  readonly lineage: ReadonlyMap<string, string>;
}

/** Finds another table of the same database, if it was read. */
export type FindStoredTable = (name: TableName) => StoredTable | undefined;

/** A key for maps by table. */
export const tableKey = (name: TableName): string => `${name.schema}\u0000${name.table}`;

/** True if two foreign keys say the same. */
function isSame(a: StoredTable["foreignKeys"][number], b: StoredTable["foreignKeys"][number]): boolean {
  return (
    tableKey(a.parent) === tableKey(b.parent) &&
    a.attributes.join() === b.attributes.join() &&
    a.parentAttributes.join() === b.parentAttributes.join()
  );
}

/** Foreign keys without those that repeat an earlier one. */
export function distinctForeignKeys<T extends StoredTable["foreignKeys"][number]>(
  foreignKeys: readonly T[],
): T[] {
  return foreignKeys.filter((one, index) => foreignKeys.findIndex((other) => isSame(one, other)) === index);
}
