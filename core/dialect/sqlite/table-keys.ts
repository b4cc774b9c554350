import type { Reference, TableKeys } from "../../graph/dependency-graph.ts";
import type { Executor } from "../dialect.ts";
import { type Row, readRows, textOf } from "../rows.ts";
import { parseSqliteTableName } from "./quote.ts";

const ordinary = "m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND m.name NOT LIKE '%.~%'";

interface Columns {
  readonly primaryKey: string[];
  readonly nullable: Set<string>;
}

function columnsByTable(rows: readonly Row[]): Map<string, Columns> {
  const tables = new Map<string, Columns>();
  for (const row of rows) {
    const table = textOf(row.file_name);
    let columns = tables.get(table);
    if (columns === undefined) {
      columns = { primaryKey: [], nullable: new Set() };
      tables.set(table, columns);
    }
    if (Number(row.pk) > 0) columns.primaryKey.push(textOf(row.name));
    else if (Number(row.notnull) === 0) columns.nullable.add(textOf(row.name));
  }
  return tables;
}

function referencesByTable(
  rows: readonly Row[],
  tables: ReadonlyMap<string, Columns>,
): Map<string, Reference[]> {
  // Names in REFERENCES need not have the letter case of the table.
  const byLowerCase = new Map([...tables.keys()].map((name) => [name.toLowerCase(), name]));
  const references = new Map<string, Map<number, { -readonly [Key in keyof Reference]: Reference[Key] }>>();
  for (const row of rows) {
    const child = textOf(row.file_name);
    const parent = byLowerCase.get(textOf(row.parent).toLowerCase());
    if (parent === undefined) continue;
    const ofTable = references.get(child) ?? new Map();
    references.set(child, ofTable);
    const id = Number(row.id);
    const reference = ofTable.get(id) ?? {
      parent: parseSqliteTableName(parent),
      attributes: [],
      parentAttributes: [],
      isNullable: false,
    };
    const attribute = textOf(row.from);
    ofTable.set(id, {
      ...reference,
      attributes: [...reference.attributes, attribute],
      parentAttributes: [
        ...reference.parentAttributes,
        row.to === null ? tables.get(parent)!.primaryKey[Number(row.seq)]! : textOf(row.to),
      ],
      isNullable: reference.isNullable || tables.get(child)!.nullable.has(attribute),
    });
  }
  // The catalogue counts foreign keys from the last to the first.
  return new Map(
    [...references].map(([table, byId]) => [
      table,
      [...byId].sort(([a], [b]) => b - a).map(([, reference]) => reference),
    ]),
  );
}

/** What was read last, with the state of the catalogue that it was read from. */
const known = new WeakMap<Executor, { readonly state: string; readonly keys: readonly TableKeys[] }>();

/**
 * The definitions of all tables: equal where the catalogue is, at a fraction of the cost of reading the keys. (The
 * catalogue's version number would not do: a rollback takes it back, and the next change gives it again.)
 */
async function catalogueState(executor: Executor): Promise<string> {
  const { rows } = await executor.execute({
    sql: "SELECT group_concat(sql, char(10)) FROM sqlite_schema WHERE type = 'table'",
    values: [],
  });
  return String(rows[0]![0]);
}

/** Primary keys and foreign keys of every table in the file: all schemas are in it. */
export async function loadSqliteKeys(executor: Executor): Promise<readonly TableKeys[]> {
  const state = await catalogueState(executor);
  const before = known.get(executor);
  if (before?.state === state) return before.keys;
  const keys = await readKeys(executor);
  known.set(executor, { state, keys });
  return keys;
}

async function readKeys(executor: Executor): Promise<TableKeys[]> {
  const tables = columnsByTable(
    await readRows(
      executor,
      'SELECT m.name AS file_name, c.name, c.pk, c."notnull" FROM sqlite_schema m JOIN pragma_table_info(m.name) c' +
        ` WHERE ${ordinary} ORDER BY m.name, c.pk, c.cid`,
    ),
  );
  const references = referencesByTable(
    await readRows(
      executor,
      'SELECT m.name AS file_name, f.id, f.seq, f."table" AS parent, f."from", f."to" FROM sqlite_schema m' +
        ` JOIN pragma_foreign_key_list(m.name) f WHERE ${ordinary} ORDER BY m.name, f.id, f.seq`,
    ),
    tables,
  );
  const keys = [...tables].map(([fileName, { primaryKey }]) => ({
    name: parseSqliteTableName(fileName),
    primaryKey,
    references: references.get(fileName) ?? [],
  }));
  return keys.filter(({ name }) => !name.table.startsWith("~"));
}
