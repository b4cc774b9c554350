import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { attributesOf } from "../declaration/table-indexes.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";

/** The secondary unique keys of a table. */
export const uniqueKeys = ({ indexes }: TableDeclaration): readonly (readonly string[])[] =>
  indexes.flatMap((index) => {
    const attributes = index.isUnique ? attributesOf(index) : null;
    return attributes === null ? [] : [attributes];
  });

/**
 * Statements that delete what a row replaces beside the row of its own key: rows with the same values in a secondary
 * unique key.
 *
 * @param names the attributes of the row, in order
 */
export function makeRoom(
  declaration: TableDeclaration,
  dialect: Dialect,
  names: readonly string[],
  row: readonly SqlValue[],
): Statement[] {
  const { identifier, table } = dialect.quote;
  const key = declaration.attributes.filter(({ inKey }) => inKey).map(({ name }) => name);
  const equal = (attributes: readonly string[]): string =>
    attributes.map((name) => `${identifier(name)} = ?`).join(" AND ");
  return uniqueKeys(declaration).flatMap((unique) => {
    const places = [...unique, ...key].map((name) => names.indexOf(name));
    if (places.includes(-1)) return [];
    return [
      {
        sql: `DELETE FROM ${table(declaration.name)} WHERE ${equal(unique)} AND NOT (${equal(key)})`,
        values: places.map((place) => row[place]!),
      },
    ];
  });
}
