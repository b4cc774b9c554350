import { readQuoted } from "../types/quoted-text.ts";
import { definitionError } from "./definition-error.ts";
import type { TextSpan } from "./definition-tree.ts";

/** Reads one line of a definition from left to right. */
export class LineScanner {
  /** The line without spaces at its end. */
  readonly text: string;
  readonly line: number;
  /** Where the next character is read. */
  offset: number;

  constructor(text: string, line: number) {
    this.text = text.trimEnd();
    this.line = line;
    this.offset = 0;
    this.skipSpaces();
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  /** What has not been read. */
  get rest(): string {
    return this.text.slice(this.offset);
  }

  skipSpaces(): void {
    while (this.offset < this.text.length && /\s/.test(this.text[this.offset]!)) this.offset++;
  }

  /** The place of a stretch of this line. */
  span(offset: number, length: number): TextSpan {
    return { line: this.line, column: offset + 1, length: Math.max(1, length) };
  }

  /** Reads what the pattern matches right here and the spaces after it; null where it does not match. */
  take(pattern: RegExp): { readonly text: string; readonly position: TextSpan } | null {
    const sticky = new RegExp(pattern.source, `y${pattern.flags.replace(/[gy]/g, "")}`);
    sticky.lastIndex = this.offset;
    const match = sticky.exec(this.text);
    if (match === null) return null;
    const position = this.span(this.offset, match[0].length);
    this.offset += match[0].length;
    this.skipSpaces();
    return { text: match[0], position };
  }

  /**
   * Reads a text in quotes from its opening quote. See `readQuoted` for what stands between them.
   *
   * @returns the text without quotes, or null if no quote stands here
   */
  takeQuoted(): { readonly text: string; readonly position: TextSpan } | null {
    const quote = this.text[this.offset];
    if (quote !== "'" && quote !== '"') return null;
    const start = this.offset;
    const read = readQuoted(this.text, start);
    if (read !== null) {
      this.offset = read.end;
      this.skipSpaces();
      return { text: read.value, position: this.span(start, read.end - start) };
    }
    throw definitionError(
      `The quote ${quote} is not closed on this line.`,
      this.span(start, this.text.length - start),
    );
  }

  /** What stands here, for an error message. */
  found(): string {
    if (this.isAtEnd) return "the end of the line";
    const word = /^(?:[\p{L}\p{N}_]+|\s|.)/u.exec(this.rest)![0];
    return `"${word}"`;
  }

  /** The error of something expected here. */
  expected(what: string, hint = ""): Error {
    const word = this.isAtEnd ? "" : /^(?:[\p{L}\p{N}_]+|\s|.)/u.exec(this.rest)![0];
    return definitionError(
      `Expected ${what} but found ${this.found()}.${hint === "" ? "" : ` ${hint}`}`,
      this.span(this.offset, word.length),
    );
  }

  /** Reads a comment or the end of the line, and nothing else. */
  takeComment(): string {
    if (this.isAtEnd) return "";
    if (this.text[this.offset] !== "#") throw this.expected("a comment (#) or the end of the line");
    const comment = this.text.slice(this.offset + 1).trim();
    this.offset = this.text.length;
    return comment;
  }
}

/** The index of a character outside of quotes, from `start` on; the text's length where there is none. */
export function indexOutsideQuotes(text: string, wanted: string, start: number): number {
  for (let index = start; index < text.length; index++) {
    const character = text[index]!;
    if (character === wanted) return index;
    if (character !== "'" && character !== '"') continue;
    const quoted = readQuoted(text, index);
    if (quoted === null) return text.length;
    index = quoted.end - 1;
  }
  return text.length;
}
