import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import { type ColumnType, parseSqlType, parseType } from "../types/core-types.ts";
import { shownDefault } from "./default-value.ts";
import { storedLineage, typeOrigin } from "./stored-origin.ts";
import {
  distinctForeignKeys,
  type FindStoredTable,
  type StoredColumn,
  type StoredTable,
} from "./stored-table.ts";
import type { ForeignKey, TableDeclaration } from "./table-declaration.ts";
import { settleIndexes } from "./table-indexes.ts";

/** A recorded type, or what can be said of it where it is not known here: a codec that is not registered. */
function columnType(column: StoredColumn): ColumnType {
  const stored = parseSqlType(column.sqlType);
  if (column.recordedType === null) return stored;
  try {
    return parseType(column.recordedType);
  } catch (error) {
    if (!(error instanceof DataJointError)) throw error;
    const codec = /^<(\w+)(?:@([\w-]*))?>$/.exec(column.recordedType);
    return {
      ...stored,
      type: column.recordedType,
      codec: codec === null ? null : { name: codec[1]!, store: codec[2] ?? null },
    };
  }
}

function headingDefault(column: StoredColumn, type: ColumnType): string | null {
  if (column.default === null) return column.isNullable ? "null" : null;
  return shownDefault(column.default, type);
}

function attributeOf(column: StoredColumn, table: StoredTable, find: FindStoredTable): Attribute {
  const type = columnType(typeOrigin(table, column, find));
  const isHidden = column.name.startsWith("_");
  return {
    name: column.name,
    type: type.type,
    sqlType: type.sqlType,
    dataType: type.dataType,
    codec: type.codec,
    inKey: table.primaryKey.includes(column.name),
    isNullable: column.isNullable,
    default: headingDefault(column, type),
    comment: column.comment,
    isAutoincrement: column.isAutoincrement,
    isUnsigned: type.isUnsigned,
    isHidden,
    lineage: isHidden ? null : storedLineage(table, column.name, find),
  };
}

/**
 * The declaration of a table that was read from a database.
 *
 * @param table what the database keeps of it
 * @param find other tables that were read, from which attributes are inherited
 */
export function assembleDeclaration(table: StoredTable, find: FindStoredTable): TableDeclaration {
  const attributes = table.columns.map((column) => attributeOf(column, table, find));
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  const foreignKeys: ForeignKey[] = distinctForeignKeys(table.foreignKeys).map((foreignKey) => ({
    ...foreignKey,
    inKey: foreignKey.attributes.every((name) => byName.get(name)?.inKey ?? false),
    isNullable: foreignKey.attributes.some((name) => byName.get(name)?.isNullable ?? false),
    isUnique: false,
  }));
  return {
    name: table.name,
    comment: table.comment,
    attributes,
    ...settleIndexes(table.indexes, foreignKeys),
  };
}
