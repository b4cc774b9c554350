import { QuerySyntaxError } from "../errors/index.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** Reads tokens one after the other and builds the errors about them. */
export class TokenReader {
  readonly text: string;
  readonly #tokens: readonly Token[];
  readonly #what: string;
  #index = 0;

  /**
   * @param what what errors call the text; a whole statement is not quoted in them
   */
  constructor(text: string, what: "SQL expression" | "SQL statement" = "SQL expression") {
    this.text = text;
    this.#what = what;
    this.#tokens = tokenize(text);
  }

  get current(): Token {
    return this.#tokens[this.#index]!;
  }

  /** Where the token before the current one ends. */
  get previousEnd(): number {
    return this.#tokens[this.#index - 1]?.end ?? 0;
  }

  /** A token further on, without moving. */
  peek(distance = 1): Token {
    return this.#tokens[Math.min(this.#index + distance, this.#tokens.length - 1)]!;
  }

  /** The current token; moves on to the next. */
  take(): Token {
    const token = this.current;
    if (token.kind !== "end") this.#index++;
    return token;
  }

  /** Whether the current token is this symbol or this bare word (in upper case). */
  isAt(text: string): boolean {
    const token = this.current;
    return (token.kind === "symbol" || token.kind === "word") && token.upper === text;
  }

  /** Moves past the symbol or word if it is there. */
  accept(text: string): boolean {
    if (!this.isAt(text)) return false;
    this.#index++;
    return true;
  }

  /** @throws QuerySyntaxError if the symbol or word is not there */
  expect(text: string): Token {
    if (!this.isAt(text)) throw this.unexpected(`"${text}"`);
    return this.take();
  }

  /** The error for the current token. */
  unexpected(expected: string, hint = ""): QuerySyntaxError {
    const token = this.current;
    const { line, column } = token.position;
    const found =
      token.kind === "end"
        ? "it ends"
        : `there is ${JSON.stringify(this.text.slice(token.start, token.end))}`;
    const subject =
      this.#what === "SQL statement"
        ? "In the SQL statement"
        : `In the SQL expression ${JSON.stringify(this.text)}`;
    return new QuerySyntaxError(
      `${subject} ${expected} was expected at line ${line}, column ${column}, ` +
        `but ${found}.${hint === "" ? "" : ` ${hint}`}`,
      { position: token.position },
    );
  }
}
