import { jsonOrder } from "./json-order.ts";
import { descendants, type Found, find, isWild, type PathStep, parsePath } from "./json-path.ts";
import {
  formatJson,
  type Json,
  JsonNumber,
  joinItems,
  joinMembers,
  parseJson,
  prettyJson,
  quoteJson,
  sortedKeys,
  writeJson,
} from "./json-text.ts";
import { floatText } from "./numbers.ts";
import type { FunctionValue, ScalarFunctions } from "./registry.ts";

function documentOf(text: FunctionValue): Json {
  const value = parseJson(String(text));
  if (value === undefined) throw new Error(`This is no JSON: ${String(text).slice(0, 60)}`);
  return value;
}

const isScalar = (value: Json): boolean => !Array.isArray(value) && !(value instanceof Map);

/** Equal values: numbers by value, objects without regard to order. */
function areEqual(left: Json, right: Json): boolean {
  if (left instanceof JsonNumber && right instanceof JsonNumber)
    return Number(left.text) === Number(right.text);
  return writeJson(left) === writeJson(right) && typeof left === typeof right;
}

/** Whether the candidate is contained in the target, as JSON_CONTAINS means it. */
function contains(target: Json, candidate: Json): boolean {
  if (Array.isArray(target)) {
    if (Array.isArray(candidate))
      return candidate.every((item) => target.some((other) => contains(other, item)));
    return target.some((item) => contains(item, candidate));
  }
  if (target instanceof Map) {
    if (!(candidate instanceof Map)) return false;
    return [...candidate].every(([key, value]) => {
      const member = target.get(key);
      return member !== undefined && contains(member, value);
    });
  }
  return isScalar(candidate) && areEqual(target, candidate);
}

function overlaps(left: Json, right: Json): boolean {
  if (left instanceof Map && right instanceof Map) {
    return [...left].some(([key, value]) => right.has(key) && areEqual(value, right.get(key)!));
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    const a = Array.isArray(left) ? left : [left];
    const b = Array.isArray(right) ? right : [right];
    return a.some((item) => b.some((other) => areEqual(item, other)));
  }
  return isScalar(left) && isScalar(right) && areEqual(left, right);
}

function depth(value: Json): number {
  if (isScalar(value)) return 1;
  const inside = value instanceof Map ? [...value.values()] : (value as Json[]);
  return 1 + Math.max(0, ...inside.map(depth));
}

function typeName(value: Json): string {
  if (value === null) return "NULL";
  if (typeof value === "boolean") return "BOOLEAN";
  if (typeof value === "string") return "STRING";
  if (value instanceof JsonNumber) return /^-?\d+$/.test(value.text) ? integerName(value.text) : "DOUBLE";
  return Array.isArray(value) ? "ARRAY" : "OBJECT";
}

const integerName = (text: string): string =>
  BigInt(text) > 2n ** 63n - 1n ? "UNSIGNED INTEGER" : "INTEGER";

/** The single value at a path, or undefined. */
function single(document: Json, path: string): Found | undefined {
  if (isWild(parsePath(path))) throw new Error(`The JSON path ${path} may not hold wildcards here.`);
  return find(document, path)[0];
}

/** The last step of a path, and the path before it. */
function parentPath(path: string): { parent: string; last: PathStep } | null {
  const last = parsePath(path).at(-1);
  if (last === undefined) return null;
  const parent = path.trim().replace(/\s*(?:\.\s*(?:"(?:[^"\\]|\\.)*"|[^.[\]"\s]+)|\[[^\]]*\])\s*$/, "");
  return { parent, last };
}

/** Puts a value at a path: where there is one, where there is none, or both. */
function put(document: Json, path: string, value: Json, mode: "set" | "insert" | "replace"): Json {
  const existing = single(document, path);
  if (existing !== undefined && existing.parent === null) return mode === "insert" ? document : value;
  if (existing !== undefined) {
    if (mode === "insert") return document;
    if (existing.parent instanceof Map) existing.parent.set(existing.key as string, value);
    else existing.parent![existing.key as number] = value;
    return document;
  }
  if (mode === "replace") return document;
  const place = parentPath(path);
  const holder = place === null ? undefined : single(document, place.parent);
  if (place === null || holder === undefined) return document;
  if (place.last.kind === "member" && holder.value instanceof Map) holder.value.set(place.last.name, value);
  if (place.last.kind === "index") {
    if (Array.isArray(holder.value)) holder.value.push(value);
    else return replaceFound(document, holder, [holder.value, value]);
  }
  return document;
}

