import { QueryError } from "../../errors/index.ts";
import type { SqlValue } from "../../values/sql-value.ts";

/** What a statement takes beside its texts and bytes, about: types and lengths of its values. */
const perValue = 12;

const sizeOf = (value: SqlValue): number => {
  if (typeof value === "string") return Buffer.byteLength(value) + perValue;
  return value instanceof Uint8Array ? value.byteLength + perValue : perValue;
};

/** At most so many bytes: no UTF-16 unit takes more than three in UTF-8. */
const boundOf = (value: SqlValue): number => {
  if (typeof value === "string") return 3 * value.length + perValue;
  return value instanceof Uint8Array ? value.byteLength + perValue : perValue;
};

/**
 * Refuses a statement that the server would not read to its end, but close the connection.
 *
 * @param atMost the server's `max_allowed_packet`
 * @throws QueryError with both sizes
 */
export function assertPacketSize(sql: string, values: readonly SqlValue[], atMost: number): void {
  const longest = values.reduce((sum: number, value) => sum + boundOf(value), 3 * sql.length);
  if (longest < atMost) return;
  const size = values.reduce((sum: number, value) => sum + sizeOf(value), Buffer.byteLength(sql));
  if (size < atMost) return;
  throw new QueryError(
    `The statement takes ${size} bytes, and the server takes at most ${atMost} (max_allowed_packet). ` +
      "Insert fewer rows at a time (chunkSize), keep large values in a store, or raise max_allowed_packet on the server.",
  );
}
