import { formatDecimal, parseDecimal, withScale } from "./decimals.ts";
import { find } from "./json-path.ts";
import { type Json, JsonNumber, parseJson, writeJson } from "./json-text.ts";
import { nearestEven } from "./numbers.ts";
import type { FunctionValue, ScalarFunctions } from "./registry.ts";

/** The value at a path, or null where there is none or JSON's own null. */
function valueAt(document: string, path: string): Json {
  const parsed = parseJson(document);
  return parsed === undefined ? null : (find(parsed, path)[0]?.value ?? null);
}

/** The number that a JSON value stands for as text; null where it stands for none. */
function numberText(value: Json, accepted: RegExp): string | null {
  if (typeof value === "boolean") return value ? "1" : "0";
  if (value instanceof JsonNumber) return value.text;
  return typeof value === "string" && accepted.test(value) ? value.trim() : null;
}

const wholeNumber = /^[+-]?\d+$/;
const decimalNumber = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;
const floatNumber = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)?$/;

/** A whole number within bounds, as text; fractions of floats are rounded to the even one of two that are as near. */
const integerBetween =
  (lowest: bigint, highest: bigint) =>
  (document: string, path: string): FunctionValue => {
    const text = numberText(valueAt(document, path), wholeNumber);
    if (text === null) return null;
    const number = wholeNumber.test(text) ? null : nearestEven(Number(text));
    if (number !== null && !Number.isFinite(number)) return null;
    const whole = BigInt(number ?? text.replace(/^\+/, ""));
    return whole < lowest || whole > highest ? null : BigInt.asIntN(64, whole).toString();
  };

function decimal(document: string, path: string, precision: number, scale: number): FunctionValue {
  const text = numberText(valueAt(document, path), decimalNumber);
  const exact = text === null ? null : parseDecimal(text);
  if (exact === null) return null;
  const rounded = withScale(exact, scale);
  const size = rounded.unscaled < 0n ? -rounded.unscaled : rounded.unscaled;
  return size < 10n ** BigInt(precision) ? formatDecimal(rounded) : null;
}

/** A JSON text that may mean a date or time; other values mean none. */
const momentText =
  (accepted: RegExp) =>
  (document: string, path: string): FunctionValue => {
    const value = valueAt(document, path);
    return typeof value === "string" && accepted.test(value) ? value : null;
  };

/** What `JSON_VALUE(… RETURNING type)` gives: NULL where the value is none of that type. */
export const jsonValueFunctions: ScalarFunctions = {
  json_value_signed: integerBetween(-(2n ** 63n), 2n ** 63n - 1n),
  json_value_unsigned: integerBetween(0n, 2n ** 64n - 1n),
  json_value_decimal: decimal,
  json_value_float: (document: string, path: string) => {
    const text = numberText(valueAt(document, path), floatNumber);
    return text === null ? null : Number(text);
  },
  json_value_char: (document: string, path: string, length: number) => {
    const value = valueAt(document, path);
    if (value === null) return null;
    const text = typeof value === "string" ? value : writeJson(value);
    return [...text].length > length ? null : text;
  },
  json_value_date: momentText(/^/),
  json_value_datetime: momentText(/^(?!\d+-\d+-\d+$)/),
  json_value_time: momentText(/:/),
};
