import type { StoredColumn, StoredTable } from "../../declaration/stored-table.ts";
import { tableKey } from "../../declaration/stored-table.ts";
import type { TableIndex, TableName } from "../../declaration/table-declaration.ts";
import { parseTypeComment } from "../../types/type-comment.ts";
import type { SqlValue } from "../../values/sql-value.ts";
import type { Executor } from "../dialect.ts";
import { type Row, readRows, textOf, textOrNull } from "../rows.ts";
import { isExpressionColumn } from "./index-clauses.ts";
import { mysqlQuoting } from "./quote.ts";
import { serverDefault, serverExpression } from "./server-text.ts";

/** The tables of a schema, or some by name. */
export type TableSelection = { readonly schema: string } | { readonly tables: readonly TableName[] };

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

function conditionOf(selection: TableSelection): Condition {
  if ("schema" in selection) return { sql: "TABLE_SCHEMA = ?", values: [selection.schema] };
  return {
    sql: selection.tables.map(() => "(TABLE_SCHEMA = ? AND TABLE_NAME = ?)").join(" OR "),
    values: selection.tables.flatMap(({ schema, table }) => [schema, table]),
  };
}

const nameOf = (row: Row): TableName => ({ schema: textOf(row.table_schema), table: textOf(row.table_name) });

