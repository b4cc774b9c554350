import { encodeRows, rowEncoder } from "../codec/encode-rows.ts";
import { DataJointError } from "../errors/index.ts";
import { type InsertedRow, insertRows } from "../table/insert.ts";
import type { TableBinding } from "../table/table-binding.ts";

/**
 * Inserts the contents of a lookup table that are not in it yet. Specification: "Table declaration", lookup contents.
 *
 * @param binding the table; of another tier it is left as it is
 * @param contents the `contents` of its class
 * @throws DataJointError where they are no list, and as an insert does
 */
export async function fillLookup(
  { connection, declaration, tier, className, name }: TableBinding,
  contents: unknown,
): Promise<void> {
  if (tier !== "lookup" || contents === undefined || contents === null) return;
  if (typeof contents !== "object" || !(Symbol.iterator in contents)) {
    throw new DataJointError(`The contents of ${className} must be a list of rows.`);
  }
  const rows = [...(contents as Iterable<InsertedRow>)];
  const { rows: counted } = await connection.execute({
    sql: `SELECT count(*) FROM ${connection.dialect.quote.table(name)}`,
    values: [],
  });
  if (Number(counted[0]![0]) >= rows.length) return;
  // What goes into stores is there before the rows; in the atomic call nothing else may use the connection.
  const encoded = await encodeRows(rows, rowEncoder(declaration, connection));
  await connection.atomically((executor) =>
    insertRows(executor, declaration, connection.dialect, encoded, { skipDuplicates: true }),
  );
}
