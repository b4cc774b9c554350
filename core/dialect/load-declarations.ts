import { assembleDeclaration } from "../declaration/assemble-declaration.ts";
import { missingParents } from "../declaration/stored-origin.ts";
import { type StoredTable, tableKey } from "../declaration/stored-table.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import type { LineageSource } from "./dialect.ts";

/**
 * Puts declarations together, and reads parents as far as attributes get their types and lineage from them.
 *
 * @param wanted the tables to declare
 * @param readParents reads other tables by name; those that do not exist or can't be seen are left out
 * @param lineage `followed` to pass over what was recorded of the wanted tables
 */
export async function loadDeclarations(
  wanted: readonly StoredTable[],
  readParents: (names: readonly TableName[]) => Promise<readonly StoredTable[]>,
  lineage: LineageSource = "recorded",
): Promise<TableDeclaration[]> {
  const tables = lineage === "recorded" ? wanted : wanted.map((table) => ({ ...table, lineage: new Map() }));
  const found = new Map<string, StoredTable>();
  const find = (name: TableName): StoredTable | undefined => found.get(tableKey(name));
  const asked = new Set<string>();
  let unread: readonly StoredTable[] = tables;
  while (unread.length > 0) {
    for (const table of unread) found.set(tableKey(table.name), table);
    const missing = new Map<string, TableName>();
    for (const table of unread) {
      for (const parent of missingParents(table, find)) {
        if (!asked.has(tableKey(parent))) missing.set(tableKey(parent), parent);
      }
    }
    for (const key of missing.keys()) asked.add(key);
    unread = missing.size === 0 ? [] : await readParents([...missing.values()]);
  }
  return tables.map((table) => assembleDeclaration(table, find));
}
