import type { DefaultNode } from "../definition/definition-tree.ts";
import type { ColumnType } from "../types/column-type.ts";
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

/** As servers do, a fraction is rounded. */
function integerDefault(text: string, bits: number, isUnsigned: boolean): DefaultResult {
  const whole = fixedDecimal(text, 0);
  if (whole === null) return problem("a whole number is expected");
  const value = BigInt(whole);
  const lowest = isUnsigned ? 0n : -(1n << BigInt(bits - 1));
  const highest = (1n << BigInt(isUnsigned ? bits : bits - 1)) - 1n;
  if (value < lowest || value > highest) return problem(`it must lie between ${lowest} and ${highest}`);
  return shown(value.toString());
}

/** A number as a server writes it. */
function floatText(value: number): string {
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-14 && size < 1e-6) return fixedDecimal(String(value), 40)!.replace(/0+$/, "");
  return (size >= 1e15 ? value.toExponential() : String(value)).replace("e+", "e");
}

function floatDefault(text: string, bits: 32 | 64): DefaultResult {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return problem("a number is expected");
  const value = bits === 32 ? Math.fround(Number(text)) : Number(text);
  if (!Number.isFinite(value)) return problem("the number is too large");
  return shown(floatText(bits === 32 ? Number(value.toPrecision(6)) : value));
}

function decimalDefault(text: string, precision: number, scale: number): DefaultResult {
  const fixed = fixedDecimal(text, scale);
  if (fixed === null) return problem("a number is expected");
  if (wholeDigits(fixed) > precision - scale) {
    return problem(`at most ${precision - scale} digits may stand before the point`);
  }
  return shown(fixed);
}

/** Spaces that the type has no room for are dropped. */
function textDefault(given: string, length: number, keepsSpaces: boolean): DefaultResult {
  const short = given.replace(/ +$/, "");
  const text = keepsSpaces ? short.padEnd(Math.min(given.length, length)) : short;
  const characters = [...text].length;
  if (characters > length) return problem(`it has ${characters} characters, at most ${length} are possible`);
  return shown(`"${text}"`);
}

function enumDefault(given: string, values: readonly string[]): DefaultResult {
  const text = given.replace(/ +$/, "");
  if (values.includes(text)) return shown(`"${text}"`);
  return problem(`the values are ${values.map((value) => `'${value}'`).join(", ")}`);
}

/** A date with its parts together, or apart by hyphens or slashes. */
function plainDate(text: string): string | null {
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? /^(\d+)[-/](\d+)[-/](\d+)$/.exec(text);
  return parts === null ? null : dateText(parts.slice(1).join("-"));
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
      return textDefault(text, type.length, type.kind === "varchar");
    case "enum":
      return enumDefault(text, type.values);
    case "date":
      return orProblem(plainDate(text), "a date that exists, like 2024-01-31, is expected");
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

/** A literal as the default of a type, in the form in which the heading shows it. */
function typedDefault(text: string, { type, dataType }: ColumnType): DefaultResult {
  const scale = dataType.kind === "float" ? /,(\d+)\)/.exec(type)?.[1] : undefined;
  const fixed = scale === undefined ? null : fixedDecimal(text, Number(scale));
  if (fixed !== null) return shown(fixed);
  const result = literalDefault(text, dataType);
  // The heading shows the moments of a timestamp in quotes, and those of a datetime bare.
  const isBare = "shown" in result && type.startsWith("timestamp");
  return isBare ? shown(`"${result.shown}"`) : result;
}

/**
 * A default of a definition in the form in which the heading shows it and the server keeps it.
 * Section "Default Values" of the table declaration specification.
 */
export function resolveDefault(
  node: DefaultNode | null,
  type: ColumnType,
): { shown: string | null } | { problem: string } {
  if (node === null) return { shown: null };
  if (node.kind === "null") return { shown: "null" };
  if (node.kind === "literal") return typedDefault(node.text, type);
  const { dataType } = type;
  if (dataType.kind !== "datetime") {
    return problem("only a datetime can have it");
  }
  if (node.precision !== dataType.fraction) {
    return problem(`it must have as many digits of the second as the type: ${nowDefault(dataType.fraction)}`);
  }
  return shown(nowDefault(dataType.fraction));
}

/**
 * A default as a server tells it, in the form in which the heading shows it.
 *
 * @param text the server's text without quotes
 */
export function shownDefault(text: string, type: ColumnType): string {
  const now = /^(?:current_timestamp|now)\s*(?:\(\s*(\d*)\s*\))?$/i.exec(text);
  const { kind } = type.dataType;
  if (now !== null && (kind === "datetime" || kind === "native")) return nowDefault(Number(now[1] ?? 0));
  const result = typedDefault(text, type);
  return "shown" in result ? result.shown : `"${text}"`;
}
