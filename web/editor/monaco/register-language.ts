import * as monaco from "monaco-editor/editor";
import type { Tokenizer } from "../tokens/token.ts";

const BRACKETS: [string, string][] = [
  ["{", "}"],
  ["[", "]"],
  ["(", ")"],
];

/**
 * Tells the editor of a language that the light highlighter reads too: both use the same tokenizer, so
 * that nothing changes its colour when the editor takes over.
 */
export function registerLanguage(
  id: string,
  tokenizer: Tokenizer,
  syntax: { readonly comments: monaco.languages.CommentRule; readonly quotes: readonly string[] },
): void {
  const pairs = [
    ...BRACKETS.map(([open, close]) => ({ open, close })),
    ...syntax.quotes.map((quote) => ({ open: quote, close: quote, notIn: ["string", "comment"] })),
  ];
  monaco.languages.register({ id });
  monaco.languages.setLanguageConfiguration(id, {
    comments: syntax.comments,
    brackets: BRACKETS,
    // The tokenizer gives brackets their colour.
    colorizedBracketPairs: [],
    autoClosingPairs: pairs,
    surroundingPairs: pairs,
    indentationRules: { increaseIndentPattern: /[{([]\s*$/, decreaseIndentPattern: /^\s*[})\]]/ },
  });
  monaco.languages.setTokensProvider(id, {
    getInitialState: () => new LineState(tokenizer.initialState),
    tokenize(line, state) {
      const tokenized = tokenizer.tokenizeLine(line, (state as LineState).text);
      return {
        tokens: tokenized.tokens.map((token) => ({ startIndex: token.start, scopes: token.kind })),
        endState: new LineState(tokenized.state),
      };
    },
  });
}

class LineState implements monaco.languages.IState {
  constructor(readonly text: string) {}

  clone(): LineState {
    return this;
  }

  equals(other: monaco.languages.IState): boolean {
    return other instanceof LineState && other.text === this.text;
  }
}
