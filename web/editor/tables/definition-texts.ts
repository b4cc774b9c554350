import { typescriptTokenizer } from "../tokens/tokenize-typescript.ts";

/** The text of a table definition inside of a cell. */
export interface DefinitionText {
  /** The class that it defines, as `Session` or `Scan.Frame`; null where no name stands before it. */
  readonly table: string | null;
  /** What the program gets: without escapes. */
  readonly text: string;
  /** Where it starts in the cell, behind the opening backtick, and where it ends. */
  readonly start: number;
  readonly end: number;
  /** Where in the cell each of its characters stands, and its end. */
  readonly places: readonly number[];
}

const OPENING = /\bdefinition\s*(?::\s*string\s*)?=\s*(String\.raw)?`/g;
const CLASS = /\bclass\s+([A-Za-z_$][\w$]*)\s+extends\b|\bstatic\s+([A-Za-z_$][\w$]*)\s*=\s*class\b/g;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/**
 * The table definitions in a cell, but for those that are put together from parts when the program runs.
 *
 * @param isWriting - takes also one whose end is not written yet
 */
export function definitionTexts(source: string, isWriting = false): DefinitionText[] {
  const found: DefinitionText[] = [];
  for (const opening of source.matchAll(OPENING)) {
    if (!isCode(source, opening.index)) continue;
    const read = readTemplate(source, opening.index + opening[0].length, opening[1] !== undefined, isWriting);
    if (read !== null) found.push({ table: tableBefore(source, opening.index), ...read });
  }
  return found;
}

/** The name of the class that a place is in; a class in a class is its part. */
function tableBefore(source: string, place: number): string | null {
  let master: string | null = null;
  let name: string | null = null;
  for (const [, own, part] of source.slice(0, place).matchAll(CLASS)) {
    if (own !== undefined) master = name = own;
    else name = master === null ? part! : `${master}.${part}`;
  }
  return name;
}

function readTemplate(
  source: string,
  start: number,
  isRaw: boolean,
  isWriting: boolean,
): Omit<DefinitionText, "table"> | null {
  let text = "";
  const places: number[] = [];
  for (let place = start; place < source.length; place++) {
    const character = source[place]!;
    if (character === "`") return { text, start, end: place, places: [...places, place] };
    if (character === "$" && source[place + 1] === "{") return null;
    places.push(place);
    if (character === "\\" && !isRaw) {
      const escaped = source[++place] ?? "";
      if (/[xu\d]/.test(escaped)) return null;
      if (escaped === "\n") places.pop();
      else text += ESCAPES[escaped] ?? escaped;
    } else text += character;
  }
  const end = source.length;
  return isWriting ? { text, start, end, places: [...places, end] } : null;
}

/** Whether a place belongs to the code itself, and to no comment or string. */
function isCode(source: string, place: number): boolean {
  const lines = source.slice(0, place).split("\n");
  const column = lines.pop()!.length;
  const state = lines.reduce(
    (before, line) => typescriptTokenizer.tokenizeLine(line, before).state,
    typescriptTokenizer.initialState,
  );
  const line = source.split("\n")[lines.length]!;
  const token = typescriptTokenizer.tokenizeLine(line, state).tokens.findLast(({ start }) => start <= column);
  return token !== undefined && token.kind !== "comment" && token.kind !== "string";
}
