import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";

/** The error for fields that a table does not have. */
export const unknownFields = (extra: readonly string[], names: readonly string[]): UnknownAttributeError =>
  new UnknownAttributeError(
    `The table has no attribute ${extra.map((name) => `"${name}"`).join(", ")}.${suggestion(extra[0]!, names)} ` +
      `Its attributes are: ${names.join(", ")}. To drop other fields insert with { ignoreExtraFields: true }.`,
  );

/**
 * A row as an object of values by attribute.
 *
 * @param columns the attributes in the order of an array's values
 * @throws DataJointError for an array of another length, or what is no row
 */
export function rowObject(
  row: unknown,
  columns: readonly { readonly name: string }[],
): Readonly<Record<string, unknown>> {
  if (Array.isArray(row)) {
    if (row.length !== columns.length) {
      throw new DataJointError(
        `A row given as an array needs one value for each of the ${columns.length} attributes ` +
          `(${columns.map(({ name }) => name).join(", ")}); it has ${row.length}.`,
      );
    }
    return Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]));
  }
  if (typeof row !== "object" || row === null) {
    throw new DataJointError(
      `A row is an object of values by attribute, or an array of them, not ${row === null ? "null" : `a ${typeof row}`}.`,
    );
  }
  return row as Readonly<Record<string, unknown>>;
}