function replaceFound(document: Json, { parent, key }: Found, value: Json): Json {
  if (parent === null) return value;
  if (parent instanceof Map) parent.set(key as string, value);
  else parent[key as number] = value;
  return document;
}

const changing =
  (change: (document: Json, path: string, value: Json) => Json) =>
  (text: FunctionValue, ...rest: (string | null)[]): FunctionValue => {
    if (text === null) return null;
    let document = documentOf(text);
    for (let index = 0; index < rest.length; index += 2) {
      const path = rest[index];
      if (path === null || path === undefined) return null;
      document = change(document, path, documentOf(rest[index + 1] ?? "null"));
    }
    return writeJson(document);
  };

function append(document: Json, path: string, value: Json): Json {
  const found = single(document, path);
  if (found === undefined) return document;
  if (!Array.isArray(found.value)) return replaceFound(document, found, [found.value, value]);
  found.value.push(value);
  return document;
}

function insertIntoArray(document: Json, path: string, value: Json): Json {
  const place = parentPath(path);
  if (place === null || place.last.kind !== "index")
    throw new Error(`The JSON path ${path} does not end in an index.`);
  const holder = single(document, place.parent);
  if (holder !== undefined && Array.isArray(holder.value)) {
    const { index, isFromEnd } = place.last;
    holder.value.splice(isFromEnd ? Math.max(0, holder.value.length - index) : index, 0, value);
  }
  return document;
}

function remove(text: string, ...paths: string[]): FunctionValue {
  const document = documentOf(text);
  for (const path of paths) {
    const found = single(document, path);
    if (found?.parent instanceof Map) found.parent.delete(found.key as string);
    else if (found !== undefined && found.parent !== null)
      (found.parent as Json[]).splice(found.key as number, 1);
  }
  return writeJson(document);
}

/** RFC 7396. */
function patch(target: Json, change: Json): Json {
  if (!(change instanceof Map)) return change;
  const result = new Map(target instanceof Map ? target : []);
  for (const [key, value] of change) {
    if (value === null) result.delete(key);
    else result.set(key, patch(result.get(key) ?? null, value));
  }
  return result;
}

function preserve(left: Json, right: Json): Json {
  if (left instanceof Map && right instanceof Map) {
    const result = new Map(left);
    for (const [key, value] of right)
      result.set(key, result.has(key) ? preserve(result.get(key)!, value) : value);
    return result;
  }
  return [...(Array.isArray(left) ? left : [left]), ...(Array.isArray(right) ? right : [right])];
}

function extract(text: string, ...paths: string[]): FunctionValue {
  const document = documentOf(text);
  const found = paths.flatMap((path) => find(document, path));
  if (found.length === 0) return null;
  if (paths.length === 1 && !isWild(parsePath(paths[0]!))) return writeJson(found[0]!.value);
  return writeJson(found.map((one) => one.value));
}

function unquote(text: string): string {
  if (text.startsWith('"') && text.endsWith('"')) {
    const value = parseJson(text);
    if (typeof value === "string") return value;
  }
  return formatJson(text);
}

function scalarText(text: string, path: string): FunctionValue {
  const found = single(documentOf(text), path);
  if (found === undefined || found.value === null) return null;
  return typeof found.value === "string" ? found.value : writeJson(found.value);
}

function length(text: string, path = "$"): FunctionValue {
  const found = single(documentOf(text), path);
  if (found === undefined) return null;
  if (Array.isArray(found.value)) return found.value.length;
  return found.value instanceof Map ? found.value.size : 1;
}

function keys(text: string, path = "$"): FunctionValue {
  const found = single(documentOf(text), path);
  return found?.value instanceof Map ? writeJson(sortedKeys(found.value)) : null;
}

function containsAt(text: string, candidate: string, path = "$"): FunctionValue {
  const found = single(documentOf(text), path);
  return found === undefined ? null : contains(found.value, documentOf(candidate));
}

