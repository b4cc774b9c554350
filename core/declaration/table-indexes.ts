import type { ForeignKey, TableDeclaration, TableIndex } from "./table-declaration.ts";

type Column = TableIndex["columns"][number];

/** The attributes of an index; null if an expression is among its columns. */
export function attributesOf(index: TableIndex): readonly string[] | null {
  const names: string[] = [];
  for (const column of index.columns) {
    if (!("attribute" in column)) return null;
    names.push(column.attribute);
  }
  return names;
}

/** True if the index has just the attributes of the foreign key, in their order. */
export function servesOnly(index: TableIndex, foreignKey: ForeignKey): boolean {
  const attributes = attributesOf(index);
  return (
    attributes !== null &&
    attributes.length === foreignKey.attributes.length &&
    attributes.every((attribute, position) => attribute === foreignKey.attributes[position])
  );
}

/** What a server calls an index that has no name of its own. */
const serverName = (column: Column): string =>
  "attribute" in column ? column.attribute : "functional_index";

const contentOf = ({ columns, isUnique }: TableIndex): string =>
  JSON.stringify([
    columns.map((column) => ("attribute" in column ? column.attribute : [column.expression])),
    isUnique,
  ]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Relates indexes to foreign keys: a foreign key is unique if a unique index has just its attributes; an index that is
 * not unique and has just the attributes of a foreign key is what a server makes by itself, and is left out, as is one that occurs
 * twice. The rest is sorted as servers sort indexes, by the first attribute. So a declaration is the same whether it comes from a definition or a database.
 */
export function settleIndexes(
  indexes: readonly TableIndex[],
  foreignKeys: readonly ForeignKey[],
): Pick<TableDeclaration, "indexes" | "foreignKeys"> {
  const settled = foreignKeys.map((foreignKey) => ({
    ...foreignKey,
    isUnique: indexes.some((index) => index.isUnique && servesOnly(index, foreignKey)),
  }));
  const remaining = indexes.filter(
    (index) => index.isUnique || !foreignKeys.some((foreignKey) => servesOnly(index, foreignKey)),
  );
  const sorted = remaining
    .map((index) => ({ index, name: serverName(index.columns[0]!), content: contentOf(index) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.content, b.content))
    .filter(({ content }, position, all) => content !== all[position - 1]?.content)
    .map(({ index }) => index);
  return { indexes: sorted, foreignKeys: settled };
}

/** Indexes that no foreign key tells of already. */
export function ownIndexes({
  indexes,
  foreignKeys,
}: Pick<TableDeclaration, "indexes" | "foreignKeys">): TableIndex[] {
  return indexes.filter((index) => !foreignKeys.some((foreignKey) => servesOnly(index, foreignKey)));
}
