import type { Token, TokenizedLine, Tokenizer, TokenKind } from "./token.ts";
import { tokenizeDefinition } from "./tokenize-definition.ts";

const KEYWORDS = new Set(
  `abstract as async await break case catch class const continue debugger declare default delete do else enum
  export extends false finally for from function get if implements import in infer instanceof interface is keyof
  let namespace new null of override private protected public readonly return satisfies set static super switch
  this throw true try type typeof undefined using var void while with yield`.split(/\s+/),
);

/** Words after which a slash starts a regular expression, though they look like a value. */
const WORDS_BEFORE_VALUES = new Set(
  "await case delete do else in instanceof of return throw typeof void yield".split(" "),
);

/** What is neither a word nor punctuation, and whether it is a value, after which a slash divides. */
const PIECES: readonly (readonly [pattern: RegExp, kind: TokenKind, isValue: boolean])[] = [
  [/\s+/y, "plain", false],
  [/\/\/.*/y, "comment", false],
  [/@[\p{L}_$][\p{L}\p{N}_$.]*/uy, "decorator", false],
  [/(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)n?/iy, "number", true],
  [/"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/y, "string", true],
  [/\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/[a-z]*/y, "string", true],
];

/**
 * Where the reader stands, innermost last: `code:N` inside of N braces, `comment`, `template`, or
 * `definition` (the template string of a table definition).
 */
type Frame = string;

/** Reads TypeScript, with table definitions inside of its template strings. */
export const typescriptTokenizer: Tokenizer = {
  initialState: "code:0",
  tokenizeLine(line, state): TokenizedLine {
    const reader = new LineReader(line, state.split(" "));
    return { tokens: reader.read(), state: reader.frames.join(" ") };
  },
};

class LineReader {
  readonly frames: Frame[];
  private readonly line: string;
  private readonly tokens: Token[] = [];
  private position = 0;
  private isValueBefore = false;

  constructor(line: string, frames: Frame[]) {
    this.line = line;
    this.frames = frames;
  }

  read(): Token[] {
    do {
      const frame = this.frames.at(-1)!;
      if (frame === "comment") this.readComment();
      else if (frame === "template" || frame === "definition") this.readTemplate(frame);
      else this.readCode();
    } while (this.position < this.line.length);
    return this.tokens;
  }

  private add(length: number, kind: TokenKind): void {
    if (length === 0) return;
    if (this.tokens.at(-1)?.kind !== kind) this.tokens.push({ start: this.position, kind });
    this.position += length;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.line)?.[0] ?? null;
  }

  private readComment(): void {
    const end = this.line.indexOf("*/", this.position);
    if (end >= 0) this.frames.pop();
    this.add((end < 0 ? this.line.length : end + 2) - this.position, "comment");
  }

  private readTemplate(frame: Frame): void {
    const text = this.match(/(?:[^`\\$]|\\.?|\$(?!\{))*/y) ?? "";
    if (frame === "definition") {
      this.tokens.push(...tokenizeDefinition(text, this.position));
      this.position += text.length;
    } else {
      this.add(text.length, "string");
    }
    if (this.line.startsWith("${", this.position)) {
      this.add(2, "punctuation");
      this.frames.push("code:0");
      this.isValueBefore = false;
    } else if (this.position < this.line.length) {
      this.add(1, "string");
      this.frames.pop();
      this.isValueBefore = true;
    }
  }

  private readCode(): void {
    if (this.line.startsWith("/*", this.position)) {
      this.frames.push("comment");
      this.add(2, "comment");
      return;
    }
    const word = this.match(/[\p{L}_$#][\p{L}\p{N}_$]*/uy);
    if (word !== null) {
      this.readWord(word);
      return;
    }
    for (const [pattern, kind, isValue] of PIECES) {
      const text = this.match(pattern);
      if (text === null || (kind === "string" && text.startsWith("/") && this.isValueBefore)) continue;
      this.add(text.length, kind);
      this.isValueBefore ||= isValue;
      return;
    }
    if (this.position < this.line.length) this.readPunctuation(this.line[this.position]!);
  }

  private readWord(word: string): void {
    const isProperty = /(?:^|[^.])\.\s*$|\?\.\s*$/.test(this.line.slice(0, this.position));
    const isName = /^\s*:(?!:)/.test(this.line.slice(this.position + word.length)) && !this.isConditional();
    const isKeyword = KEYWORDS.has(word) && !isProperty && !isName;
    this.add(word.length, isKeyword ? "keyword" : /^\p{Lu}/u.test(word) && !isName ? "type" : "plain");
    this.isValueBefore = !(isKeyword && WORDS_BEFORE_VALUES.has(word));
  }

  /** In `a ? null : b` the word before the colon is no name. */
  private isConditional(): boolean {
    const before = this.line.slice(0, this.position);
    return /\?(?![.:])|\bcase\s*$/.test(before);
  }

  private readPunctuation(character: string): void {
    if (character === "`") {
      const isDefinition = /\bdefinition\s*(?::\s*string\s*)?=\s*(?:String\.raw)?$/.test(
        this.line.slice(0, this.position),
      );
      this.frames.push(isDefinition ? "definition" : "template");
      this.add(1, "string");
      return;
    }
    const depth = Number(this.frames.at(-1)!.slice("code:".length));
    if (character === "{") this.frames[this.frames.length - 1] = `code:${depth + 1}`;
    if (character === "}") {
      if (depth > 0) this.frames[this.frames.length - 1] = `code:${depth - 1}`;
      else if (this.frames.length > 1) this.frames.pop();
    }
    this.isValueBefore = character === ")" || character === "]" || character === "}";
    this.add(1, "punctuation");
  }
}
