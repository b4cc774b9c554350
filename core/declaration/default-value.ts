import type { DefaultNode } from "../definition/definition-tree.ts";
import type { DataType } from "../types/data-type.ts";
import { fixedDecimal, wholeDigits } from "../values/decimal-text.ts";
import { dateText, datetimeText, timeText } from "../values/temporal-text.ts";

/** A default as the heading shows it, or in words why the type can't have it. */
export type DefaultResult = { readonly shown: string } | { readonly problem: string };

const shown = (text: string): DefaultResult => ({ shown: text });
const problem = (text: string): DefaultResult => ({ problem: text });

/** The text of a heading's default without the quotes around text. */
export const defaultText = (heading: string): string =>
  heading.length > 1 && heading.startsWith('"') && heading.endsWith('"') ? heading.slice(1, -1) : heading;

/** `CURRENT_TIMESTAMP(3)`: the one default that the database computes. */
export const nowDefault = (fraction: number): string =>
  fraction === 0 ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${fraction})`;

/** The digits of the second of `CURRENT_TIMESTAMP(n)`; null for any other default. */
export function nowFraction(heading: string | null): number | null {
  const match = heading === null ? null : /^CURRENT_TIMESTAMP(?:\((\d)\))?$/i.exec(heading);
  return match === null ? null : Number(match[1] ?? 0);
}

function integerDefault(text: string, bits: number, isUnsigned: boolean): DefaultResult {
  if (!/^[+-]?\d+(?:\.0*)?$/.test(text)) return problem("a whole number is expected");
  const value = BigInt(text.replace(/^\+/, "").replace(/\..*$/, ""));
  const lowest = isUnsigned ? 0n : -(1n << BigInt(bits - 1));
  const highest = (1n << BigInt(isUnsigned ? bits : bits - 1)) - 1n;
  if (value < lowest || value > highest) return problem(`it must lie between ${lowest} and ${highest}`);
  return shown(value.toString());
}

function floatDefault(text: string, bits: 32 | 64): DefaultResult {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return problem("a number is expected");
  const value = Number(text);
  if (!Number.isFinite(bits === 32 ? Math.fround(value) : value)) return problem("the number is too large");
  return shown(Object.is(value, -0) ? "0" : String(value).replace("e+", "e"));
}

function decimalDefault(text: string, precision: number, scale: number): DefaultResult {
  const fixed = fixedDecimal(text, scale);
  if (fixed === null) return problem("a number is expected");
  if (wholeDigits(fixed) > precision - scale) {
    return problem(`at most ${precision - scale} digits may stand before the point`);
  }
  return shown(fixed);
}

function textDefault(text: string, length: number): DefaultResult {
  const characters = [...text].length;
  if (characters > length) return problem(`it has ${characters} characters, at most ${length} are possible`);
  return shown(`"${text}"`);
}

function enumDefault(text: string, values: readonly string[]): DefaultResult {
  if (values.includes(text)) return shown(`"${text}"`);
  return problem(`the values are ${values.map((value) => `'${value}'`).join(", ")}`);
}

const orProblem = (text: string | null, what: string): DefaultResult =>
  text === null ? problem(what) : shown(text);

/** A fraction as a server shows it, with all its digits. */
function withFraction(text: string | null, digits: number): string | null {
  if (text === null || digits === 0) return text;
  const [whole, fraction = ""] = text.split(".");
  return `${whole}.${fraction.padEnd(digits, "0")}`;
}

function literalDefault(text: string, type: DataType): DefaultResult {
  switch (type.kind) {
    case "integer":
      return integerDefault(text, type.bits, type.isUnsigned);
    case "bool":
      if (/^true$/i.test(text)) return shown("1");
      if (/^false$/i.test(text)) return shown("0");
      return integerDefault(text, 8, false);
    case "float":
      return floatDefault(text, type.bits);
    case "decimal":
      return decimalDefault(text, type.precision, type.scale);
    case "char":
    case "varchar":
      return textDefault(text, type.length);
    case "enum":
      return enumDefault(text, type.values);
    case "date":
      return orProblem(
        /^\d+-\d+-\d+$/.test(text) ? dateText(text) : null,
        "a date that exists, like 2024-01-31, is expected",
      );
    case "datetime":
      return orProblem(
        withFraction(datetimeText(text, type.fraction), type.fraction),
        "a moment that exists, like '2024-01-31 10:20:30', is expected",
      );
    case "time": {
      const time = withFraction(timeText(text, type.fraction), type.fraction);
      return time === null ? problem("a time like '10:20:30' is expected") : shown(`"${time}"`);
    }
    case "native":
      if (type.name !== "year") return shown(`"${text}"`);
      return /^(?:19\d\d|20\d\d|21[0-4]\d|215[0-5])$/.test(text) && Number(text) > 1900
        ? shown(`"${text}"`)
        : problem("a year from 1901 to 2155 is expected");
    case "uuid":
    case "bytes":
    case "json":
    case "text":
      return problem("such an attribute can only have the default null");
  }
}

/**
 * A default of a definition in the form in which the heading shows it and the server keeps it.
 * Section "Default Values" of the table declaration specification.
 */
export function resolveDefault(
  node: DefaultNode | null,
  type: DataType,
): { shown: string | null } | { problem: string } {
  if (node === null) return { shown: null };
  if (node.kind === "null") return { shown: "null" };
  if (node.kind === "literal") return literalDefault(node.text, type);
  if (type.kind !== "datetime") {
    return problem("only a datetime can have it");
  }
  if (node.precision !== type.fraction) {
    return problem(`it must have as many digits of the second as the type: ${nowDefault(type.fraction)}`);
  }
  return shown(nowDefault(type.fraction));
}

/**
 * A default as a server tells it, in the form in which the heading shows it.
 *
 * @param text the server's text without quotes
 */
export function shownDefault(text: string, type: DataType): string {
  const now = /^(?:current_timestamp|now)\s*(?:\(\s*(\d*)\s*\))?$/i.exec(text);
  if (now !== null && (type.kind === "datetime" || type.kind === "native"))
    return nowDefault(Number(now[1] ?? 0));
  const result = literalDefault(text, type);
  return "shown" in result ? result.shown : `"${text}"`;
}
