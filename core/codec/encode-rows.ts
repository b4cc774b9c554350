import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/index.ts";
import { storesOf } from "../store/stores.ts";
import type { EncodeContext } from "./codec.ts";
import { codecChain, isPromise, runSteps } from "./codec-chain.ts";

type RowObject = Readonly<Record<string, unknown>>;

/** A row with the values of codec types as they are stored; a promise where a store or a codec makes one wait. */
export type RowEncoder = <Row extends RowObject | readonly unknown[]>(row: Row) => Row | Promise<Row>;

/** What encoding needs to know of a table. */
export interface CodedTable {
  readonly name: TableName;
  readonly attributes: readonly Attribute[];
}

/** The error of a codec with the attribute's name before the codec's own words. */
function refused(error: unknown, attribute: Attribute, before = ""): DataJointError {
  const isOwn = error instanceof DataJointError;
  const ErrorClass = isOwn ? (error.constructor as typeof DataJointError) : DataJointError;
  const message = error instanceof Error ? error.message : String(error);
  return new ErrorClass(
    `${before}The value of "${attribute.name}" can't be stored as ${attribute.type}: ${message}${/[.!?]$/.test(message) ? "" : "."}`,
    { cause: isOwn ? error.cause : error },
  );
}

type ValueEncoder = (value: unknown, row: RowObject, rowNumber: number) => unknown;

/** Runs values through the codecs of an attribute, from the outermost to the innermost. */
function valueEncoder(
  attribute: Attribute,
  connection: Connection,
  { name, attributes }: CodedTable,
  describe: (rowNumber: number) => string,
): ValueEncoder {
  const primaryKey = attributes.filter(({ inKey, isHidden }) => inKey && !isHidden);
  const { codecs, storeName } = codecChain(attribute);
  const shared = {
    attribute: attribute.name,
    schema: name.schema,
    table: name.table,
    storeName,
    stores: storesOf(connection),
    config: connection.config,
  };
  return (value, row, rowNumber) => {
    const known = primaryKey.filter((one) => row[one.name] !== undefined);
    const context: EncodeContext = {
      ...shared,
      key: Object.fromEntries(known.map((one) => [one.name, row[one.name]])),
    };
    const steps = codecs.map((codec) => (given: unknown) => codec.encode(given, context));
    try {
      codecs[0]!.validate(value);
      const stored = runSteps(value, steps);
      if (!isPromise(stored)) return stored;
      return stored.catch((error: unknown) => {
        throw refused(error, attribute, describe(rowNumber));
      });
    } catch (error) {
      throw refused(error, attribute, describe(rowNumber));
    }
  };
}

/**
 * What turns rows of a program into rows whose values of codec types are those of the core types under them. Other
 * values, and what is absent, stay as they are.
 *
 * @param describe what an error says first of a row, by its number counted from 1
 * @returns null where the table has no attribute of a codec type
 * @throws DataJointError where a codec is not registered
 */
export function rowEncoder(
  table: CodedTable,
  connection: Connection,
  describe: (rowNumber: number) => string = () => "",
): RowEncoder | null {
  const visible = table.attributes.filter(({ isHidden }) => !isHidden);
  if (visible.every(({ codec }) => codec === null)) return null;
  const targets = visible.flatMap((attribute, index) =>
    attribute.codec === null
      ? []
      : [{ name: attribute.name, index, encode: valueEncoder(attribute, connection, table, describe) }],
  );
  let rowNumber = 0;
  return (row) => {
    rowNumber++;
    if (typeof row !== "object" || row === null) return row;
    const isArray = Array.isArray(row);
    // A row of the wrong length is left to the one who counts.
    if (isArray && row.length !== visible.length) return row;
    const named: RowObject = isArray
      ? Object.fromEntries(visible.map(({ name }, index) => [name, row[index]]))
      : (row as RowObject);
    const encoded = (isArray ? [...row] : { ...row }) as Record<string | number, unknown>;
    const waiting: Promise<void>[] = [];
    for (const { name, index, encode } of targets) {
      const value = named[name];
      if (value === undefined || value === null) continue;
      let stored: unknown;
      try {
        stored = encode(value, named, rowNumber);
      } catch (error) {
        // What is on its way may fail too, and nobody would hear of it.
        void Promise.allSettled(waiting);
        throw error;
      }
      const place = isArray ? index : name;
      encoded[place] = stored;
      if (isPromise(stored)) {
        waiting.push(
          stored.then((given) => {
            encoded[place] = given;
          }),
        );
      }
    }
    const result = encoded as unknown as typeof row;
    return waiting.length === 0 ? result : Promise.all(waiting).then(() => result);
  };
}

/**
 * What checks values of an attribute of a codec type, as inserting them would, without storing anything.
 *
 * @returns a function that throws a DataJointError with the attribute and the codec's own words
 */
export function codecValidator(attribute: Attribute): (value: unknown) => null {
  const [codec] = codecChain(attribute).codecs;
  return (value) => {
    try {
      codec!.validate(value);
      return null;
    } catch (error) {
      throw refused(error, attribute);
    }
  };
}

/** All rows through a row encoder, one after the other. */
export async function encodeRows<Row extends RowObject | readonly unknown[]>(
  rows: Iterable<Row>,
  encode: RowEncoder | null,
): Promise<Row[]> {
  if (encode === null) return [...rows];
  const encoded: Row[] = [];
  for (const row of rows) encoded.push(await encode(row));
  return encoded;
}
