import { compileQuery } from "../compile/compile.ts";
import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { Heading } from "../heading/index.ts";
import type { QueryNode } from "../query/node.ts";
import { duplicateHandling, type InsertOptions } from "./insert-options.ts";
import { InsertTarget } from "./insert-target.ts";

/**
 * Copies the rows of a query into a table, inside of the database: INSERT … SELECT.
 *
 * @param table where they go: its connection, its declaration, and the attributes that a row may name
 * @param query what gives them, and where
 * @throws DataJointError for rows of another connection, attributes that the table lacks, and `chunkSize`
 */
export async function insertQuery(
  table: { connection: Connection; declaration: TableDeclaration; heading: Heading },
  { node, connection }: { node: QueryNode; connection: Connection },
  options: InsertOptions,
): Promise<void> {
  if (options.chunkSize !== undefined) {
    throw new DataJointError(
      "The rows of a query expression are copied in one statement; leave chunkSize out, or insert what toDicts() gives.",
    );
  }
  if (connection !== table.connection) {
    throw new DataJointError(
      "The rows belong to another Instance. Fetch them there first: insert(await expression.toDicts()).",
    );
  }
  const { heading } = table;
  const extra = node.heading.names.filter((name) => !heading.has(name));
  if (extra.length > 0 && !options.ignoreExtraFields) {
    throw new DataJointError(
      `The table has no attribute ${extra.join(", ")}. Leave them out with proj(), or insert with { ignoreExtraFields: true }.`,
    );
  }
  const names = node.heading.names.filter((name) => heading.has(name));
  const { dialect } = connection;
  const { sql, values, types } = compileQuery(node, names, dialect);
  const columns = names.map((name, index) =>
    dialect.insert.assigned(dialect.quote.identifier(name), types[index]!, heading.get(name)),
  );
  const copied = `SELECT ${columns.join(", ") || "1"} FROM (${sql}) AS ${dialect.quote.identifier("rows")} WHERE TRUE`;
  const target = InsertTarget.of(table.declaration, dialect);
  await connection.execute({ sql: target.insertSql(names, duplicateHandling(options), copied), values });
}
