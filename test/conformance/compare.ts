import { compareBlob } from "./blob-values.ts";
import { Mismatch } from "./mismatch.ts";
import { inputValue, tagOf } from "./values.ts";
import type { BlobValue, RowsSpec, Value } from "./vector-file.ts";

/** How values of one attribute are compared. */
export interface Measure {
  /** The relative difference within which two floats are equal. */
  readonly relative: number;
  /** True where the attribute's own type is decimal, so its digits are exact. */
  readonly isDecimal: boolean;
  /** True where two integers are equal only if they are the same, however large: for all but floats. */
  readonly isExactInteger: boolean;
}

export const exactly: Measure = { relative: 1e-9, isDecimal: true, isExactInteger: true };

interface Decimal {
  readonly digits: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

function parseDecimal(text: string): Decimal | null {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

const isSameDecimal = (a: Decimal, b: Decimal): boolean =>
  a.digits * 10n ** BigInt(b.scale) === b.digits * 10n ** BigInt(a.scale);

function isSameFloat(a: number, b: number, relative: number): boolean {
  if (Object.is(a, b) || a === b) return true;
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b));
}

/** A number in whatever form, or null for anything else. A decimal comes as text. */
function numberText(value: unknown, acceptsText: boolean): string | null {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  return acceptsText && typeof value === "string" ? value : null;
}

function isSameNumber(expected: string, got: unknown, isExpectedDecimal: boolean, measure: Measure): boolean {
  const found = numberText(got, isExpectedDecimal || measure.isDecimal);
  if (found === null) return false;
  const wanted = parseDecimal(expected);
  const exact = parseDecimal(found);
  if (wanted !== null && exact !== null && isSameDecimal(wanted, exact)) return true;
  const difference = Math.abs(Number(expected) - Number(found));
  if (isExpectedDecimal && !measure.isDecimal && wanted !== null) {
    // The server rounds what it computes; half a unit of its last digit is its own error.
    if (difference <= 0.5 * 10 ** -wanted.scale * (1 + 1e-9)) return true;
  }
  const isInteger = (text: string): boolean => /^-?\d+$/.test(text);
  if (measure.isExactInteger && isInteger(expected) && isInteger(found)) return false;
  if (measure.isDecimal && isExpectedDecimal) return false;
  return exact !== null && isSameFloat(Number(expected), Number(found), measure.relative);
}

const withoutZeros = (text: string): string =>
  text
    .replace("T", " ")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

/** True if two values are the same JSON: numbers by value, keys in any order. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (typeof a === "number" || typeof b === "number") return Number(a) === Number(b) && typeof a === typeof b;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      isSameJson((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

function isSameBlob(expected: BlobValue, got: unknown): boolean {
  try {
    compareBlob(expected, got);
    return true;
  } catch (error) {
    if (error instanceof Mismatch) return false;
    throw error;
  }
}

/** The server's clock, give or take what a slow run needs. */
function isNow(got: unknown): boolean {
  if (typeof got !== "string") return false;
  return Math.abs(Date.parse(`${got.replace(" ", "T")}Z`) - Date.now()) < 3_600_000;
}

/** True if a value of ours is the one that a vector expects. */
export function isSameValue(expected: Value, got: unknown, measure: Measure = exactly): boolean {
  if (expected === null) return got === null;
  if (typeof expected === "number") return isSameNumber(String(expected), got, false, measure);
  if (typeof expected === "boolean") return isSameNumber(expected ? "1" : "0", got, false, measure);
  if (typeof expected === "string") return got === expected;
  const tag = tagOf(expected);
  const content = tag === null ? null : (expected as Record<string, unknown>)[tag];
  switch (tag) {
    case "$int":
      return isSameNumber(content as string, got, false, measure);
    case "$decimal":
      return isSameNumber(content as string, got, true, measure);
    case "$float":
      return Object.is(inputValue(expected), got);
    case "$date":
    case "$uuid":
      return got === content;
    case "$datetime":
    case "$time":
      return typeof got === "string" && withoutZeros(got) === withoutZeros(content as string);
    case "$now":
      return isNow(got);
    case "$bytes":
      return got instanceof Uint8Array && Buffer.compare(got, inputValue(expected) as Uint8Array) === 0;
    case "$json":
      return isSameJson(content, got);
    case "$blob":
      return isSameBlob(content as BlobValue, got);
    default:
      return isSameJson(expected, got);
  }
}

/** What came out of a query expression. */
export interface Fetched {
  readonly primaryKey?: readonly string[];
  readonly attributes: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** One for each attribute. */
  readonly measures: readonly Measure[];
}

/**
 * Compares a heading and its rows with those expected: names in order, rows in any order unless told.
 *
 * @throws Mismatch
 */
export function compareRows(expected: RowsSpec, got: Fetched, isOrdered = false): void {
  if (got.attributes.join() !== expected.attributes.join())
    throw new Mismatch("attributes", expected.attributes, got.attributes);
  if (expected.primary_key && got.primaryKey?.join() !== expected.primary_key.join())
    throw new Mismatch("primary key", expected.primary_key, got.primaryKey);
  if (got.rows.length !== expected.rows.length) {
    throw new Mismatch(`${expected.rows.length} rows, not ${got.rows.length}`, expected.rows, got.rows);
  }
  const isSameRow = (wanted: readonly Value[], found: readonly unknown[]): boolean =>
    wanted.every((value, index) => isSameValue(value, found[index], got.measures[index]));
  if (isOrdered) {
    expected.rows.forEach((row, index) => {
      if (!isSameRow(row, got.rows[index]!)) throw new Mismatch(`row ${index}`, row, got.rows[index]);
    });
    return;
  }
  const left = [...got.rows];
  for (const row of expected.rows) {
    const index = left.findIndex((found) => isSameRow(row, found));
    if (index === -1) throw new Mismatch("a row", row, nearestRow(row, left, isSameValue));
    left.splice(index, 1);
  }
}

/** Of the rows that are left, one that shares most values, to be shown beside the row that is missing. */
function nearestRow(
  row: readonly Value[],
  rows: readonly (readonly unknown[])[],
  isSame: (expected: Value, got: unknown) => boolean,
): readonly unknown[] | undefined {
  const score = (found: readonly unknown[]): number =>
    row.filter((value, index) => isSame(value, found[index])).length;
  return rows.reduce<readonly unknown[] | undefined>(
    (best, found) => (best === undefined || score(found) > score(best) ? found : best),
    undefined,
  );
}
