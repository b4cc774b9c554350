import { kernelOf } from "../../kernel/ask-kernel-event.ts";
import type { ScopeTable } from "../../kernel/table-questions.ts";
import type { KnownAttribute } from "./known-tables.ts";

/** So long the kernel is waited for; it is busy while a cell runs. */
const patience = 400;

let latest: readonly ScopeTable[] = [];

/**
 * The tables that the kernel knows: of cells that have run, and of the databases that they have opened. While a cell
 * runs, and before the first has, what was known last.
 */
export async function kernelTables(): Promise<readonly ScopeTable[]> {
  const answer = kernelOf(document)("scopeTables", null).then(
    (tables) => {
      latest = tables;
    },
    () => {
      latest = [];
    },
  );
  await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, patience))]);
  return latest;
}

/** A table's attributes as those of a definition, under the name by which code knows the table. */
export const attributesOfTable = ({ attributes }: ScopeTable, name: string): KnownAttribute[] =>
  attributes.map((attribute) => ({ ...attribute, table: name }));
