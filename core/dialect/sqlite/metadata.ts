import { defaultText } from "../../declaration/default-value.ts";
import type { TableDeclaration, TableName } from "../../declaration/table-declaration.ts";
import type { Attribute } from "../../heading/attribute.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";

/**
 * What SQLite's own catalogue can't hold is kept in four tables of the file: which schemas there are, the comments of
 * tables, the types, comments, defaults and lineage of attributes, and indexes on expressions as they were written.
 * They are written in the same transaction as the table, so a file tells its headings without any code.
 */
export const metadataTables = {
  schemas: "~datajoint_schema",
  tables: "~datajoint_table",
  attributes: "~datajoint_attribute",
  indexes: "~datajoint_index",
} as const;

const statement = (sql: string, values: readonly SqlValue[] = []): Statement => ({ sql, values });

/** Makes the tables of metadata where the file has none yet. */
export function createMetadata(): Statement[] {
  const { schemas, tables, attributes, indexes } = metadataTables;
  return [
    statement(
      `CREATE TABLE IF NOT EXISTS "${schemas}" ("schema" TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID`,
    ),
    statement(
      `CREATE TABLE IF NOT EXISTS "${tables}" ("schema" TEXT NOT NULL, "table" TEXT NOT NULL,` +
        ` "comment" TEXT NOT NULL, PRIMARY KEY ("schema", "table")) STRICT, WITHOUT ROWID`,
    ),
    statement(
      `CREATE TABLE IF NOT EXISTS "${attributes}" ("schema" TEXT NOT NULL, "table" TEXT NOT NULL,` +
        ` "attribute" TEXT NOT NULL, "position" INT NOT NULL, "type" TEXT NOT NULL, "sql_type" TEXT NOT NULL,` +
        ` "default" TEXT, "comment" TEXT NOT NULL, "lineage" TEXT,` +
        ` PRIMARY KEY ("schema", "table", "attribute")) STRICT, WITHOUT ROWID`,
    ),
    statement(
      `CREATE TABLE IF NOT EXISTS "${indexes}" ("schema" TEXT NOT NULL, "table" TEXT NOT NULL,` +
        ` "name" TEXT NOT NULL, "is_unique" INT NOT NULL, "columns" TEXT NOT NULL,` +
        ` PRIMARY KEY ("schema", "table", "name")) STRICT, WITHOUT ROWID`,
    ),
  ];
}

export const recordSchema = (schema: string): Statement =>
  statement(`INSERT OR IGNORE INTO "${metadataTables.schemas}" ("schema") VALUES (?)`, [schema]);

const recordedDefault = (attribute: Attribute): string | null =>
  attribute.default === null || attribute.default === "null" ? null : defaultText(attribute.default);

/** An index on expressions, with the name that it has in the file. */
export interface NamedIndex {
  readonly name: string;
  readonly index: TableDeclaration["indexes"][number];
}

/** Records what the catalogue can't hold of a table. */
export function recordTable(declaration: TableDeclaration, functional: readonly NamedIndex[]): Statement[] {
  const { name, comment, attributes } = declaration;
  return [
    statement(`INSERT OR REPLACE INTO "${metadataTables.tables}" VALUES (?, ?, ?)`, [
      name.schema,
      name.table,
      comment,
    ]),
    statement(
      `INSERT OR REPLACE INTO "${metadataTables.attributes}" VALUES ${attributes.map(() => "(?, ?, ?, ?, ?, ?, ?, ?, ?)").join(", ")}`,
      attributes.flatMap((attribute, position) => [
        name.schema,
        name.table,
        attribute.name,
        position + 1,
        attribute.type,
        attribute.sqlType,
        recordedDefault(attribute),
        attribute.comment,
        attribute.lineage,
      ]),
    ),
    ...functional.map((one) =>
      statement(`INSERT OR REPLACE INTO "${metadataTables.indexes}" VALUES (?, ?, ?, ?, ?)`, [
        name.schema,
        name.table,
        one.name,
        one.index.isUnique ? 1 : 0,
        JSON.stringify(one.index.columns),
      ]),
    ),
  ];
}

/** Corrects where the attributes of a table come from; what was not recorded of a foreign file stays so. */
export function replaceLineage({ name, attributes }: TableDeclaration): Statement[] {
  return attributes.map((attribute) =>
    statement(
      `UPDATE "${metadataTables.attributes}" SET "lineage" = ? WHERE "schema" = ? AND "table" = ? AND "attribute" = ?`,
      [attribute.lineage, name.schema, name.table, attribute.name],
    ),
  );
}

/** Forgets a table. */
export function forgetTable(name: TableName): Statement[] {
  const { tables, attributes, indexes } = metadataTables;
  return [tables, attributes, indexes].map((metadata) =>
    statement(`DELETE FROM "${metadata}" WHERE "schema" = ? AND "table" = ?`, [name.schema, name.table]),
  );
}

/** Forgets a schema with all that was recorded of it. */
export function forgetSchema(schema: string): Statement[] {
  return Object.values(metadataTables).map((metadata) =>
    statement(`DELETE FROM "${metadata}" WHERE "schema" = ?`, [schema]),
  );
}
