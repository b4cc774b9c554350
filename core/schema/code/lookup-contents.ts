import type { TableDeclaration } from "../../declaration/table-declaration.ts";
import { tierOf } from "../../declaration/table-names.ts";
import type { DataTypeKind } from "../../types/data-type.ts";

/** The most rows of a lookup table that stand in code; longer tables are data, to be moved as data. */
export const maximumContents = 500;

/** The rows of a lookup table as code gives them, each with the values of all attributes in the order of the heading. */
export type LookupContents =
  | { readonly rows: readonly (readonly unknown[])[] }
  /** Why they are not in the code. */
  | { readonly omission: string };

/** Kinds whose values can be written in code and are read from there as they were. */
const writable: ReadonlySet<DataTypeKind> = new Set<DataTypeKind>([
  "integer",
  "float",
  "decimal",
  "bool",
  "char",
  "varchar",
  "text",
  "enum",
  "date",
  "datetime",
  "time",
  "uuid",
  "json",
  "native",
]);

/** Reads rows in the order of the primary key. */
export type ReadRows = (
  table: TableDeclaration,
  limit: number,
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

async function contentsOf(table: TableDeclaration, read: ReadRows): Promise<LookupContents> {
  const attributes = table.attributes.filter(({ isHidden }) => !isHidden);
  const rows = await read(table, maximumContents + 1);
  if (rows.length > maximumContents) return { omission: `there are more than ${maximumContents}` };
  if (rows.length === 0) return { rows: [] };
  const stored = attributes.find(
    ({ codec, dataType }) => codec !== null || dataType === null || !writable.has(dataType.kind),
  );
  if (stored !== undefined) return { omission: `values of ${stored.name} : ${stored.type} can't be written` };
  const other = table.foreignKeys.find(({ parent }) => tierOf(parent.table) !== "lookup");
  if (other !== undefined) {
    return { omission: `they refer to ${other.parent.table}, which is no lookup table` };
  }
  return { rows: rows.map((row) => attributes.map(({ name }) => row[name] ?? null)) };
}

/** What the lookup tables of a schema hold, by their names. */
export async function lookupContents(
  tables: readonly TableDeclaration[],
  read: ReadRows,
): Promise<Map<string, LookupContents>> {
  const contents = new Map<string, LookupContents>();
  for (const table of tables) {
    if (tierOf(table.name.table) === "lookup") contents.set(table.name.table, await contentsOf(table, read));
  }
  return contents;
}
