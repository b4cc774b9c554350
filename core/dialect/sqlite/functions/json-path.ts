import { type Json, sortedKeys } from "./json-text.ts";

/** One step of a JSON path. */
export type PathStep =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "anyMember" }
  | { readonly kind: "index"; readonly index: number; readonly isFromEnd: boolean }
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "anyIndex" }
  | { readonly kind: "descend" };

const paths = new Map<string, readonly PathStep[]>();
const cacheLimit = 500;

const step =
  /\s*(?:(\*\*)|\.\s*(?:(\*)|"((?:[^"\\]|\\.)*)"|([\p{L}_$][\p{L}\p{N}_$]*))|\[\s*(?:(\*)|(last)(?:\s*-\s*(\d+))?|(\d+)(?:\s+to\s+(\d+))?)\s*\])/uy;

/** @throws Error for a path that MySQL would refuse */
export function parsePath(path: string): readonly PathStep[] {
  const known = paths.get(path);
  if (known !== undefined) return known;
  const text = path.trim();
  const invalid = (): Error =>
    new Error(`"${path}" is no JSON path. Write it as in '$.name', '$[0]' or '$.list[*].name'.`);
  if (!text.startsWith("$")) throw invalid();
  const steps: PathStep[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) throw invalid();
    const [, descend, anyMember, quoted, name, anyIndex, last, back, index, to] = match;
    if (descend !== undefined) steps.push({ kind: "descend" });
    else if (anyMember !== undefined) steps.push({ kind: "anyMember" });
    else if (quoted !== undefined) steps.push({ kind: "member", name: JSON.parse(`"${quoted}"`) as string });
    else if (name !== undefined) steps.push({ kind: "member", name });
    else if (anyIndex !== undefined) steps.push({ kind: "anyIndex" });
    else if (last !== undefined) steps.push({ kind: "index", index: Number(back ?? 0), isFromEnd: true });
    else if (to !== undefined) steps.push({ kind: "range", from: Number(index), to: Number(to) });
    else steps.push({ kind: "index", index: Number(index), isFromEnd: false });
  }
  if (paths.size >= cacheLimit) paths.clear();
  paths.set(path, steps);
  return steps;
}

/** Whether a path may lead to several values. */
export const isWild = (steps: readonly PathStep[]): boolean =>
  steps.some((each) => each.kind !== "member" && each.kind !== "index");

/** Where a value stands in its document. */
export interface Found {
  readonly value: Json;
  readonly parent: Json[] | Map<string, Json> | null;
  readonly key: string | number | null;
  /** The path to the value, for JSON_SEARCH. */
  readonly path: string;
}

const memberPath = (path: string, name: string): string =>
  /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? `${path}.${name}` : `${path}.${JSON.stringify(name)}`;

function members(found: Found): Found[] {
  const { value, path } = found;
  if (!(value instanceof Map)) return [];
  return sortedKeys(value).map((key) => ({
    value: value.get(key)!,
    parent: value,
    key,
    path: memberPath(path, key),
  }));
}

function items(found: Found): Found[] {
  const { value, path } = found;
  if (!Array.isArray(value)) return [];
  return value.map((item, key) => ({ value: item, parent: value, key, path: `${path}[${key}]` }));
}

/** A value and everything in it. */
export function descendants(found: Found): Found[] {
  return [found, ...[...members(found), ...items(found)].flatMap(descendants)];
}

function follow(found: Found, each: PathStep): Found[] {
  const { value, path } = found;
  switch (each.kind) {
    case "member": {
      const member = value instanceof Map ? value.get(each.name) : undefined;
      if (member === undefined) return [];
      return [
        {
          value: member,
          parent: value as Map<string, Json>,
          key: each.name,
          path: memberPath(path, each.name),
        },
      ];
    }
    case "anyMember":
      return members(found);
    case "anyIndex":
      return items(found);
    case "descend":
      return descendants(found);
    case "index": {
      // A value that is no array counts as an array of itself.
      if (!Array.isArray(value)) return each.index === 0 ? [found] : [];
      const index = each.isFromEnd ? value.length - 1 - each.index : each.index;
      const item = value[index];
      return item === undefined
        ? []
        : [{ value: item, parent: value, key: index, path: `${path}[${index}]` }];
    }
    case "range":
      return items(found).slice(each.from, each.to + 1);
  }
}

/** All values that a path leads to. */
export function find(document: Json, path: string): Found[] {
  let found: Found[] = [{ value: document, parent: null, key: null, path: "$" }];
  for (const each of parsePath(path)) found = found.flatMap((one) => follow(one, each));
  return [...new Map(found.map((one) => [one.path, one])).values()];
}