/** Rows by table, in their order. */
function byTable(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = tableKey(nameOf(row));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const number = (value: SqlValue | undefined): number => Number(textOf(value));

function columnOf(row: Row, isMariadb: boolean): StoredColumn {
  const { type, comment } = parseTypeComment(textOf(row.column_comment));
  return {
    name: textOf(row.column_name),
    sqlType: textOf(row.column_type),
    recordedType: type,
    comment,
    isNullable: textOf(row.is_nullable).toUpperCase() === "YES",
    default: serverDefault(textOrNull(row.column_default), isMariadb),
    isAutoincrement: /auto_increment/i.test(textOf(row.extra)),
  };
}

/** `fabric_ibfk_10` comes after `fabric_ibfk_2`. */
function constraintOrder(name: string): [number, string] {
  const suffix = /(\d+)$/.exec(name);
  return [suffix === null ? 0 : Number(suffix[1]), name];
}

function foreignKeysOf(rows: readonly Row[]): StoredTable["foreignKeys"] {
  const byName = new Map<string, { parent: TableName; attributes: string[]; parentAttributes: string[] }>();
  for (const row of rows) {
    if (row.referenced_table_name === null || row.referenced_table_name === undefined) continue;
    const constraint = textOf(row.constraint_name);
    const foreignKey = byName.get(constraint) ?? {
      parent: { schema: textOf(row.referenced_table_schema), table: textOf(row.referenced_table_name) },
      attributes: [],
      parentAttributes: [],
    };
    foreignKey.attributes.push(textOf(row.column_name));
    foreignKey.parentAttributes.push(textOf(row.referenced_column_name));
    byName.set(constraint, foreignKey);
  }
  return [...byName]
    .map(([constraint, foreignKey]) => ({ order: constraintOrder(constraint), foreignKey }))
    .sort((a, b) => a.order[0] - b.order[0] || (a.order[1] < b.order[1] ? -1 : 1))
    .map(({ foreignKey }) => foreignKey);
}

function indexColumn(row: Row, expressions: ReadonlyMap<string, string>): TableIndex["columns"][number] {
  const name = textOrNull(row.column_name);
  if (name === null) return { expression: serverExpression(textOf(row.expression)) };
  const expression = expressions.get(name);
  if (expression !== undefined) return { expression };
  return row.sub_part === null || row.sub_part === undefined
    ? { attribute: name }
    : { expression: `left(${name}, ${textOf(row.sub_part)})` };
}

function indexesOf(rows: readonly Row[], expressions: ReadonlyMap<string, string>): TableIndex[] {
  const byName = new Map<string, { columns: TableIndex["columns"][number][]; isUnique: boolean }>();
  for (const row of rows) {
    const name = textOf(row.index_name);
    if (name === "PRIMARY") continue;
    const index = byName.get(name) ?? { columns: [], isUnique: number(row.non_unique) === 0 };
    index.columns.push(indexColumn(row, expressions));
    byName.set(name, index);
  }
  return [...byName.values()];
}

async function readLineage(
  executor: Executor,
  schemas: Iterable<string>,
): Promise<Map<string, Map<string, string>>> {
  const lineage = new Map<string, Map<string, string>>();
  for (const schema of schemas) {
    const rows = await readRows(
      executor,
      `SELECT table_name, attribute_name, lineage FROM ${mysqlQuoting.table({ schema, table: "~lineage" })}`,
    );
    for (const row of rows) {
      const key = tableKey({ schema, table: textOf(row.table_name) });
      const ofTable = lineage.get(key) ?? new Map<string, string>();
      ofTable.set(textOf(row.attribute_name), textOf(row.lineage));
      lineage.set(key, ofTable);
    }
  }
  return lineage;
}

/** Schemas of the selection that keep a `~lineage` table. */
async function schemasWithLineage(
  executor: Executor,
  selection: TableSelection,
  tables: readonly Row[],
): Promise<string[]> {
  if ("schema" in selection) {
    return tables.some((row) => textOf(row.table_name) === "~lineage") ? [selection.schema] : [];
  }
  const schemas = [...new Set(tables.map((row) => textOf(row.table_schema)))];
  if (schemas.length === 0) return [];
  const rows = await readRows(
    executor,
    "SELECT TABLE_SCHEMA AS table_schema FROM information_schema.TABLES" +
      ` WHERE TABLE_NAME = '~lineage' AND TABLE_SCHEMA IN (${schemas.map(() => "?").join(", ")})`,
    schemas,
  );
  return rows.map((row) => textOf(row.table_schema));
}

/**
 * Reads tables from `information_schema`: one query for each kind of thing, however many tables there are.
 *
 * @param isWhole false to leave out indexes and lineage, where only types and references of parents matter
 */
export async function readTables(
  executor: Executor,
  selection: TableSelection,
  isWhole: boolean,
): Promise<StoredTable[]> {
  const where = conditionOf(selection);
  const tables = await readRows(
    executor,
    "SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, TABLE_COMMENT AS table_comment," +
      ` VERSION() AS version FROM information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND (${where.sql})` +
      " ORDER BY TABLE_SCHEMA, TABLE_NAME",
    where.values,
  );
  if (tables.length === 0) return [];
  const isMariadb = /mariadb/i.test(textOf(tables[0]!.version));
  const columns = byTable(
    await readRows(
      executor,
      `SELECT * FROM information_schema.COLUMNS WHERE ${where.sql} ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION`,
      where.values,
    ),
  );
  const keys = byTable(
    await readRows(
      executor,
      "SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, CONSTRAINT_NAME AS constraint_name," +
        " COLUMN_NAME AS column_name, REFERENCED_TABLE_SCHEMA AS referenced_table_schema," +
        " REFERENCED_TABLE_NAME AS referenced_table_name, REFERENCED_COLUMN_NAME AS referenced_column_name" +
        ` FROM information_schema.KEY_COLUMN_USAGE WHERE ${where.sql}` +
        " ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION",
      where.values,
    ),
  );
  const statistics = isWhole
    ? byTable(
        await readRows(
          executor,
          `SELECT * FROM information_schema.STATISTICS WHERE ${where.sql} ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
          where.values,
        ),
      )
    : new Map<string, Row[]>();
  const lineage = isWhole
    ? await readLineage(executor, await schemasWithLineage(executor, selection, tables))
    : new Map<string, Map<string, string>>();
  return tables.map((row) => {
    const name = nameOf(row);
    const key = tableKey(name);
    const columnRows = columns.get(key) ?? [];
    const isExpression = (column: Row): boolean =>
      isExpressionColumn(textOf(column.column_name)) && textOf(column.generation_expression) !== "";
    const expressions = new Map(
      columnRows
        .filter(isExpression)
        .map((column) => [
          textOf(column.column_name),
          serverExpression(textOf(column.generation_expression)),
        ]),
    );
    const keyRows = keys.get(key) ?? [];
    return {
      name,
      comment: textOf(row.table_comment),
      columns: columnRows
        .filter((column) => !isExpression(column))
        .map((column) => columnOf(column, isMariadb)),
      primaryKey: keyRows
        .filter((one) => textOf(one.constraint_name) === "PRIMARY")
        .map((one) => textOf(one.column_name)),
      foreignKeys: foreignKeysOf(keyRows),
      indexes: indexesOf(statistics.get(key) ?? [], expressions),
      lineage: lineage.get(key) ?? new Map<string, string>(),
    };
  });
}
