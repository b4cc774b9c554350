import { tableKey } from "../../declaration/stored-table.ts";
import type { TableDeclaration, TableName } from "../../declaration/table-declaration.ts";
import type { Executor, Introspection, LineageSource } from "../dialect.ts";
import { loadDeclarations } from "../load-declarations.ts";
import { readRows, textOf } from "../rows.ts";
import { metadataTables } from "./metadata.ts";
import { parseSqliteTableName, sqliteTableName } from "./quote.ts";
import { fileNamesOf, isMetadata, readFileTables, readTables } from "./stored-tables.ts";
import { loadSqliteKeys, sqliteStateForOwnChecks } from "./table-keys.ts";

async function load(
  executor: Executor,
  wanted: readonly string[],
  all: readonly string[],
  lineage?: LineageSource,
): Promise<TableDeclaration[]> {
  const readParents = (parents: readonly TableName[]) => readTables(executor, fileNamesOf(parents), all);
  return loadDeclarations(await readTables(executor, wanted, all), readParents, lineage);
}

/** The tables of the file in which each stands before those that it refers to. */
async function childrenFirst(executor: Executor, fileNames: readonly string[]): Promise<string[]> {
  const rows = await readRows(
    executor,
    'SELECT DISTINCT m.name AS child, f."table" AS parent FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f' +
      " WHERE m.type = 'table'",
  );
  const children = new Map<string, string[]>();
  for (const row of rows) {
    const parent = textOf(row.parent);
    children.set(parent, [...(children.get(parent) ?? []), textOf(row.child)]);
  }
  const ordered = new Set<string>();
  const entered = new Set<string>();
  const visit = (name: string): void => {
    if (entered.has(name)) return;
    entered.add(name);
    for (const child of children.get(name) ?? []) visit(child);
    ordered.add(name);
  };
  for (const name of fileNames) visit(name);
  return [...ordered].filter((name) => fileNames.includes(name));
}

/** Reading tables back from an SQLite file, one made elsewhere included. */
export const sqliteIntrospection: Introspection = {
  async listSchemas(executor) {
    const all = await readFileTables(executor);
    const schemas = new Set(
      all.filter((name) => !isMetadata(name)).map((name) => parseSqliteTableName(name).schema),
    );
    if (all.includes(metadataTables.schemas)) {
      const rows = await readRows(executor, `SELECT "schema" FROM "${metadataTables.schemas}"`);
      for (const row of rows) schemas.add(textOf(row.schema));
    }
    return [...schemas].sort();
  },
  async loadSchema(executor, schema, lineage) {
    const all = await readFileTables(executor);
    const wanted = all.filter((name) => {
      const parsed = parseSqliteTableName(name);
      return parsed.schema === schema && !parsed.table.startsWith("~");
    });
    return load(executor, wanted, all, lineage);
  },
  async loadTable(executor, name) {
    const all = await readFileTables(executor);
    const [declaration] = await load(executor, [sqliteTableName(name)], all);
    return declaration ?? null;
  },
  async loadChildren(executor, name) {
    const rows = await readRows(
      executor,
      "SELECT DISTINCT m.name AS child FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f" +
        ` WHERE m.type = 'table' AND lower(f."table") = lower(?) ORDER BY m.name`,
      [sqliteTableName(name)],
    );
    return rows
      .map((row): TableName => parseSqliteTableName(textOf(row.child)))
      .filter((child) => tableKey(child) !== tableKey(name));
  },
  loadKeys: loadSqliteKeys,
  stateForOwnChecks: sqliteStateForOwnChecks,
  async listTables(executor, schema) {
    const all = await readFileTables(executor);
    const own = all.filter((name) => parseSqliteTableName(name).schema === schema && !isMetadata(name));
    return (await childrenFirst(executor, own)).map(parseSqliteTableName);
  },
};
