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

interface KnownKeys {
  readonly state: string;
  readonly keys: readonly TableKeys[];
  readonly allowsOwnChecks: boolean;
}

/** What was read last, by the state of the catalogue, which says it all. */
const known = new Map<string, KnownKeys>();
const knownStates = 8;

/**
 * The definitions of all tables and triggers: equal where the catalogue is, at a fraction of the cost of reading the
 * keys. (The catalogue's version number would not do: a rollback takes it back, and the next change gives it again.)
 */
async function catalogueState(executor: Executor): Promise<string> {
  const definitions = (catalogue: string): string =>
    `(SELECT group_concat(sql, char(10)) FROM ${catalogue} WHERE type IN ('table', 'trigger'))`;
  const { rows } = await executor.execute({
    sql: `SELECT ${definitions("sqlite_schema")}, ${definitions("sqlite_temp_schema")}`,
    values: [],
  });
  return rows[0]!.join("\u0000");
}

async function knownKeys(executor: Executor): Promise<KnownKeys> {
  const state = await catalogueState(executor);
  const before = known.get(state);
  if (before !== undefined) return before;
  const now = { state, keys: await readKeys(executor), allowsOwnChecks: await allowsOwnChecks(executor) };
  if (known.size >= knownStates) known.delete(known.keys().next().value!);
  known.set(state, now);
  return now;
}

/** Primary keys and foreign keys of every table in the file: all schemas are in it. */
export async function loadSqliteKeys(executor: Executor): Promise<readonly TableKeys[]> {
  return (await knownKeys(executor)).keys;
}

/** SQLite deletes rows in two passes while it enforces foreign keys, which takes several times as long as one. */
export async function sqliteStateForOwnChecks(executor: Executor): Promise<string | null> {
  const { state, allowsOwnChecks } = await knownKeys(executor);
  return allowsOwnChecks ? state : null;
}

/** False where a deletion does more than it says, or foreign keys are not among those that `readKeys` gives. */
async function allowsOwnChecks(executor: Executor): Promise<boolean> {
  const rows = await readRows(
    executor,
    "SELECT 1 FROM sqlite_schema WHERE type = 'trigger'" +
      " UNION ALL SELECT 1 FROM sqlite_temp_schema WHERE type IN ('table', 'trigger')" +
      " UNION ALL SELECT 1 FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND (" +
      `NOT (${ordinary}) OR lower(f."table") = lower(m.name) OR f.on_delete NOT IN ('RESTRICT', 'NO ACTION')) LIMIT 1`,
  );
  return rows.length === 0;
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
