import { tableKey } from "../../declaration/stored-table.ts";
import type { TableName } from "../../declaration/table-declaration.ts";
import type { Reference, TableKeys } from "../../graph/dependency-graph.ts";
import type { Executor } from "../dialect.ts";
import { type Row, readRows, textOf } from "../rows.ts";

const columns =
  "TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, CONSTRAINT_NAME AS constraint_name," +
  " COLUMN_NAME AS column_name, REFERENCED_TABLE_SCHEMA AS referenced_table_schema," +
  " REFERENCED_TABLE_NAME AS referenced_table_name, REFERENCED_COLUMN_NAME AS referenced_column_name";

const nameOf = (row: Row): TableName => ({ schema: textOf(row.table_schema), table: textOf(row.table_name) });

/** `fabric_ibfk_10` comes after `fabric_ibfk_2`. */
const numberOf = (constraint: string): number => Number(/(\d+)$/.exec(constraint)?.[1] ?? 0);

function referencesOf(rows: readonly Row[], nullable: ReadonlySet<string>): Reference[] {
  const byName = new Map<string, Reference>();
  for (const row of rows) {
    const name = textOf(row.constraint_name);
    const reference = byName.get(name);
    const attribute = textOf(row.column_name);
    byName.set(name, {
      parent: { schema: textOf(row.referenced_table_schema), table: textOf(row.referenced_table_name) },
      attributes: [...(reference?.attributes ?? []), attribute],
      parentAttributes: [...(reference?.parentAttributes ?? []), textOf(row.referenced_column_name)],
      isNullable:
        (reference?.isNullable ?? false) || nullable.has(`${tableKey(nameOf(row))}\u0000${attribute}`),
    });
  }
  return [...byName].sort(([a], [b]) => numberOf(a) - numberOf(b)).map(([, reference]) => reference);
}

/**
 * Primary keys and foreign keys of every table in some schemas, and the foreign keys of tables in other schemas that
 * refer to them; of those other tables no more than that, which shows that their schemas are to be read too.
 */
export async function loadMysqlKeys(executor: Executor, schemas: readonly string[]): Promise<TableKeys[]> {
  const among = `(${schemas.map(() => "?").join(", ")})`;
  const order = "ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION";
  const usage = "FROM information_schema.KEY_COLUMN_USAGE";
  const keys = await readRows(
    executor,
    `SELECT ${columns} ${usage} WHERE TABLE_SCHEMA IN ${among} AND TABLE_NAME NOT LIKE '~%'` +
      ` AND (CONSTRAINT_NAME = 'PRIMARY' OR REFERENCED_TABLE_NAME IS NOT NULL) ${order}`,
    schemas,
  );
  const fromOutside = await readRows(
    executor,
    `SELECT DISTINCT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name ${usage}` +
      ` WHERE REFERENCED_TABLE_SCHEMA IN ${among} AND TABLE_SCHEMA NOT IN ${among} AND TABLE_NAME NOT LIKE '~%'`,
    [...schemas, ...schemas],
  );
  const nullable = new Set(
    (
      await readRows(
        executor,
        "SELECT TABLE_SCHEMA AS table_schema, TABLE_NAME AS table_name, COLUMN_NAME AS column_name" +
          ` FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN ${among} AND IS_NULLABLE = 'YES'`,
        schemas,
      )
    ).map((row) => `${tableKey(nameOf(row))}\u0000${textOf(row.column_name)}`),
  );
  const byTable = new Map<string, Row[]>();
  for (const row of keys) {
    const key = tableKey(nameOf(row));
    const rows = byTable.get(key);
    if (rows === undefined) byTable.set(key, [row]);
    else rows.push(row);
  }
  const tables = [...byTable.values()].map((rows) => ({
    name: nameOf(rows[0]!),
    primaryKey: rows
      .filter((row) => textOf(row.constraint_name) === "PRIMARY")
      .map((row) => textOf(row.column_name)),
    references: referencesOf(
      rows.filter((row) => row.referenced_table_name !== null),
      nullable,
    ),
  }));
  return [...tables, ...fromOutside.map((row) => ({ name: nameOf(row), primaryKey: [], references: [] }))];
}
