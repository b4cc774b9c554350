import type { Connection } from "../connection/connection.ts";
import type { ForeignKey, TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { masterTableNameOf } from "../declaration/table-names.ts";
import { fullTableName } from "./full-table-name.ts";

/** Which foreign keys count: those within the child's primary key, the others, or all. */
export interface RelationOptions {
  /** True for foreign keys whose attributes are all in the child's primary key, false for the others. Default: all. */
  primary?: boolean;
}

/** A foreign key seen from one of its tables. */
export interface ForeignKeyInfo {
  /** Attribute of the child → attribute of the parent. */
  readonly attributeMap: Readonly<Record<string, string>>;
  /** True where all attributes are in the child's primary key. */
  readonly isPrimary: boolean;
  /** True where an attribute has another name than in the parent. */
  readonly isAliased: boolean;
  /** True where the attributes are not exactly the child's primary key, so that a parent may have many children. */
  readonly isMulti: boolean;
}

/** A table at the other end of a foreign key. */
export interface Relation {
  readonly name: TableName;
  readonly info: ForeignKeyInfo;
}

function infoOf(foreignKey: ForeignKey, child: TableDeclaration): ForeignKeyInfo {
  const { attributes, parentAttributes, inKey } = foreignKey;
  const keySize = child.attributes.filter((attribute) => attribute.inKey).length;
  return {
    attributeMap: Object.fromEntries(attributes.map((name, index) => [name, parentAttributes[index]!])),
    isPrimary: inKey,
    isAliased: attributes.some((name, index) => name !== parentAttributes[index]),
    isMulti: !inKey || new Set(attributes).size !== keySize,
  };
}

const isWanted = ({ info }: Relation, { primary }: RelationOptions): boolean =>
  primary === undefined || info.isPrimary === primary;

/** The tables that a table refers to, one entry for each foreign key. */
export function parentRelations(declaration: TableDeclaration, options: RelationOptions): Relation[] {
  return declaration.foreignKeys
    .map((foreignKey) => ({ name: foreignKey.parent, info: infoOf(foreignKey, declaration) }))
    .filter((relation) => isWanted(relation, options));
}

/** The tables that refer to a table, one entry for each foreign key. */
export async function childRelations(
  connection: Connection,
  parent: TableName,
  options: RelationOptions,
): Promise<Relation[]> {
  const { introspection } = connection.dialect;
  const relations: Relation[] = [];
  for (const name of await introspection.loadChildren(connection, parent)) {
    const child = await introspection.loadTable(connection, name);
    for (const foreignKey of child?.foreignKeys ?? []) {
      if (fullTableName(foreignKey.parent) !== fullTableName(parent)) continue;
      relations.push({ name, info: infoOf(foreignKey, child!) });
    }
  }
  return relations.filter((relation) => isWanted(relation, options));
}

/** A table and all that depend on it, in whatever schema, parents before children. */
export async function tableAndDescendants(connection: Connection, table: TableName): Promise<TableName[]> {
  const done = new Set<string>();
  const order: TableName[] = [];
  const visit = async (name: TableName): Promise<void> => {
    const key = fullTableName(name);
    if (done.has(key)) return;
    done.add(key);
    for (const child of await connection.dialect.introspection.loadChildren(connection, name))
      await visit(child);
    order.unshift(name);
  };
  await visit(table);
  return order;
}

/** A table and all that it depends on, in whatever schema, parents before children. */
export async function tableAndAncestors(connection: Connection, table: TableName): Promise<TableName[]> {
  const found = new Map<string, TableName>();
  const visit = async (name: TableName): Promise<void> => {
    const declaration = await connection.dialect.introspection.loadTable(connection, name);
    for (const { parent } of declaration?.foreignKeys ?? []) {
      if (!found.has(fullTableName(parent))) await visit(parent);
    }
    found.set(fullTableName(name), name);
  };
  await visit(table);
  return [...found.values()];
}

/** The parts of a master, by name. */
export async function partsOfTable(connection: Connection, master: TableName): Promise<TableName[]> {
  const tables = await connection.dialect.introspection.listTables(connection, master.schema);
  return tables
    .filter(({ table }) => masterTableNameOf(table) === master.table)
    .sort((a, b) => (a.table < b.table ? -1 : 1));
}
