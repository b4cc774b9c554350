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

function encodeInteger(value: unknown, attribute: Attribute, type: DataType & { kind: "integer" }): SqlValue {
  let whole: number | bigint;
  if (typeof value === "number" && Number.isSafeInteger(value)) whole = value;
  else {
    const text = numberText(value);
    if (text === null) return refuse(value, attribute, "a whole number is expected");
    const exact = BigInt(fixedDecimal(text, 0)!);
    whole = exact >= Number.MIN_SAFE_INTEGER && exact <= Number.MAX_SAFE_INTEGER ? Number(exact) : exact;
  }
  const lowest = type.isUnsigned ? 0n : -(1n << BigInt(type.bits - 1));
  const highest = (1n << BigInt(type.isUnsigned ? type.bits : type.bits - 1)) - 1n;
  if (whole < lowest || whole > highest) {
    refuse(value, attribute, `it must lie between ${lowest} and ${highest}`);
  }
  return whole;
}

function encodeFloat(value: unknown, attribute: Attribute, bits: 32 | 64): SqlValue {
  const text = numberText(value);
  const number = text === null ? Number.NaN : Number(text);
  if (!Number.isFinite(number)) return refuse(value, attribute, "a finite number is expected");
  if (bits === 64) return number;
  const single = Math.fround(number);
  if (!Number.isFinite(single)) return refuse(value, attribute, "it is too large for 32 bits");
  return single;
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
    const characters = [...text].length;
    if (characters > length) refuse(value, attribute, `it has ${characters} characters`);
  }
  return text;
}

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

/**
 * A value on its way into the database, in the form that all dialects share: numbers, texts in their stored
 * form, bytes; decimals as fixed-point text.
 *
 * @param value not null or undefined
 * @throws DataJointError that names the attribute, the value and what is expected
 */
export function encodeValue(value: unknown, attribute: Attribute): SqlValue {
  const type = attribute.dataType;
  if (type === null) return encodeText(value, attribute, null);
  switch (type.kind) {
    case "integer":
      return encodeInteger(value, attribute, type);
    case "float":
      return encodeFloat(value, attribute, type.bits);
    case "decimal":
      return decimalText(value, attribute, type);
    case "bool":
      return encodeInteger(value, attribute, { kind: "integer", bits: 8, isUnsigned: false });
    case "char":
    case "varchar":
      return encodeText(value, attribute, type.length);
    case "text":
      return encodeText(value, attribute, null);
    case "enum": {
      const text = encodeText(value, attribute, null) as string;
      const known = type.values.find((one) => one === text);
      return (
        known ?? refuse(value, attribute, `the values are ${type.values.map((one) => `'${one}'`).join(", ")}`)
      );
    }
    case "date": {
      const text = temporalText(value);
      return (
        (text === null ? null : dateText(text)) ??
        refuse(value, attribute, "a date like 2024-01-31 is expected")
      );
    }
    case "datetime": {
      const text = temporalText(value);
      const stored = text === null ? null : datetimeText(text, type.fraction);
      return stored ?? refuse(value, attribute, "a moment like 2024-01-31 10:20:30 is expected");
    }
    case "time": {
      const text = temporalText(value);
      const stored = text === null ? null : timeText(text, type.fraction);
      return stored ?? refuse(value, attribute, "a time like 10:20:30, at most 838:59:59, is expected");
    }
    case "uuid":
      return uuidBytes(value, attribute.name);
    case "bytes":
      return encodeBytes(value, attribute);
    case "json":
      return encodeJson(value, attribute);
    case "native":
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) return encodeBytes(value, attribute);
      return typeof value === "number" || typeof value === "bigint"
        ? value
        : encodeText(value, attribute, null);
  }
}
