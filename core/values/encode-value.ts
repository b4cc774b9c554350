import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { DataType } from "../types/data-type.ts";
import { fixedDecimal, wholeDigits } from "./decimal-text.ts";
import type { SqlValue } from "./sql-value.ts";
import { dateText, datetimeText, temporalText, timeText } from "./temporal-text.ts";
import { uuidBytes } from "./uuid-text.ts";

const shown = (value: unknown): string => {
  if (typeof value === "bigint") return `${value}`;
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

/** `a` or `an` before a type's name. */
const article = (type: string): string => (/^[aeiou]/i.test(type) ? "an" : "a");

function refuse(value: unknown, attribute: Attribute, why: string): never {
  throw new DataJointError(
    `The value ${shown(value)} of "${attribute.name}" is not ${article(attribute.type)} ${attribute.type}: ${why}.`,
  );
}

/** A number's text as a program may give it, or null. */
function numberText(value: unknown): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : null;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "string" && fixedDecimal(value, 0) !== null) return value.trim();
  return null;
}

function integerEncoder(attribute: Attribute, bits: number, isUnsigned: boolean): ValueEncoder {
  const lowest = isUnsigned ? 0n : -(1n << BigInt(bits - 1));
  const highest = (1n << BigInt(isUnsigned ? bits : bits - 1)) - 1n;
  const [least, most] = [Number(lowest), Number(highest)];
  return (value) => {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most)
      return value as number;
    const text = numberText(value);
    if (text === null) return refuse(value, attribute, "a whole number is expected");
    const exact = BigInt(fixedDecimal(text, 0)!);
    if (exact < lowest || exact > highest) {
      return refuse(value, attribute, `it must lie between ${lowest} and ${highest}`);
    }
    return exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
  };
}

function floatEncoder(attribute: Attribute, bits: 32 | 64): ValueEncoder {
  return (value) => {
    const number = typeof value === "number" ? value : Number(numberText(value) ?? Number.NaN);
    if (!Number.isFinite(number)) return refuse(value, attribute, "a finite number is expected");
    if (bits === 64) return number;
    const single = Math.fround(number);
    if (!Number.isFinite(single)) return refuse(value, attribute, "it is too large for 32 bits");
    return single;
  };
}

/** The fixed-point text of a decimal. */
export function decimalText(
  value: unknown,
  attribute: Attribute,
  type: DataType & { kind: "decimal" },
): string {
  const text = numberText(value);
  const fixed = text === null ? null : fixedDecimal(text, type.scale);
  if (fixed === null) return refuse(value, attribute, "a number is expected");
  const room = type.precision - type.scale;
  if (wholeDigits(fixed) > room) {
    return refuse(value, attribute, `at most ${room} digits may stand before the point`);
  }
  return fixed;
}

function encodeText(value: unknown, attribute: Attribute, length: number | null): SqlValue {
  let text: string;
  if (typeof value === "string") text = value;
  else if (typeof value === "number" || typeof value === "bigint") text = String(value);
  else if (typeof value === "boolean") text = value ? "1" : "0";
  else if (value instanceof Date) text = temporalText(value)!.replace("T", " ");
  else return refuse(value, attribute, "a text is expected");
  // Counting characters costs more than counting code units, of which there are never fewer.
  if (length !== null && text.length > length) {
    const characters = [...text];
    const end = characters.slice(length).join("");
    // Spaces at the end don't make a text too long.
    if (/[^ ]/.test(end)) refuse(value, attribute, `it has ${characters.length} characters`);
    return characters.slice(0, length).join("");
  }
  return text;
}

/** A fixed-length text is padded with spaces; SQL gives it back without them. */
const withoutPadding = (value: unknown): unknown =>
  typeof value === "string" && value.endsWith(" ") ? value.replace(/ +$/, "") : value;

function encodeBytes(value: unknown, attribute: Attribute): SqlValue {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return refuse(value, attribute, "bytes are expected (Uint8Array, ArrayBuffer or Buffer)");
}

function encodeJson(value: unknown, attribute: Attribute): SqlValue {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    return refuse(String(value), attribute, `it can't be written as JSON (${(error as Error).message})`);
  }
  return text ?? refuse(String(value), attribute, "it can't be written as JSON");
}

/** Texts of a moment in their stored form, where the value is one. */
function temporalEncoder(
  attribute: Attribute,
  stored: (text: string) => string | null,
  expected: string,
): ValueEncoder {
  return (value) => {
    const text = temporalText(value);
    return (text === null ? null : stored(text)) ?? refuse(value, attribute, `${expected} is expected`);
  };
}

function enumEncoder(attribute: Attribute, values: readonly string[]): ValueEncoder {
  const known = new Set(values);
  return (value) => {
    const text = encodeText(value, attribute, null) as string;
    if (known.has(text)) return text;
    return refuse(value, attribute, `the values are ${values.map((one) => `'${one}'`).join(", ")}`);
  };
}

/** Turns a value that is not null or undefined into what is stored. */
export type ValueEncoder = (value: unknown) => SqlValue;

/**
 * How values of an attribute go into the database, in the form that all dialects share: numbers, texts in their stored
 * form, bytes; decimals as fixed-point text.
 *
 * @returns a function that throws a DataJointError with the attribute, the value and what is expected
 */
export function valueEncoder(attribute: Attribute): ValueEncoder {
  const type = attribute.dataType;
  if (type === null) return (value) => encodeText(value, attribute, null);
  switch (type.kind) {
    case "integer":
      return integerEncoder(attribute, type.bits, type.isUnsigned);
    case "float":
      return floatEncoder(attribute, type.bits);
    case "decimal":
      return (value) => decimalText(value, attribute, type);
    case "bool":
      return integerEncoder(attribute, 8, false);
    case "char":
      return (value) => encodeText(withoutPadding(value), attribute, type.length);
    case "varchar":
      return (value) => encodeText(value, attribute, type.length);
    case "text":
      return (value) => encodeText(value, attribute, null);
    case "enum":
      return enumEncoder(attribute, type.values);
    case "date":
      return temporalEncoder(attribute, dateText, "a date like 2024-01-31");
    case "datetime":
      return temporalEncoder(
        attribute,
        (text) => datetimeText(text, type.fraction),
        "a moment like 2024-01-31 10:20:30",
      );
    case "time":
      return temporalEncoder(
        attribute,
        (text) => timeText(text, type.fraction),
        "a time like 10:20:30, at most 838:59:59,",
      );
    case "uuid":
      return (value) => uuidBytes(value, attribute.name);
    case "bytes":
      return (value) => encodeBytes(value, attribute);
    case "json":
      return (value) => encodeJson(value, attribute);
    case "native":
      return (value) => encodeNative(value, attribute);
  }
}

function encodeNative(value: unknown, attribute: Attribute): SqlValue {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer) return encodeBytes(value, attribute);
  return typeof value === "number" || typeof value === "bigint" ? value : encodeText(value, attribute, null);
}
