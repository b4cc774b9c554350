import type { FindStoredTable, StoredColumn, StoredTable } from "./stored-table.ts";
import { tableKey } from "./stored-table.ts";
import type { TableName } from "./table-declaration.ts";

/** An attribute of a parent that an attribute refers to. */
export interface ParentAttribute {
  readonly parent: TableName;
  readonly attribute: string;
}

/** What an attribute refers to; of several foreign keys the last one decides. */
export function parentOf(table: StoredTable, attribute: string): ParentAttribute | null {
  for (const foreignKey of [...table.foreignKeys].reverse()) {
    const index = foreignKey.attributes.indexOf(attribute);
    if (index >= 0) return { parent: foreignKey.parent, attribute: foreignKey.parentAttributes[index]! };
  }
  return null;
}

/**
 * Where an attribute began: `schema.table.attribute`. What was recorded goes first; without a record it is followed
 * along the foreign keys. Section "Lineage" of the semantic matching specification.
 *
 * @returns null for an attribute that is neither in the primary key nor in a foreign key
 */
export function storedLineage(
  table: StoredTable,
  attribute: string,
  find: FindStoredTable,
  seen: ReadonlySet<string> = new Set(),
): string | null {
  const recorded = table.lineage.get(attribute);
  if (recorded !== undefined) return recorded;
  const own = `${table.name.schema}.${table.name.table}.${attribute}`;
  const origin = parentOf(table, attribute);
  if (origin === null || seen.has(own)) return table.primaryKey.includes(attribute) ? own : null;
  const parent = find(origin.parent);
  const atParent =
    parent === undefined ? null : storedLineage(parent, origin.attribute, find, new Set([...seen, own]));
  return atParent ?? `${origin.parent.schema}.${origin.parent.table}.${origin.attribute}`;
}

/** The column that tells an attribute's type: its own if that is recorded, else that of the parent it comes from. */
export function typeOrigin(
  table: StoredTable,
  column: StoredColumn,
  find: FindStoredTable,
  seen: ReadonlySet<string> = new Set(),
): StoredColumn {
  if (column.recordedType !== null) return column;
  const origin = parentOf(table, column.name);
  const key = `${tableKey(table.name)}\u0000${column.name}`;
  if (origin === null || seen.has(key)) return column;
  const parent = find(origin.parent);
  const parentColumn = parent?.columns.find(({ name }) => name === origin.attribute);
  if (parent === undefined || parentColumn === undefined) return column;
  return typeOrigin(parent, parentColumn, find, new Set([...seen, key]));
}

/** Parents that must be read before a table's attributes are known whole. */
export function missingParents(table: StoredTable, find: FindStoredTable): TableName[] {
  return table.foreignKeys
    .filter(
      ({ parent, attributes }) =>
        find(parent) === undefined &&
        attributes.some(
          (attribute) =>
            !table.lineage.has(attribute) ||
            table.columns.find(({ name }) => name === attribute)?.recordedType === null,
        ),
    )
    .map(({ parent }) => parent);
}
