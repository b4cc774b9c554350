import type { TableDeclaration } from "../../declaration/table-declaration.ts";
import type { Statement } from "../../values/sql-value.ts";
import type { Ddl } from "../dialect.ts";
import { alterTable } from "./alter-table.ts";
import { createIndexes, createTableStatement, functionalIndexes } from "./create-table.ts";
import {
  createMetadata,
  forgetSchema,
  forgetTable,
  recordSchema,
  recordTable,
  replaceLineage,
} from "./metadata.ts";
import { sqliteQuoting } from "./quote.ts";

const { table } = sqliteQuoting;

const statement = (sql: string): Statement => ({ sql, values: [] });

function createTable(declaration: TableDeclaration): Statement[] {
  return [
    ...createMetadata(),
    recordSchema(declaration.name.schema),
    ...forgetTable(declaration.name),
    createTableStatement(declaration, declaration.name),
    ...createIndexes(declaration),
    ...recordTable(declaration, functionalIndexes(declaration)),
  ];
}

/**
 * Making and dropping tables in an SQLite file. Tables are STRICT and have a CHECK for each attribute, so that they
 * refuse what a MySQL server refuses; what the file's own catalogue can't hold is kept beside it.
 */
export const sqliteDdl: Ddl = {
  createSchema: (schema) => [...createMetadata(), recordSchema(schema)],
  dropSchema: (schema, tables) => [
    ...createMetadata(),
    ...tables.map((name) => statement(`DROP TABLE IF EXISTS ${table(name)}`)),
    ...forgetSchema(schema),
  ],
  createTable,
  alterTable,
  dropTable: (name) => [
    ...createMetadata(),
    statement(`DROP TABLE IF EXISTS ${table(name)}`),
    ...forgetTable(name),
  ],
  createLineage: createMetadata,
  replaceLineage: (_schema, declarations) => declarations.flatMap(replaceLineage),
};