function containsPath(text: string, mode: string, ...paths: string[]): FunctionValue {
  const document = documentOf(text);
  const isThere = (path: string): boolean => find(document, path).length > 0;
  return mode.toLowerCase() === "all" ? paths.every(isThere) : paths.some(isThere);
}

/** The pattern of LIKE as a regular expression. */
function likeExpression(pattern: string, escapeCharacter: string): RegExp {
  let source = "";
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    const isEscaped = character === escapeCharacter && index + 1 < characters.length;
    const literal = isEscaped ? characters[++index]! : character;
    if (!isEscaped && literal === "%") source += ".*";
    else if (!isEscaped && literal === "_") source += ".";
    else source += literal.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
  return new RegExp(`^${source}$`, "su");
}

function search(
  text: FunctionValue,
  mode: FunctionValue,
  pattern: FunctionValue,
  escapeCharacter: FunctionValue = null,
  ...paths: string[]
): FunctionValue {
  if (text === null || mode === null || pattern === null) return null;
  const document = documentOf(text);
  const expression = likeExpression(
    String(pattern),
    escapeCharacter === null || escapeCharacter === "" ? "\\" : String(escapeCharacter),
  );
  const starts = paths.length === 0 ? find(document, "$") : paths.flatMap((path) => find(document, path));
  const hits = [
    ...new Set(
      starts
        .flatMap(descendants)
        .filter(({ value }) => typeof value === "string" && expression.test(value))
        .map(({ path }) => path),
    ),
  ];
  if (hits.length === 0) return null;
  return hits.length === 1 || String(mode).toLowerCase() === "one" ? quoteJson(hits[0]!) : writeJson(hits);
}

/** A JSON value among numbers and texts of SQL; JSON's own null is no NULL and less than all of them. */
function comparable(text: string): FunctionValue {
  const value = parseJson(text);
  if (value === undefined) return text;
  if (value === null) return Number.NEGATIVE_INFINITY;
  if (value instanceof JsonNumber) return Number(value.text);
  return typeof value === "string" || typeof value === "boolean" ? value : writeJson(value);
}

/** True of all JSON but the number 0. */
function isTrue(text: string): boolean {
  const value = parseJson(text);
  return !(value instanceof JsonNumber && Number(value.text) === 0);
}

/** A float as a JSON number, which shows that it is no integer. */
function floatItem(value: number): string {
  const text = floatText(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export const jsonFunctions: ScalarFunctions = {
  json_comparable: comparable,
  json_truth: isTrue,
  json_order: jsonOrder,
  json_float: floatItem,
  json_text: formatJson,
  json_unquote: unquote,
  json_string: (value: string | Uint8Array) =>
    quoteJson(typeof value === "string" ? value : `base64:type15:${btoa(String.fromCharCode(...value))}`),
  json_extract_paths: extract,
  json_type_name: (text: string) => typeName(documentOf(text)),
  json_pretty_text: (text: string) => prettyJson(documentOf(text)),
  json_scalar_text: scalarText,
  json_length: length,
  json_depth: (text: string) => depth(documentOf(text)),
  json_keys: keys,
  json_contains: containsAt,
  json_contains_path: containsPath,
  json_overlaps: (left: string, right: string) => overlaps(documentOf(left), documentOf(right)),
  json_remove_text: remove,
  json_merge_patch: (...texts: string[]) => writeJson(texts.map(documentOf).reduce(patch)),
  json_merge_preserve: (...texts: string[]) => writeJson(texts.map(documentOf).reduce(preserve)),
};

/** Functions that give a value although an argument is NULL. */
export const nullableJsonFunctions: ScalarFunctions = {
  json_search: search,
  json_set_text: changing((document, path, value) => put(document, path, value, "set")),
  json_insert_text: changing((document, path, value) => put(document, path, value, "insert")),
  json_replace_text: changing((document, path, value) => put(document, path, value, "replace")),
  json_array_append: changing(append),
  json_array_insert_text: changing(insertIntoArray),
  json_array_text: (...items: (string | null)[]) => joinItems(items),
  json_object_text: (...items: (string | null)[]) => {
    const members: [string | null, string | null][] = [];
    for (let index = 0; index + 1 < items.length; index += 2)
      members.push([items[index]!, items[index + 1]!]);
    return joinMembers(members);
  },
};
