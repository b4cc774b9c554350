import { md5, sha1, sha2 } from "./hashes.ts";
import type { FunctionValue, ScalarFunctions } from "./registry.ts";

const encoder = new TextEncoder();
const bytesOf = (value: string | Uint8Array): Uint8Array =>
  typeof value === "string" ? encoder.encode(value) : value;

const surrogate = /[\ud800-\udfff]/;
/** Characters rather than UTF-16 units; most texts have none that differ. */
const charactersOf = (text: string): string | string[] => (surrogate.test(text) ? [...text] : text);

type Slice = (from: number, to?: number) => string | Uint8Array;

/** Length and slices of a text in characters, or of bytes. */
function sliceable(value: string | Uint8Array): { length: number; slice: Slice } {
  if (typeof value !== "string") return { length: value.length, slice: (from, to) => value.slice(from, to) };
  const characters = charactersOf(value);
  const slice: Slice = (from, to) => {
    const part = characters.slice(from, to);
    return typeof part === "string" ? part : part.join("");
  };
  return { length: characters.length, slice };
}

const joined = (text: string | string[]): string => (typeof text === "string" ? text : text.join(""));

function substring(value: string | Uint8Array, from: number, length?: number): string | Uint8Array {
  const { length: size, slice } = sliceable(value);
  const nothing = typeof value === "string" ? "" : new Uint8Array();
  const start = from > 0 ? from - 1 : from < 0 ? size + from : -1;
  if (start < 0 || start >= size || (length !== undefined && length <= 0)) return nothing;
  return slice(start, length === undefined ? undefined : start + length);
}

function pad(text: string, length: number, filling: string, side: "left" | "right"): FunctionValue {
  if (length < 0) return null;
  const characters = charactersOf(text);
  if (characters.length >= length) return joined(characters.slice(0, length));
  if (filling === "") return null;
  const wanted = length - characters.length;
  const fillers = charactersOf(filling);
  const repeated = charactersOf(joined(fillers).repeat(Math.ceil(wanted / fillers.length))).slice(0, wanted);
  return side === "left" ? joined(repeated) + text : text + joined(repeated);
}

function substringIndex(text: string, delimiter: string, count: number): string {
  if (delimiter === "" || count === 0) return "";
  const parts = text.split(delimiter);
  return (count > 0 ? parts.slice(0, count) : parts.slice(count)).join(delimiter);
}

function insert(text: string, from: number, length: number, part: string): string {
  const { length: size, slice } = sliceable(text);
  if (from < 1 || from > size) return text;
  const end = length < 0 || from - 1 + length > size ? size : from - 1 + length;
  return `${slice(0, from - 1)}${part}${slice(end)}`;
}

function locate(part: string, text: string, from: number): number {
  const { length, slice } = sliceable(text);
  if (from < 1 || from > length + 1) return 0;
  const rest = String(slice(from - 1));
  const index = rest.indexOf(part);
  return index === -1 ? 0 : sliceable(rest.slice(0, index)).length + from;
}

function trim(text: string, remove: string, side: string): string {
  if (remove === "") return text;
  let start = 0;
  let end = text.length;
  if (side !== "TRAILING")
    while (text.startsWith(remove, start) && start + remove.length <= end) start += remove.length;
  if (side !== "LEADING")
    while (end - remove.length >= start && text.endsWith(remove, end)) end -= remove.length;
  return text.slice(start, end);
}

const likePatterns = new Map<string, RegExp>();
const patternLimit = 500;

/** The regular expression of a LIKE pattern. */
function likePattern(pattern: string, escapeCharacter: string): RegExp {
  const key = `${escape}${pattern}`;
  let compiled = likePatterns.get(key);
  if (compiled === undefined) {
    let source = "";
    const characters = [...pattern];
    for (let index = 0; index < characters.length; index++) {
      const character = characters[index]!;
      const next = characters[index + 1];
      if (character === escapeCharacter && next !== undefined) {
        source += next.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
        index++;
      } else {
        source +=
          character === "%"
            ? ".*"
            : character === "_"
              ? "."
              : character.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      }
    }
    compiled = new RegExp(`^${source.replaceAll("\\-", "-")}$`, "su");
    if (likePatterns.size >= patternLimit) likePatterns.clear();
    likePatterns.set(key, compiled);
  }
  return compiled;
}

/** Letters without case, or without case and accents, as collations compare them. */
const fold = (text: string, folding: string): string =>
  folding === "accent" ? text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase() : text.toLowerCase();

const soundexCodes: Record<string, string> = {};
for (const [code, letters] of Object.entries({
  1: "BFPV",
  2: "CGJKQSXZ",
  3: "DT",
  4: "L",
  5: "MN",
  6: "R",
})) {
  for (const letter of letters) soundexCodes[letter] = code;
}

