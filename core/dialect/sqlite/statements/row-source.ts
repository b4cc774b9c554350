import {
  QuerySyntaxError,
  suggestion,
  type TextPosition,
  UnknownAttributeError,
} from "../../../errors/index.ts";
import type { AttributeReference } from "../../../sql/sql-expression.ts";
import type { PrintedExpression } from "../../dialect.ts";

/** A column that a clause can name. */
export interface SourceColumn extends PrintedExpression {
  readonly name: string;
}

/** A table, subquery or common table after FROM, by the name that the statement gave it. */
export interface NamedRows {
  readonly alias: string;
  /** Of a table that was given no name of its own. */
  readonly schema: string | null;
  readonly columns: readonly SourceColumn[];
}

/** What stands after FROM, printed, with all that can be named of it. */
export interface RowSource {
  readonly sql: string;
  readonly named: readonly NamedRows[];
  /** The columns of `*`; those that USING has made one stand once. */
  readonly columns: readonly SourceColumn[];
}

/** Gives what a reference stands for, or null where it stands for nothing here. */
export type FindReference = (reference: AttributeReference) => PrintedExpression | null;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const columnNamed = (columns: readonly SourceColumn[], name: string): SourceColumn | undefined =>
  columns.find((column) => isSame(column.name, name));

/**
 * What a reference stands for among some rows. Names of columns are the same in either letter case.
 *
 * @throws QuerySyntaxError where several columns have the name
 */
export function findColumn(
  { named, columns }: Pick<RowSource, "named" | "columns">,
  { name, qualifiers, position }: AttributeReference,
): PrintedExpression | null {
  if (qualifiers.length === 0) {
    const found = columns.filter((column) => isSame(column.name, name));
    if (found.length < 2) return found[0] ?? null;
    const owners = named.filter((rows) => columnNamed(rows.columns, name) !== undefined);
    throw new QuerySyntaxError(
      `"${name}" at ${place(position)} is ambiguous: it is in ${owners.map(({ alias }) => `"${alias}"`).join(" and ")}. ` +
        `Write ${owners.map(({ alias }) => `${alias}.${name}`).join(" or ")}.`,
      { position },
    );
  }
  const rows = rowsNamed(named, qualifiers);
  return rows === undefined ? null : (columnNamed(rows.columns, name) ?? null);
}

/** The rows that the words before a dot name. */
export function rowsNamed(named: readonly NamedRows[], qualifiers: readonly string[]): NamedRows | undefined {
  const alias = qualifiers.at(-1)!;
  const schema = qualifiers.at(-2) ?? null;
  return (
    named.find((rows) => rows.alias === alias && (schema === null || rows.schema === schema)) ??
    named.find((rows) => isSame(rows.alias, alias) && (schema === null || rows.schema === schema))
  );
}

/** The error for a reference that stands for nothing. */
export function unknownColumn(
  { name, qualifiers, position }: AttributeReference,
  { named, columns }: Pick<RowSource, "named" | "columns">,
): UnknownAttributeError {
  const written = [...qualifiers, name].join(".");
  const known = qualifiers.length === 0 ? columns : (rowsNamed(named, qualifiers)?.columns ?? null);
  const hint =
    known === null
      ? ` Nothing after FROM is called "${qualifiers.at(-1)}".${suggestion(
          qualifiers.at(-1)!,
          named.map(({ alias }) => alias),
        )}`
      : suggestion(
          name,
          known.map((column) => column.name),
        );
  return new UnknownAttributeError(`There is no column "${written}" for ${place(position)}.${hint}`, {
    position,
  });
}

/** A place of a text in words. */
export const place = ({ line, column }: TextPosition): string => `line ${line}, column ${column}`;
