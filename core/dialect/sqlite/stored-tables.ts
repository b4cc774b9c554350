import type { StoredColumn, StoredTable } from "../../declaration/stored-table.ts";
import { tableKey } from "../../declaration/stored-table.ts";
import type { TableIndex, TableName } from "../../declaration/table-declaration.ts";
import type { SqlValue } from "../../values/sql-value.ts";
import type { Executor } from "../dialect.ts";
import { type Row, readRows, textOf, textOrNull } from "../rows.ts";
import { metadataTables } from "./metadata.ts";
import { plainType } from "./plain-types.ts";
import { parseSqliteTableName, sqliteTableName } from "./quote.ts";

/** Names of all tables in the file, as they are in the file. */
export async function readFileTables(executor: Executor): Promise<string[]> {
  const rows = await readRows(
    executor,
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  );
  return rows.map((row) => textOf(row.name));
}

/** True for the tables that keep metadata. */
export const isMetadata = (fileName: string): boolean =>
  (Object.values(metadataTables) as string[]).includes(fileName);

function groupBy(rows: readonly Row[], column: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = textOf(row[column]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

const isTrue = (value: SqlValue | undefined): boolean => Number(value ?? 0) !== 0;

/** What the catalogue's own text of a default stands for; null for an expression. */
function plainDefault(text: string | null): string | null {
  if (text === null || /^null$/i.test(text)) return null;
  if (/^(['"]).*\1$/s.test(text)) {
    const quote = text[0]!;
    return text.slice(1, -1).replaceAll(quote + quote, quote);
  }
  if (/^current_timestamp$/i.test(text)) return "CURRENT_TIMESTAMP";
  return /^[-+]?[\d.]+(?:e[-+]?\d+)?$/i.test(text) ? text : null;
}

function columnOf(row: Row, recorded: Row | undefined): StoredColumn {
  const name = textOf(row.name);
  const isKey = isTrue(row.pk);
  if (recorded !== undefined) {
    return {
      name,
      sqlType: textOf(recorded.sql_type),
      recordedType: textOf(recorded.type),
      comment: textOf(recorded.comment),
      isNullable: !isTrue(row.notnull) && !isKey,
      default: textOrNull(recorded.default),
      isAutoincrement: isKey && textOf(row.type) === "INTEGER",
    };
  }
  return {
    name,
    ...plainType(textOf(row.type)),
    comment: "",
    isNullable: !isTrue(row.notnull) && !isKey,
    default: plainDefault(textOrNull(row.dflt_value)),
    isAutoincrement: isTrue(row.is_row_number),
  };
}

function foreignKeysOf(rows: readonly Row[]): StoredTable["foreignKeys"] {
  const byId = new Map<number, { parent: TableName; attributes: string[]; parentAttributes: string[] }>();
  for (const row of rows) {
    const id = Number(row.id);
    const foreignKey = byId.get(id) ?? {
      parent: parseSqliteTableName(textOf(row.parent)),
      attributes: [],
      parentAttributes: [],
    };
    foreignKey.attributes.push(textOf(row.from));
    foreignKey.parentAttributes.push(textOf(row.to ?? row.parent_key));
    byId.set(id, foreignKey);
  }
  // The catalogue counts foreign keys from the last to the first.
  return [...byId].sort(([a], [b]) => b - a).map(([, foreignKey]) => foreignKey);
}

/** Indexes of the catalogue, but those on expressions as they were recorded: not all of them are in the catalogue. */
function indexesOf(rows: readonly Row[], recorded: readonly Row[]): TableIndex[] {
  const functional = new Set(recorded.map((row) => textOf(row.name)));
  const plain = [...groupBy(rows, "index_name")]
    .filter(([name, columns]) => !functional.has(name) && columns.every((row) => row.name !== null))
    .map(([, columns]) => ({
      isUnique: isTrue(columns[0]!.unique),
      columns: columns.map((row) => ({ attribute: textOf(row.name) })),
    }));
  return [
    ...plain,
    ...recorded.map((row) => ({
      isUnique: isTrue(row.is_unique),
      columns: JSON.parse(textOf(row.columns)) as TableIndex["columns"],
    })),
  ];
}

/** Reads what was recorded of the schemas' tables, by table; nothing where the file has no metadata. */
async function readMetadata(
  executor: Executor,
  kind: keyof typeof metadataTables,
  names: readonly TableName[],
  order: string,
  fileTables: readonly string[],
): Promise<Map<string, Row[]>> {
  if (!fileTables.includes(metadataTables[kind])) return new Map();
  const rows = await readRows(
    executor,
    `SELECT * FROM "${metadataTables[kind]}" WHERE "schema" IN (SELECT value FROM json_each(?))` +
      ` AND "table" IN (SELECT value FROM json_each(?)) ORDER BY "schema", "table", ${order}`,
    [
      JSON.stringify([...new Set(names.map(({ schema }) => schema))]),
      JSON.stringify(names.map(({ table }) => table)),
    ],
  );
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = tableKey({ schema: textOf(row.schema), table: textOf(row.table) });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * Reads tables from the file's catalogue and metadata: one query for each kind of thing, however many tables there are.
 *
 * @param fileNames names of the tables as they are in the file
 * @param fileTables names of all tables in the file
 */
export async function readTables(
  executor: Executor,
  fileNames: readonly string[],
  fileTables: readonly string[],
): Promise<StoredTable[]> {
  if (fileNames.length === 0) return [];
  const names = JSON.stringify(fileNames);
  const among = "m.type = 'table' AND m.name IN (SELECT value FROM json_each(?))";
  const columns = groupBy(
    await readRows(
      executor,
      `SELECT m.name AS file_name, c.*, (c.pk = 1 AND c.type = 'INTEGER' AND m.sql LIKE '%AUTOINCREMENT%') AS is_row_number` +
        ` FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c WHERE ${among} AND c.hidden <> 1 ORDER BY m.name, c.cid`,
      [names],
    ),
    "file_name",
  );
  const foreignKeys = groupBy(
    await readRows(
      executor,
      'SELECT m.name AS file_name, f.id, f.seq, f."table" AS parent, f."from", f."to",' +
        ' (SELECT p.name FROM pragma_table_xinfo(f."table") p WHERE p.pk = f.seq + 1) AS parent_key' +
        ` FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE ${among} ORDER BY m.name, f.id, f.seq`,
      [names],
    ),
    "file_name",
  );
  const indexes = groupBy(
    await readRows(
      executor,
      'SELECT m.name AS file_name, i.name AS index_name, i."unique", x.name FROM sqlite_schema m' +
        " JOIN pragma_index_list(m.name) i JOIN pragma_index_xinfo(i.name) x" +
        ` WHERE ${among} AND i.origin <> 'pk' AND i.partial = 0 AND x.key = 1 ORDER BY m.name, i.seq DESC, x.seqno`,
      [names],
    ),
    "file_name",
  );
  const tableNames = fileNames.map(parseSqliteTableName);
  const comments = await readMetadata(executor, "tables", tableNames, '"table"', fileTables);
  const attributes = await readMetadata(executor, "attributes", tableNames, '"position"', fileTables);
  const recordedIndexes = await readMetadata(executor, "indexes", tableNames, '"name"', fileTables);
  return fileNames
    .filter((fileName) => columns.has(fileName))
    .map((fileName) => {
      const name = parseSqliteTableName(fileName);
      const key = tableKey(name);
      const recorded = new Map((attributes.get(key) ?? []).map((row) => [textOf(row.attribute), row]));
      const columnRows = columns.get(fileName)!;
      return {
        name,
        comment: textOf(comments.get(key)?.[0]?.comment),
        columns: columnRows.map((row) => columnOf(row, recorded.get(textOf(row.name)))),
        primaryKey: columnRows
          .filter((row) => isTrue(row.pk))
          .sort((a, b) => Number(a.pk) - Number(b.pk))
          .map((row) => textOf(row.name)),
        foreignKeys: foreignKeysOf(foreignKeys.get(fileName) ?? []),
        indexes: indexesOf(indexes.get(fileName) ?? [], recordedIndexes.get(key) ?? []),
        lineage: new Map(
          [...recorded]
            .filter(([, row]) => row.lineage !== null)
            .map(([attribute, row]) => [attribute, textOf(row.lineage)]),
        ),
      };
    });
}

/** The names in the file of tables given by schema and table. */
export const fileNamesOf = (names: readonly TableName[]): string[] => names.map(sqliteTableName);
