import type { KnownAttribute, KnownTables } from "./known-tables.ts";

/** Where in a call of a table's method a place is. */
export interface PlaceInCall {
  /** `string`: in a quoted text. `key`: where the name of an object's property stands. */
  readonly kind: "string" | "key";
  readonly method: string;
  /** The code before the method, as `Lab.join(Session)`. */
  readonly receiver: string;
}

/** Methods whose arguments name attributes of what they are called on. */
const METHODS = new Set(
  `restrict exclude proj aggr extend insert insert1 update1 fetch1 toArrays toDicts keys top restrictOne head tail
  populate includes validate`.split(/\s+/),
);

interface Opened {
  readonly sign: string;
  readonly place: number;
}

/** Reads code up to a place: which brackets and quotes are open there. */
function openedBefore(code: string): Opened[] {
  const opened: Opened[] = [];
  for (let place = 0; place < code.length; place++) {
    const sign = code[place]!;
    const top = opened.at(-1)?.sign;
    if (top === "'" || top === '"' || top === "`") {
      if (sign === "\\") place++;
      else if (sign === top || (sign === "\n" && top !== "`")) opened.pop();
      else if (top === "`" && sign === "$" && code[place + 1] === "{")
        opened.push({ sign: "{", place: ++place });
    } else if (sign === "/" && code[place + 1] === "/") {
      const end = code.indexOf("\n", place);
      place = end === -1 ? code.length : end;
    } else if (sign === "/" && code[place + 1] === "*") {
      const end = code.indexOf("*/", place);
      place = end === -1 ? code.length : end + 1;
    } else if ("([{'\"`".includes(sign)) opened.push({ sign, place });
    else if (")]}".includes(sign)) opened.pop();
  }
  return opened;
}

/** The call of a table's method that a place is in; null where it is in none. */
export function placeInCall(source: string, place: number): PlaceInCall | null {
  const code = source.slice(0, place);
  const opened = openedBefore(code);
  const top = opened.at(-1);
  if (top === undefined) return null;
  const isString = "'\"`".includes(top.sign);
  const isKey = top.sign === "{" && /[{,]\s*[\w$]*$/.test(code.slice(top.place));
  if (!isString && !isKey) return null;
  // Between the place and the call there may be an object and lists of objects, and nothing else.
  const call = opened.slice(0, -1).findLast(({ sign }) => sign !== "[" && sign !== "{");
  if (call?.sign !== "(") return null;
  const named = /([\w$.)\]\s]*?)\.\s*([\w$]+)\s*$/.exec(code.slice(0, call.place));
  if (named === null || !METHODS.has(named[2]!)) return null;
  const end = code.slice(0, call.place).replace(/\s*\.\s*[\w$]+\s*$/, "").length;
  const receiver = code.slice(chainStart(code, end), end);
  return { kind: isString ? "string" : "key", method: named[2]!, receiver };
}

/** Where the chain of calls that ends at a place begins. */
function chainStart(code: string, end: number): number {
  let depth = 0;
  for (let place = end - 1; place >= 0; place--) {
    const sign = code[place]!;
    if (")]".includes(sign)) depth++;
    else if ("([".includes(sign)) {
      if (depth === 0) return place + 1;
      depth--;
    } else if (depth === 0 && !/[\w$.\s]/.test(sign)) return place + 1;
    else if (
      depth === 0 &&
      /\s/.test(sign) &&
      !/^\s*\./.test(code.slice(place, end)) &&
      !/\.\s*$/.test(code.slice(0, place))
    )
      return place + 1;
  }
  return 0;
}

/**
 * The attributes that an expression may have: those of all tables that it names, also through variables.
 *
 * @param expression - its code, as `Lab.join(Session)`
 * @param sources - the cells in which its variables are declared
 */
export function attributesIn(
  expression: string,
  tables: KnownTables,
  sources: readonly string[],
): KnownAttribute[] {
  const found = new Map<string, KnownAttribute>();
  const seen = new Set<string>();
  const visit = (code: string): void => {
    const bare = code.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
    for (const [name] of bare.matchAll(/[A-Za-z_$][\w$]*(?:\.[A-Z][\w$]*)*/g)) {
      if (seen.has(name)) continue;
      seen.add(name);
      const attributes = tables.get(name) ?? tables.get(name.split(".").slice(1).join("."));
      for (const attribute of attributes ?? []) {
        if (!found.has(attribute.name)) found.set(attribute.name, attribute);
      }
      if (attributes !== undefined) continue;
      const escaped = name.replaceAll("$", "\\$").replaceAll(".", "\\.");
      const declared = new RegExp(`\\b(?:const|let|var)\\s+${escaped}\\s*=\\s*([^;]+)`);
      const value = sources.map((source) => declared.exec(source)?.[1]).findLast((one) => one !== undefined);
      if (value !== undefined) visit(value);
    }
  };
  visit(expression);
  return [...found.values()];
}
