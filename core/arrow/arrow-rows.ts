import { DataJointError } from "../errors/index.ts";
import { extensionKey, jsonExtension, storedExtension } from "./arrow-extensions.ts";

interface ColumnField {
  readonly name: string;
  readonly type?: unknown;
  readonly metadata?: { get(key: string): string | undefined } | null;
}

/** What is used of an Arrow table; the libraries `@uwdata/flechette` and `apache-arrow` have it alike. */
export interface ColumnTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly ColumnField[] };
  getChild(name: string): { get?(index: number): unknown; at?(index: number): unknown } | null | undefined;
}

export const isColumnTable = (value: unknown): value is ColumnTable =>
  typeof value === "object" &&
  value !== null &&
  "numRows" in value &&
  "getChild" in value &&
  typeof value.getChild === "function";

/** The numbers of Arrow's types in its own format. */
const typeIds = { decimal: 7, date: 8, time: 9, timestamp: 10, duration: 18 } as const;

interface ArrowType {
  readonly typeId?: number;
  readonly unit?: number;
  readonly scale?: number;
}

const isNumeric = (value: unknown): value is number | bigint =>
  typeof value === "number" || typeof value === "bigint";

const trimmed = (text: string): string => text.replace(/\.?0+$/, "");

/** `2024-01-31T10:20:30.123456` of milliseconds since 1970, which may have a fraction. */
function momentText(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micro = Math.round((milliseconds - whole) * 1000);
  return new Date(whole).toISOString().replace("Z", String(micro).padStart(3, "0"));
}

/** `-12:34:56.789` of a count of seconds, or of thousandths, millionths or billionths of them. */
function clockText(count: number | bigint, unit: number): string {
  const perSecond = 10n ** BigInt(unit * 3);
  const ticks = BigInt(count);
  const size = ticks < 0n ? -ticks : ticks;
  const seconds = size / perSecond;
  const two = (value: bigint): string => String(value).padStart(2, "0");
  const fraction = unit === 0 ? "" : `.${String(size % perSecond).padStart(unit * 3, "0")}`;
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${ticks < 0n ? "-" : ""}${clock}${fraction === "" ? "" : trimmed(fraction)}`;
}

/** The text of a decimal from all of its digits as one whole number. */
function decimalOf(digits: bigint, scale: number): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
  const point = text.length - scale;
  return `${digits < 0n ? "-" : ""}${text.slice(0, point)}${scale === 0 ? "" : `.${text.slice(point)}`}`;
}

/** What turns numbers that stand for dates, moments, times and decimals into such values; null for other types. */
function converter({ typeId, unit = 0, scale = 0 }: ArrowType): ((value: number | bigint) => unknown) | null {
  switch (typeId) {
    case typeIds.date:
      return (value) => momentText(Number(value)).slice(0, 10);
    case typeIds.timestamp:
      return (value) => momentText(Number(value));
    case typeIds.time:
    case typeIds.duration:
      return (value) => clockText(value, unit);
    case typeIds.decimal:
      return (value) => (typeof value === "bigint" ? decimalOf(value, scale) : value);
    default:
      return null;
  }
}

function parsedJson(text: unknown): unknown {
  return typeof text === "string" ? JSON.parse(text) : text;
}

/** What turns values of a column into those that programs see; null where they are the same. */
function readerOf({ name, type, metadata }: ColumnField): ((value: unknown) => unknown) | null {
  const extension = metadata?.get(extensionKey);
  if (extension === jsonExtension) return parsedJson;
  if (extension === storedExtension) {
    throw new DataJointError(
      `The column "${name}" of the Arrow table holds values as a codec stored them, and they would be stored as if they were ` +
        "the values themselves. Insert what toDicts() gives instead, or leave the column out.",
    );
  }
  const convert = converter((type ?? {}) as ArrowType);
  return convert === null ? null : (value) => (isNumeric(value) ? convert(value) : value);
}

/**
 * The rows of an Arrow table as objects, one by one.
 *
 * @throws DataJointError for a column of values that a codec stored
 */
export function* columnRows(table: ColumnTable): Generator<Record<string, unknown>> {
  const columns = table.schema.fields.map((field) => {
    const values = table.getChild(field.name)!;
    return { name: field.name, values, at: (values.at ?? values.get)!, read: readerOf(field) };
  });
  for (let index = 0; index < table.numRows; index++) {
    const row: Record<string, unknown> = {};
    for (const { name, values, at, read } of columns) {
      const value = at.call(values, index);
      row[name] = read === null ? value : read(value);
    }
    yield row;
  }
}
