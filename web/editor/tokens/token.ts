/** What a piece of code is; each kind has its colour in `styles/tokens.css` as `--code-KIND`. */
export type TokenKind =
  | "plain"
  | "keyword"
  | "type"
  | "string"
  | "number"
  | "comment"
  | "decorator"
  | "punctuation"
  | "key"
  | "reference";

/** A piece of one line, reaching to the start of the next piece or to the line's end. */
export interface Token {
  readonly start: number;
  readonly kind: TokenKind;
}

/** A line's tokens, and the state in which the next line starts. States are compared as text. */
export interface TokenizedLine {
  readonly tokens: readonly Token[];
  readonly state: string;
}

/** Reads code line by line: the light highlighter and the full editor use the same one. */
export interface Tokenizer {
  readonly initialState: string;
  tokenizeLine(line: string, state: string): TokenizedLine;
}
