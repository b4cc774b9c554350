import { QuerySyntaxError, type TextPosition } from "../errors/index.ts";

export type TokenKind = "word" | "quoted" | "number" | "text" | "bytes" | "symbol" | "end";

/** A token of an SQL text. */
export interface Token {
  readonly kind: TokenKind;
  /** A word as written; a quoted name or a text without its quotes and escapes; hexadecimal digits of bytes. */
  readonly text: string;
  /** A word in upper case, else the same as `text`. */
  readonly upper: string;
  /** Where it starts in the SQL text. */
  readonly start: number;
  readonly end: number;
  readonly position: TextPosition;
}

const symbols = [
  "<=>",
  "->>",
  "<=",
  ">=",
  "<>",
  "!=",
  "<<",
  ">>",
  "&&",
  "||",
  "->",
  ":=",
  ..."=<>+-*/%()!~^&|,.;:?@{}[]",
];

const symbolsByFirst = new Map<string, string[]>();
for (const symbol of symbols) {
  const group = symbolsByFirst.get(symbol[0]!);
  if (group === undefined) symbolsByFirst.set(symbol[0]!, [symbol]);
  else group.push(symbol);
}

const escapes: Record<string, string> = { "0": "\0", b: "\b", n: "\n", r: "\r", t: "\t", Z: "\x1a" };

const space = /\s+|--(?:\s[^\n]*|$)|#[^\n]*|\/\*[\s\S]*?\*\//y;
const word = /[\p{L}\p{N}_$\u0080-\uffff]+/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const prefixedBytes = /0x([0-9a-fA-F]+)|0b([01]+)|[xX]'([0-9a-fA-F]*)'|[bB]'([01]*)'/y;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

const evenHex = (digits: string): string => (digits.length % 2 === 0 ? digits : `0${digits}`).toUpperCase();

function hexOfBits(bits: string): string {
  if (bits === "") return "";
  const digits = BigInt(`0b${bits}`).toString(16);
  return evenHex(digits).padStart(2 * Math.ceil(bits.length / 8), "0");
}

/** The place of an offset in a text, for errors. */
export function positionAt(text: string, offset: number, length = 1): TextPosition {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let index = before.indexOf("\n"); index !== -1; index = before.indexOf("\n", index + 1)) line++;
  return { line, column: offset - lineStart + 1, length };
}

/**
 * Splits MySQL-flavoured SQL into tokens; the last one is of kind `end`.
 *
 * @throws QuerySyntaxError for a character that starts no token and for an unclosed quote
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;
  let line = 1;
  let lineStart = 0;
  // Newlines are counted only between tokens and after multi-line tokens, in one place.
  const countLines = (from: number, to: number): void => {
    for (let newline = text.indexOf("\n", from); newline !== -1 && newline < to; ) {
      line++;
      lineStart = newline + 1;
      newline = text.indexOf("\n", newline + 1);
    }
  };
  const push = (kind: TokenKind, end: number, content: string): void => {
    tokens.push({
      kind,
      text: content,
      upper: kind === "word" ? content.toUpperCase() : content,
      start: index,
      end,
      position: { line, column: index - lineStart + 1, length: Math.max(1, end - index) },
    });
    if (kind === "text" || kind === "quoted") countLines(index, end);
    index = end;
  };

  while (index < text.length) {
    const blank = matchAt(space, text, index);
    if (blank !== null) {
      countLines(index, space.lastIndex);
      index = space.lastIndex;
      continue;
    }
    const character = text[index]!;
    const bytes = matchAt(prefixedBytes, text, index);
    if (bytes !== null && !isWordCharacter(text[prefixedBytes.lastIndex])) {
      const bits = bytes[2] ?? bytes[4];
      push(
        "bytes",
        prefixedBytes.lastIndex,
        bits === undefined ? evenHex(bytes[1] ?? bytes[3]!) : hexOfBits(bits),
      );
    } else if (character === "'" || character === '"') {
      const { value, end } = readText(text, index);
      push("text", end, value);
    } else if (character === "`") {
      const { value, end } = readQuotedName(text, index);
      push("quoted", end, value);
    } else if (matchAt(number, text, index) !== null && startsNumber(text, index, number.lastIndex)) {
      push("number", number.lastIndex, text.slice(index, number.lastIndex));
    } else if (matchAt(word, text, index) !== null) {
      push("word", word.lastIndex, text.slice(index, word.lastIndex));
    } else {
      const symbol = symbolsByFirst.get(character)?.find((candidate) => text.startsWith(candidate, index));
      if (symbol === undefined) {
        throw new QuerySyntaxError(`The character "${character}" has no meaning in an SQL expression.`, {
          position: positionAt(text, index),
        });
      }
      push("symbol", index + symbol.length, symbol);
    }
  }
  push("end", index, "");
  return tokens;
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && matchAt(word, character, 0) !== null;
}

/** Names may start with digits (`2nd`), so digits that run on into letters are a word. */
function startsNumber(text: string, start: number, end: number): boolean {
  return !isWordCharacter(text[end]) || /[.eE]/.test(text.slice(start, end));
}

function readText(text: string, start: number): { value: string; end: number } {
  const quote = text[start]!;
  let value = "";
  let index = start + 1;
  while (index < text.length) {
    const character = text[index]!;
    if (character === "\\" && index + 1 < text.length) {
      const next = text[index + 1]!;
      // \% and \_ stay as they are: they are for LIKE to read.
      value += next === "%" || next === "_" ? `\\${next}` : (escapes[next] ?? next);
      index += 2;
    } else if (character !== quote) {
      value += character;
      index += 1;
    } else if (text[index + 1] === quote) {
      value += quote;
      index += 2;
    } else {
      return { value, end: index + 1 };
    }
  }
  throw new QuerySyntaxError(`A text that starts with ${quote} is not closed. Add the closing ${quote}.`, {
    position: positionAt(text, start, text.length - start),
  });
}

function readQuotedName(text: string, start: number): { value: string; end: number } {
  let index = start;
  for (;;) {
    index = text.indexOf("`", index + 1);
    if (index === -1) {
      throw new QuerySyntaxError(
        "A name that starts with a backtick is not closed. Add the closing backtick.",
        {
          position: positionAt(text, start, text.length - start),
        },
      );
    }
    if (text[index + 1] !== "`")
      return { value: text.slice(start + 1, index).replaceAll("``", "`"), end: index + 1 };
    index++;
  }
}
