import type { AlterPlan } from "../../declaration/alter-plan.ts";
import type { ForeignKey, TableDeclaration, TableName } from "../../declaration/table-declaration.ts";
import type { Attribute } from "../../heading/attribute.ts";
import type { Statement } from "../../values/sql-value.ts";
import type { AlterStatements, Ddl } from "../dialect.ts";
import { alterStatement } from "./alter-table.ts";
import { indexClauses } from "./index-clauses.ts";
import { mysqlQuoting } from "./quote.ts";
import { columnDefinition } from "./types.ts";

const { identifier, table, text } = mysqlQuoting;

const statement = (sql: string, values: Statement["values"] = []): Statement => ({ sql, values });

const list = (names: readonly string[]): string => names.map(identifier).join(", ");

const lineageTable = (schema: string): string => table({ schema, table: "~lineage" });

/** The table of a schema that keeps where attributes come from, as DataJoint for Python makes it. */
function createLineageTable(schema: string): Statement {
  return statement(
    `CREATE TABLE IF NOT EXISTS ${lineageTable(schema)} (\n` +
      "  `table_name` VARCHAR(64) NOT NULL COMMENT 'table name within the schema',\n" +
      "  `attribute_name` VARCHAR(64) NOT NULL COMMENT 'attribute name',\n" +
      "  `lineage` VARCHAR(255) NOT NULL COMMENT 'origin: schema.table.attribute',\n" +
      "  PRIMARY KEY (`table_name`, `attribute_name`)\n" +
      ") ENGINE=InnoDB",
  );
}

function forgetLineage(name: TableName): Statement {
  return statement(`DELETE FROM ${lineageTable(name.schema)} WHERE \`table_name\` = ?`, [name.table]);
}

function recordLineage(declaration: TableDeclaration): Statement[] {
  const { name, attributes } = declaration;
  const known = attributes.filter(({ lineage }) => lineage !== null);
  if (known.length === 0) return [];
  return [
    statement(
      `INSERT INTO ${lineageTable(name.schema)} (\`table_name\`, \`attribute_name\`, \`lineage\`) VALUES ` +
        known.map(() => "(?, ?, ?)").join(", "),
      known.flatMap((attribute) => [name.table, attribute.name, attribute.lineage]),
    ),
  ];
}

function foreignKeyClause(foreignKey: ForeignKey): string {
  return (
    `FOREIGN KEY (${list(foreignKey.attributes)}) REFERENCES ${table(foreignKey.parent)} ` +
    `(${list(foreignKey.parentAttributes)}) ON UPDATE CASCADE ON DELETE RESTRICT`
  );
}

/** Types that a native type or a parent tells are not recorded again. */
function recording({ foreignKeys, creation }: TableDeclaration): (attribute: Attribute) => boolean {
  const unrecorded = new Set(
    creation === undefined
      ? foreignKeys.flatMap((foreignKey) => foreignKey.attributes)
      : [...creation.inherited, ...creation.native],
  );
  return ({ name }) => !unrecorded.has(name);
}

function createTable(declaration: TableDeclaration): Statement[] {
  const { name, comment, attributes, creation } = declaration;
  const { foreignKeys, indexes } = creation ?? declaration;
  const isRecorded = recording(declaration);
  const key = attributes.filter(({ inKey }) => inKey).map((attribute) => attribute.name);
  const clauses = [
    ...attributes.map((attribute) => columnDefinition(attribute, isRecorded(attribute))),
    `PRIMARY KEY (${list(key)})`,
    ...foreignKeys.map(foreignKeyClause),
  ];
  return [
    statement(
      `CREATE TABLE IF NOT EXISTS ${table(name)} (\n  ${clauses.join(",\n  ")}${indexClauses(declaration, indexes)}\n) ENGINE=InnoDB` +
        (comment === "" ? "" : ` COMMENT=${text(comment)}`),
    ),
    createLineageTable(name.schema),
    forgetLineage(name),
    ...recordLineage(declaration),
  ];
}

function alterTable(plan: AlterPlan): AlterStatements {
  const sql = alterStatement(plan, recording(plan.to));
  return {
    statements: [
      ...(sql === null ? [] : [statement(sql)]),
      createLineageTable(plan.to.name.schema),
      forgetLineage(plan.to.name),
      ...recordLineage(plan.to),
    ],
    violations: null,
  };
}

/**
 * Making and dropping tables on a MySQL or MariaDB server, as DataJoint for Python makes them.
 * Section "SQL Generation" of the table declaration specification.
 */
export const mysqlDdl: Ddl = {
  createSchema: (schema) => [
    statement(
      `CREATE DATABASE IF NOT EXISTS ${identifier(schema)} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
    ),
  ],
  dropSchema: (schema) => [statement(`DROP DATABASE IF EXISTS ${identifier(schema)}`)],
  createTable,
  alterTable,
  dropTable: (name) => [
    createLineageTable(name.schema),
    statement(`DROP TABLE IF EXISTS ${table(name)}`),
    forgetLineage(name),
  ],
  createLineage: (schema) => [createLineageTable(schema)],
  replaceLineage: (schema, declarations) => [
    statement(`DELETE FROM ${lineageTable(schema)}`),
    ...declarations.flatMap(recordLineage),
  ],
};
