import type { DataType } from "../types/data-type.ts";
import { fixedDecimal } from "./decimal-text.ts";
import type { SqlValue } from "./sql-value.ts";
import { trimFraction } from "./temporal-text.ts";
import { uuidText } from "./uuid-text.ts";

type Decoder = (value: SqlValue) => unknown;

/** A number where it is exact, else a bigint. */
function exactInteger(value: SqlValue): unknown {
  if (typeof value === "bigint") {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }
  if (typeof value === "string" && /^-?\d+$/.test(value)) return exactInteger(BigInt(value));
  return value;
}

const asNumber: Decoder = (value) => (value === null || typeof value === "number" ? value : Number(value));

/** A 32-bit float with the six digits that MySQL shows of it. */
const asSingle: Decoder = (value) => (value === null ? null : Number(Number(value).toPrecision(6)));

/** A bool is a small integer underneath, which may hold more than the two. */
const asBool: Decoder = (value) => {
  if (value === null) return null;
  const number = Number(value);
  return number === 0 ? false : number === 1 ? true : number;
};

const asBytes: Decoder = (value) =>
  value instanceof Uint8Array && value.constructor !== Uint8Array
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : value;

const asJson: Decoder = (value) => (typeof value === "string" ? JSON.parse(value) : exactInteger(value));

const asText: Decoder = (value) =>
  value === null || typeof value === "string"
    ? value
    : value instanceof Uint8Array
      ? new TextDecoder().decode(value)
      : String(value);

/**
 * How a column of a type is turned into the values that programs see, or null where they are the same.
 *
 * @param type null where it is not known
 * @param hasWideIntegers whether the driver gives integers as bigint
 */
export function decoderOf(type: DataType | null, hasWideIntegers: boolean): Decoder | null {
  switch (type?.kind) {
    case "integer":
      return hasWideIntegers || type.bits === 64 ? exactInteger : null;
    case "float":
      return type.bits === 32 ? asSingle : asNumber;
    case "decimal": {
      const { scale } = type;
      // A number is read by its shortest decimal form, so that a tie rounds as the decimal would.
      return (value) => (value === null ? null : (fixedDecimal(String(value), scale) ?? value));
    }
    case "bool":
      return asBool;
    case "char":
    case "varchar":
    case "text":
    case "enum":
    case "date":
      return asText;
    case "datetime":
    case "time":
      return (value) => (typeof value === "string" ? trimFraction(value) : asText(value));
    case "uuid":
      return (value) => (value instanceof Uint8Array ? uuidText(value) : value);
    case "bytes":
      return asBytes;
    case "json":
      return asJson;
    default:
      return (value) => (value instanceof Uint8Array ? asBytes(value) : exactInteger(value));
  }
}
