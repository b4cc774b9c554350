import type { SchemaElement } from "hyparquet-writer";
import type { TableColumn } from "../../kernel/output.ts";
import type { PlainValue } from "../../kernel/table-questions.ts";
import { plainText } from "./plain-text.ts";
import type { PlainRow } from "./read-rows.ts";

/** How a column is written, and what becomes of its values. */
export interface ParquetColumn {
  readonly element: SchemaElement;
  convert(value: NonNullable<PlainValue>): unknown;
}

type Physical = "BOOLEAN" | "INT32" | "INT64" | "DOUBLE" | "BYTE_ARRAY";
type Converted = "UTF8" | "JSON" | "DATE" | "TIMESTAMP_MICROS";

function column(
  name: string,
  type: Physical,
  convert: ParquetColumn["convert"],
  converted?: Converted,
): ParquetColumn {
  const element: SchemaElement = { name, type, repetition_type: "OPTIONAL" };
  return { element: converted === undefined ? element : { ...element, converted_type: converted }, convert };
}

const dayMilliseconds = 86_400_000;

function days(value: PlainValue): number {
  const milliseconds = Date.parse(`${value}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`"${value}" is no date that Parquet can hold.`);
  return milliseconds / dayMilliseconds;
}

/** Microseconds since 1970, exactly. */
function microseconds(value: PlainValue): bigint {
  const [moment, fraction = ""] = String(value).split(".");
  const milliseconds = Date.parse(`${moment!.replace(" ", "T")}Z`);
  if (Number.isNaN(milliseconds)) throw new Error(`"${value}" is no moment that Parquet can hold.`);
  return BigInt(milliseconds) * 1_000n + BigInt(fraction.slice(0, 6).padEnd(6, "0"));
}

/** The column by its declared type; null where there is none, so that the values have to tell. */
function declaredColumn({ name, type, kind }: TableColumn): ParquetColumn | null {
  const text = type.toLowerCase();
  switch (kind) {
    case "bool":
      return column(name, "BOOLEAN", Boolean);
    case "number":
      if (/^int(8|16|24|32)\b/.test(text)) return column(name, "INT32", Number);
      if (text.includes("int")) return column(name, "INT64", (value) => BigInt(value as number | bigint));
      if (/^(float|double|real)/.test(text)) return column(name, "DOUBLE", Number);
      return column(name, "BYTE_ARRAY", plainText, "UTF8");
    case "moment":
      if (/^date\b(?!time)/.test(text)) return column(name, "INT32", days, "DATE");
      if (text.startsWith("datetime")) return column(name, "INT64", microseconds, "TIMESTAMP_MICROS");
      return column(name, "BYTE_ARRAY", plainText, "UTF8");
    case "text":
      return column(name, "BYTE_ARRAY", plainText, "UTF8");
    case "bytes":
      return column(name, "BYTE_ARRAY", (value) => value);
    case "json":
      return column(name, "BYTE_ARRAY", jsonValue, "JSON");
    default:
      return null;
  }
}

const jsonValue = (value: NonNullable<PlainValue>): unknown =>
  typeof value === "object" && "json" in value ? JSON.parse(value.json) : value;

/**
 * The columns of a Parquet file.
 *
 * @param rows all rows, where the types of some columns are not known; see `isEachDeclared`
 */
export function parquetColumns(columns: readonly TableColumn[], rows: readonly PlainRow[]): ParquetColumn[] {
  return columns.map((one, index) => declaredColumn(one) ?? foundColumn(one.name, rows, index));
}

export const isEachDeclared = (columns: readonly TableColumn[]): boolean =>
  columns.every((one) => declaredColumn(one) !== null);

/** The column by all of its values; as text where they are of several kinds. */
function foundColumn(name: string, rows: readonly PlainRow[], index: number): ParquetColumn {
  const values = rows.map((row) => row[index]!).filter((value) => value !== null);
  const areAll = (test: (value: PlainValue) => boolean): boolean => values.length > 0 && values.every(test);
  if (areAll((value) => typeof value === "boolean")) return column(name, "BOOLEAN", Boolean);
  if (areAll((value) => typeof value === "bigint" || Number.isSafeInteger(value))) {
    return column(name, "INT64", (value) => BigInt(value as number | bigint));
  }
  if (areAll((value) => typeof value === "number")) return column(name, "DOUBLE", Number);
  if (areAll((value) => value instanceof Uint8Array)) return column(name, "BYTE_ARRAY", (value) => value);
  if (areAll((value) => typeof value === "object")) return column(name, "BYTE_ARRAY", jsonValue, "JSON");
  return column(name, "BYTE_ARRAY", plainText, "UTF8");
}