function soundex(text: string): string {
  const letters = [...text.toUpperCase()].filter((letter) => /\p{L}/u.test(letter));
  if (letters.length === 0) return "";
  let result = letters[0]!;
  let previous = soundexCodes[letters[0]!] ?? "0";
  for (const letter of letters.slice(1)) {
    if (letter === "H" || letter === "W") continue;
    const code = soundexCodes[letter] ?? "0";
    if (code !== "0" && code !== previous) result += code;
    if (!"AEIOUY".includes(letter) || code !== "0") previous = code === "0" ? previous : code;
  }
  return result.padEnd(4, "0");
}

function concatBytes(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function hexBytes(digits: string): Uint8Array | null {
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  if (!/^[0-9a-f]*$/i.test(even)) return null;
  return Uint8Array.from({ length: even.length / 2 }, (_, index) =>
    Number.parseInt(even.slice(2 * index, 2 * index + 2), 16),
  );
}

const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** Base64 in lines of 76 characters. */
function toBase64(value: string | Uint8Array): string {
  let binary = "";
  for (const byte of bytesOf(value)) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/.{76}(?=.)/g, "$&\n");
}

function fromBase64(text: string): FunctionValue {
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The bytes of numbers: each number's own, the leading zeros left out. */
function charBytes(...numbers: (number | null)[]): Uint8Array {
  const bytes: number[] = [];
  for (const number of numbers) {
    if (number === null) continue;
    const digits = BigInt.asUintN(32, BigInt(Math.round(number))).toString(16);
    bytes.push(...(hexBytes(digits) ?? []));
  }
  return Uint8Array.from(bytes);
}

const quoteEscapes: Record<string, string> = { "\\": "\\\\", "'": "\\'", "\0": "\\0", "\x1a": "\\Z" };

const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const uuidPattern = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;

function exportSet(bits: string, on: string, off: string, separator: string, count: number): string {
  const word = BigInt.asUintN(64, BigInt(bits));
  const length = Math.min(Math.max(count, 0), 64);
  return Array.from({ length }, (_, index) => ((word >> BigInt(index)) & 1n ? on : off)).join(separator);
}

export const textFunctions: ScalarFunctions = {
  lower_text: (text: string) => text.toLowerCase(),
  upper_text: (text: string) => text.toUpperCase(),
  fold_text: fold,
  reverse: (text: string) => [...text].reverse().join(""),
  ascii: (text: string) => encoder.encode(text)[0] ?? 0,
  ord: (text: string) =>
    [...encoder.encode([...text][0] ?? "")].reduce((value, byte) => value * 256 + byte, 0),
  left_text: (value: string | Uint8Array, count: number) => sliceable(value).slice(0, Math.max(0, count)),
  right_text: (value: string | Uint8Array, count: number) => {
    const { length, slice } = sliceable(value);
    return slice(count <= 0 ? length : Math.max(0, length - count));
  },
  repeat: (value: string | Uint8Array, count: number) =>
    typeof value === "string"
      ? value.repeat(Math.max(0, count))
      : concatBytes(...Array(Math.max(0, count)).fill(value)),
  substring_text: substring,
  lpad: (text: string, length: number, filling: string) => pad(text, length, filling, "left"),
  rpad: (text: string, length: number, filling: string) => pad(text, length, filling, "right"),
  substring_index: substringIndex,
  insert_text: insert,
  locate,
  trim_text: trim,
  find_in_set: (text: string, set: string) => (set === "" ? 0 : set.split(",").indexOf(text) + 1),
  export_set: exportSet,
  like_text: (text: string, pattern: string, escapeCharacter: string) =>
    likePattern(pattern, escapeCharacter).test(text),
  soundex,
  concat_bytes: concatBytes,
  fixed_bytes: (bytes: Uint8Array, length: number) => {
    const fixed = new Uint8Array(length);
    fixed.set(bytes.slice(0, length));
    return fixed;
  },
  unhex_text: (text: string) => hexBytes(text),
  to_base64: toBase64,
  from_base64: fromBase64,
  md5: (value: string | Uint8Array) => md5(bytesOf(value)),
  sha1: (value: string | Uint8Array) => sha1(bytesOf(value)),
  sha2: (value: string | Uint8Array, bits: number) => sha2(bytesOf(value), bits),
  is_uuid: (text: string) => uuidPattern.test(text),
  uuid_to_bin: (text: string) => (uuidPattern.test(text) ? hexBytes(text.replace(/[{}-]/g, "")) : null),
  bin_to_uuid: (bytes: Uint8Array) => (bytes.length === 16 ? dashed(hexOf(bytes)) : null),
};

/** Functions that give a value although an argument is NULL. */
export const nullableTextFunctions: ScalarFunctions = {
  uuid: () => crypto.randomUUID(),
  char_bytes: charBytes,
  quote_text: (text: string | null) =>
    text === null
      ? "NULL"
      : `'${[...text].map((character) => quoteEscapes[character] ?? character).join("")}'`,
  concat_with: (separator: string | null, ...texts: (string | null)[]) =>
    separator === null ? null : texts.filter((text) => text !== null).join(separator),
  make_set: (bits: number | null, ...texts: (string | null)[]) =>
    bits === null
      ? null
      : texts.filter((text, index) => text !== null && Math.floor(bits / 2 ** index) % 2 === 1).join(","),
};
