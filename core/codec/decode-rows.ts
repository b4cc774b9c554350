import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import type { Attribute, Heading } from "../heading/index.ts";
import { storesOf } from "../store/stores.ts";
import type { SqlValue } from "../values/sql-value.ts";
import type { DecodeContext } from "./codec.ts";
import { codecChain, isPromise, runSteps } from "./codec-chain.ts";

/** How many values of one column are awaited at a time, lest thousands of files be open at once. */
const atOnce = 16;

interface CodecColumn {
  readonly index: number;
  readonly attribute: Attribute;
}

function unreadable(error: unknown, attribute: Attribute): DataJointError {
  const isOwn = error instanceof DataJointError;
  const ErrorClass = isOwn ? (error.constructor as typeof DataJointError) : DataJointError;
  const message = error instanceof Error ? error.message : String(error);
  return new ErrorClass(`The value of "${attribute.name}" (${attribute.type}) can't be read: ${message}`, {
    cause: isOwn ? error.cause : error,
  });
}

/**
 * What decodes the columns of codec types of rows, in place and after all others: at once where no codec makes one
 * wait, else the rows have to be awaited.
 *
 * @param decoders of all columns; those of codec types are taken out of it
 * @param decodes which attributes of codec types are decoded at all
 * @returns null where no column has a codec type
 * @throws DataJointError where a codec is not registered
 */
export function codecDecoder(
  heading: Heading,
  names: readonly string[],
  connection: Connection,
  decoders: unknown[],
  decodes: (attribute: Attribute) => boolean = () => true,
): ((rows: readonly unknown[][]) => Promise<void> | null) | null {
  if (!heading.hasCodecs) return null;
  const columns = names.flatMap((name, index): CodecColumn[] => {
    const attribute = heading.find(name);
    return attribute === undefined || attribute.codec === null || !decodes(attribute)
      ? []
      : [{ index, attribute }];
  });
  if (columns.length === 0) return null;
  const decoded = columns.map((column) => {
    decoders[column.index] = null;
    return { column, decode: columnDecoder(column, names, heading, connection) };
  });
  return (rows) => {
    let waiting = null as Promise<void> | null;
    for (const { column, decode } of decoded) {
      // Columns of stores follow one another, so that no more than a few values are read at a time.
      const before: Promise<void> | null = waiting;
      waiting =
        before === null
          ? decodeColumn(rows, column, decode)
          : before.then(() => decodeColumn(rows, column, decode) ?? undefined);
    }
    return waiting;
  };
}

type ColumnDecoder = (row: readonly unknown[]) => unknown;

function decodeColumn(
  rows: readonly unknown[][],
  { index }: CodecColumn,
  decode: ColumnDecoder,
): Promise<void> | null {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const value = decode(row);
    if (!isPromise(value)) row[index] = value;
    else return decodeSlowly(rows, at, index, value, decode);
  }
  return null;
}

async function decodeSlowly(
  rows: readonly unknown[][],
  start: number,
  index: number,
  first: Promise<unknown>,
  decode: ColumnDecoder,
): Promise<void> {
  rows[start]![index] = await first;
  for (let at = start + 1; at < rows.length; at += atOnce) {
    const portion = rows.slice(at, at + atOnce);
    const values = await Promise.all(portion.map(async (row) => decode(row)));
    portion.forEach((row, position) => {
      row[index] = values[position];
    });
  }
}

function columnDecoder(
  { index, attribute }: CodecColumn,
  names: readonly string[],
  heading: Heading,
  connection: Connection,
): ColumnDecoder {
  const { codecs, dataType, storeName } = codecChain(attribute);
  const fromSql = connection.dialect.values.decoder(dataType, true);
  const keyColumns = names.flatMap((name, at) => (heading.find(name)?.inKey ? [[name, at] as const] : []));
  const shared = {
    attribute: attribute.name,
    storeName,
    stores: storesOf(connection),
    config: connection.config,
  };
  const inward = [...codecs].reverse();
  return (row) => {
    const stored = row[index] as SqlValue;
    if (stored === null) return null;
    const context: DecodeContext = {
      ...shared,
      get key() {
        return Object.fromEntries(keyColumns.map(([name, at]) => [name, row[at]]));
      },
    };
    const steps = inward.map((codec) => (given: unknown) => codec.decode(given, context));
    try {
      const value = runSteps(fromSql === null ? stored : fromSql(stored), steps);
      if (!isPromise(value)) return value;
      return value.catch((error: unknown) => {
        throw unreadable(error, attribute);
      });
    } catch (error) {
      throw unreadable(error, attribute);
    }
  };
}
