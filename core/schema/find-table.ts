import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { classNameOf, snakeCaseOf } from "../declaration/table-names.ts";
import { fullTableName } from "../table/full-table-name.ts";

/** Tier prefixes in the order in which they are tried for a name that has none. */
const prefixes = ["", "#", "_", "__"] as const;

function snakeCaseOrNull(name: string): string | null {
  return /^[A-Z][A-Za-z0-9_]*$/.test(name) ? snakeCaseOf(name) : null;
}

/**
 * A table by class name, or by its name in the database with or without tier prefix; of a part only by the latter.
 *
 * @returns null for a name that no table has
 */
export function findByName(tables: readonly TableDeclaration[], name: string): TableDeclaration | null {
  const byName = new Map(tables.map((table) => [table.name.table, table]));
  for (const word of [name, snakeCaseOrNull(name)]) {
    if (word === null) continue;
    for (const prefix of prefixes) {
      const found = byName.get(prefix + word);
      if (found !== undefined) return found;
    }
  }
  if (name.includes(".")) return null;
  return tables.find((table) => classNameOf(table.name.table) === name) ?? null;
}

/** Parents before children; tables that do not depend on one another keep their order. */
export function inDependencyOrder(tables: readonly TableDeclaration[]): TableDeclaration[] {
  const byName = new Map(tables.map((table) => [fullTableName(table.name), table]));
  const sorted = new Set<TableDeclaration>();
  const entered = new Set<TableDeclaration>();
  const visit = (table: TableDeclaration): void => {
    if (entered.has(table)) return;
    entered.add(table);
    for (const { parent } of table.foreignKeys) {
      const known = byName.get(fullTableName(parent));
      if (known !== undefined) visit(known);
    }
    sorted.add(table);
  };
  for (const table of tables) visit(table);
  return [...sorted];
}

/** The name in the database of a part that is named as `Master.Part`. */
export const findPartName = (tables: readonly TableDeclaration[], className: string): string | undefined =>
  tables.find((table) => classNameOf(table.name.table) === className)?.name.table;
