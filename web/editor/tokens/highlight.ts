import type { Tokenizer, TokenKind } from "./token.ts";
import { sqlTokenizer } from "./tokenize-sql.ts";
import { typescriptTokenizer } from "./tokenize-typescript.ts";

const TOKENIZERS: Readonly<Record<string, Tokenizer>> = {
  ts: typescriptTokenizer,
  typescript: typescriptTokenizer,
  js: typescriptTokenizer,
  javascript: typescriptTokenizer,
  sql: sqlTokenizer,
};

/** A piece of code with its kind. */
export interface Piece {
  readonly text: string;
  readonly kind: TokenKind;
}

/** The tokenizer of a language, or null if the language has none. */
export function tokenizerOf(language: string): Tokenizer | null {
  return Object.hasOwn(TOKENIZERS, language) ? TOKENIZERS[language]! : null;
}

/**
 * Splits code into lines of pieces, each with its kind.
 *
 * @param source - the code
 * @param language - `ts` or `sql`; code in any other language comes back in plain pieces
 */
export function highlight(source: string, language: string): Piece[][] {
  const tokenizer = tokenizerOf(language);
  let state = tokenizer?.initialState ?? "";
  return source.split("\n").map((line) => {
    if (tokenizer === null) return [{ text: line, kind: "plain" }];
    const tokenized = tokenizer.tokenizeLine(line, state);
    state = tokenized.state;
    return tokenized.tokens.map((token, index) => ({
      text: line.slice(token.start, tokenized.tokens[index + 1]?.start ?? line.length),
      kind: token.kind,
    }));
  });
}
