import type {
  ForeignKey,
  TableDeclaration,
  TableIndex,
  TableName,
} from "../../declaration/table-declaration.ts";
import { attributesOf } from "../../declaration/table-indexes.ts";
import { DataJointError } from "../../errors/index.ts";
import type { Statement } from "../../values/sql-value.ts";
import { indexColumns } from "./functional-index.ts";
import type { NamedIndex } from "./metadata.ts";
import { sqliteQuoting, sqliteTableName } from "./quote.ts";
import { columnDefinition } from "./types.ts";

const { identifier, table } = sqliteQuoting;

const statement = (sql: string): Statement => ({ sql, values: [] });

const list = (names: readonly string[]): string => names.map(identifier).join(", ");

function foreignKeyClause(foreignKey: ForeignKey): string {
  return (
    `FOREIGN KEY (${list(foreignKey.attributes)}) REFERENCES ${table(foreignKey.parent)} ` +
    `(${list(foreignKey.parentAttributes)}) ON UPDATE CASCADE ON DELETE RESTRICT`
  );
}

const beginsWith = (attributes: readonly string[], prefix: readonly string[]): boolean =>
  prefix.every((attribute, index) => attributes[index] === attribute);

/** Indexes that make foreign keys quick to follow, where no other index does; MySQL makes them by itself. */
function supportingIndexes(declaration: TableDeclaration, key: readonly string[]): TableIndex[] {
  const present = [key, ...declaration.indexes.map((index) => attributesOf(index) ?? [])];
  const added: TableIndex[] = [];
  for (const { attributes } of declaration.foreignKeys) {
    if (present.some((attributesOfIndex) => beginsWith(attributesOfIndex, attributes))) continue;
    present.push(attributes);
    added.push({ columns: attributes.map((attribute) => ({ attribute })), isUnique: false });
  }
  return added;
}

/** Indexes by the names that they have in the file, where all tables share one space of names. */
function nameIndexes(declaration: TableDeclaration, indexes: readonly TableIndex[]): NamedIndex[] {
  const used = new Set<string>();
  return indexes.map((index) => {
    const columns = index.columns.map((column) =>
      "attribute" in column ? column.attribute : `(${column.expression})`,
    );
    const base = `${sqliteTableName(declaration.name)}(${columns.join(", ")})`;
    let name = base;
    for (let count = 2; used.has(name); count++) name = `${base} ${count}`;
    used.add(name);
    return { name, index };
  });
}

function createIndex(declaration: TableDeclaration, { name, index }: NamedIndex): Statement[] {
  const columns = indexColumns(index, declaration);
  if (columns === null) return [];
  return [
    statement(
      `CREATE ${index.isUnique ? "UNIQUE " : ""}INDEX ${identifier(name)} ON ${table(declaration.name)} (${columns.join(", ")})`,
    ),
  ];
}

/**
 * How rows are kept. Tables are ordered by their primary key, as on MySQL, unless their rows are long or the database
 * numbers them.
 */
function tableOptions(declaration: TableDeclaration): string {
  const isLong = declaration.attributes.some(
    ({ dataType, isAutoincrement }) =>
      isAutoincrement || dataType?.kind === "bytes" || dataType?.kind === "text" || dataType?.kind === "json",
  );
  return isLong ? "STRICT" : "STRICT, WITHOUT ROWID";
}

function checkAutoincrement(declaration: TableDeclaration, key: readonly string[]): void {
  const automatic = declaration.attributes.find(({ isAutoincrement }) => isAutoincrement);
  if (automatic === undefined || (key.length === 1 && key[0] === automatic.name)) return;
  throw new DataJointError(
    `The attribute "${automatic.name}" of ${sqliteTableName(declaration.name)} is auto_increment. ` +
      "SQLite numbers rows only where that attribute is the whole primary key. Make it so, or number the rows yourself.",
  );
}

const keyOf = (declaration: TableDeclaration): string[] =>
  declaration.attributes.filter(({ inKey }) => inKey).map(({ name }) => name);

/** The indexes of a table, those that serve its foreign keys included, by their names in the file. */
function fileIndexes(declaration: TableDeclaration): NamedIndex[] {
  return nameIndexes(declaration, [
    ...declaration.indexes,
    ...supportingIndexes(declaration, keyOf(declaration)),
  ]);
}

/** The indexes on expressions, which the catalogue can't tell as they were written. */
export const functionalIndexes = (declaration: TableDeclaration): NamedIndex[] =>
  fileIndexes(declaration).filter(({ index }) => attributesOf(index) === null);

/** Makes the indexes of a table. */
export const createIndexes = (declaration: TableDeclaration): Statement[] =>
  fileIndexes(declaration).flatMap((index) => createIndex(declaration, index));

/**
 * The CREATE TABLE statement of a table, without its indexes.
 *
 * @param name another name than the declaration's, for a table that is to take its place
 */
export function createTableStatement(declaration: TableDeclaration, name: TableName): Statement {
  const { attributes, foreignKeys } = declaration;
  const key = keyOf(declaration);
  checkAutoincrement(declaration, key);
  const isNumbered = attributes.some(({ isAutoincrement }) => isAutoincrement);
  const clauses = [
    ...attributes.map(columnDefinition),
    ...(isNumbered ? [] : [`PRIMARY KEY (${list(key)})`]),
    ...foreignKeys.map(foreignKeyClause),
  ];
  return statement(
    `CREATE TABLE ${table(name)} (\n  ${clauses.join(",\n  ")}\n) ${tableOptions(declaration)}`,
  );
}
