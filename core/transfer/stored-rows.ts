import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import type { Dialect } from "../dialect/dialect.ts";
import type { Interruptible } from "../driver/driver.ts";
import type { Attribute } from "../heading/attribute.ts";
import { valueEncoder } from "../values/encode-value.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** Turns a value as one database keeps it into the form that all databases share. */
type Reader = (value: SqlValue) => SqlValue;

const asText = (value: SqlValue): string =>
  value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value);

function readerOf(attribute: Attribute, dialect: Dialect): Reader {
  const type = attribute.dataType;
  // As text it stays exact; decoded, numbers of any length would become floats.
  if (type?.kind === "json") return (value) => (value === null ? null : asText(value));
  const isSingle = type?.kind === "float" && type.bits === 32;
  const decode = isSingle ? Number : (dialect.values.decoder(type, true) ?? ((value: SqlValue) => value));
  const encode = valueEncoder(attribute);
  return (value) => (value === null ? null : encode(decode(value)));
}

/** A column as it is read: servers show only six digits of a 32-bit float. */
function columnSql({ name, dataType }: Attribute, { quote, select }: Dialect): string {
  const column = quote.identifier(name);
  return dataType?.kind === "float" && dataType.bits === 32
    ? `CAST(${column} AS ${select.floatCast})`
    : column;
}

/**
 * The rows of a table with all of its attributes, hidden ones included, as they are stored: nothing is decoded by a
 * codec. Values come in the form that all databases share.
 *
 * @param attributes which attributes, and in which order
 */
export async function* storedRows(
  connection: Connection,
  table: TableName,
  attributes: readonly Attribute[],
  { signal }: Interruptible,
): AsyncGenerator<SqlValue[]> {
  const { dialect } = connection;
  const readers = attributes.map((attribute) => readerOf(attribute, dialect));
  const columns = attributes.map((attribute) => columnSql(attribute, dialect)).join(", ");
  const statement = { sql: `SELECT ${columns} FROM ${dialect.quote.table(table)}`, values: [] };
  for await (const { rows } of connection.stream(statement, { hasWideIntegers: true, signal })) {
    for (const row of rows) yield readers.map((read, index) => read(row[index]!));
  }
}

/** An object whose attributes are in order, whatever order they were in. */
function ordered(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * What a checksum is made of: stored values, but JSON without its layout, since servers write it anew, and floats as
 * numbers without a sign of zero.
 */
export function comparedValues(attributes: readonly Attribute[]): (row: readonly SqlValue[]) => SqlValue[] {
  const isJson = attributes.map(({ dataType }) => dataType?.kind === "json");
  return (row) =>
    row.map((value, index) =>
      isJson[index] && typeof value === "string" ? JSON.stringify(JSON.parse(value), ordered) : value,
    );
}
