import { floatText } from "./numbers.ts";

/** A number of a JSON document, with the digits as they were written. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A JSON value; objects are maps, numbers keep their digits. */
export type Json = null | boolean | string | JsonNumber | Json[] | Map<string, Json>;

const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\]|\\.)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null))\s*/y;

/** @returns the document, or undefined where the text is no JSON */
export function parseJson(text: string): Json | undefined {
  token.lastIndex = 0;
  let match: readonly (string | undefined)[] = [];
  const next = (): boolean => {
    const found = token.exec(text);
    match = found ?? [];
    return found !== null;
  };
  const isAt = (symbol: string): boolean => match[1] === symbol;
  const value = (): Json | undefined => {
    const [, symbol, string, number, word] = match;
    if (string !== undefined) return JSON.parse(string) as string;
    if (number !== undefined) return new JsonNumber(number);
    if (word !== undefined) return word === "null" ? null : word === "true";
    if (symbol === "[") return array();
    return symbol === "{" ? object() : undefined;
  };
  const array = (): Json[] | undefined => {
    const items: Json[] = [];
    if (!next()) return undefined;
    if (isAt("]")) return items;
    for (;;) {
      const item = value();
      if (item === undefined || !next()) return undefined;
      items.push(item);
      if (isAt("]")) return items;
      if (!isAt(",") || !next()) return undefined;
    }
  };
  const object = (): Map<string, Json> | undefined => {
    const members = new Map<string, Json>();
    if (!next()) return undefined;
    if (isAt("}")) return members;
    for (;;) {
      const key = match[2];
      if (key === undefined || !next() || !isAt(":") || !next()) return undefined;
      const member = value();
      if (member === undefined || !next()) return undefined;
      members.set(JSON.parse(key) as string, member);
      if (isAt("}")) return members;
      if (!isAt(",") || !next()) return undefined;
    }
  };
  try {
    if (!next()) return undefined;
    const document = value();
    return token.lastIndex === text.length ? document : undefined;
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();

/** MySQL keeps the keys of an object by their length, then by their bytes. */
function compareKeys(left: string, right: string): number {
  const a = encoder.encode(left);
  const b = encoder.encode(right);
  if (a.length !== b.length) return a.length - b.length;
  const index = a.findIndex((byte, position) => byte !== b[position]);
  return index === -1 ? 0 : a[index]! - b[index]!;
}

export const sortedKeys = (members: Map<string, Json>): string[] => [...members.keys()].sort(compareKeys);

function numberText(text: string): string {
  if (/^-?\d+$/.test(text)) return text === "-0" ? "0" : text;
  const shortest = floatText(Number(text));
  return /[.e]/.test(shortest) ? shortest : `${shortest}.0`;
}

/** A JSON value as MySQL writes it: keys in its order, a space after commas and colons. */
export function writeJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return quoteJson(value);
  if (value instanceof JsonNumber) return numberText(value.text);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(", ")}]`;
  return `{${sortedKeys(value)
    .map((key) => `${quoteJson(key)}: ${writeJson(value.get(key)!)}`)
    .join(", ")}}`;
}

export const quoteJson = (text: string): string => JSON.stringify(text).replaceAll("\x7f", "\\u007f");

/** An array of JSON texts, each written as it is to stand there. */
export const joinItems = (items: readonly (string | null)[]): string =>
  `[${items.map((item) => item ?? "null").join(", ")}]`;

/** An object of keys and JSON texts; of equal keys the last counts. */
export function joinMembers(members: Iterable<readonly [key: string | null, text: string | null]>): string {
  const texts = new Map<string, string>();
  for (const [key, text] of members) {
    if (key === null) throw new Error("A JSON object has no NULL keys.");
    texts.set(key, text ?? "null");
  }
  const keys = [...texts.keys()].sort(compareKeys);
  return `{${keys.map((key) => `${quoteJson(key)}: ${texts.get(key)!}`).join(", ")}}`;
}

/** A JSON text written as MySQL writes it; a text that is no JSON stays as it is. */
export function formatJson(text: string): string {
  const value = parseJson(text);
  return value === undefined ? text : writeJson(value);
}

/** With one member or item a line. */
export function prettyJson(value: Json, indent = ""): string {
  const inner = `${indent}  `;
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((item) => inner + prettyJson(item, inner)).join(",\n")}\n${indent}]`;
  }
  if (value instanceof Map && value.size > 0) {
    const members = sortedKeys(value).map(
      (key) => `${inner}${quoteJson(key)}: ${prettyJson(value.get(key)!, inner)}`,
    );
    return `{\n${members.join(",\n")}\n${indent}}`;
  }
  return writeJson(value);
}
