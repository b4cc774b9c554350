import type { Token, TokenizedLine, Tokenizer, TokenKind } from "./token.ts";

const KEYWORDS = new Set(
  `add all alter analyze and any as asc autoincrement begin between by cascade case cast check collate column
  columns commit constraint create cross current_date current_time current_timestamp database databases deallocate default delete
  desc describe distinct div drop duplicate else end escape except exists explain false filter following for foreign from
  full generated glob group groups having if ignore in index inner insert intersect interval into is isnull join
  key lateral left like limit materialized modify natural not notnull null nulls offset on or order outer over
  partition plan pragma preceding primary query range recursive references regexp rename replace restrict
  returning right rlike rollback row rows savepoint schema select set show strict table tables temp temporary then to
  transaction trigger true truncate unbounded union unique update use using vacuum values view virtual when where
  window with without xor`.split(/\s+/),
);

const PIECES: readonly (readonly [RegExp, TokenKind])[] = [
  [/\s+/y, "plain"],
  [/--.*|#.*/y, "comment"],
  [/'(?:[^']|'')*'/y, "string"],
  [/"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]/y, "reference"],
  [/0x[\da-f]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+/iy, "number"],
  [/[\p{L}_@:$][\p{L}\p{N}_$]*/uy, "plain"],
];

/** Reads SQL as SQLite and MySQL both write it. The state is `code`, `comment` or `string`. */
export const sqlTokenizer: Tokenizer = {
  initialState: "code",
  tokenizeLine(line, initialState): TokenizedLine {
    const tokens: Token[] = [];
    let state = initialState;
    let position = 0;
    const add = (length: number, kind: TokenKind): void => {
      if (tokens.at(-1)?.kind !== kind) tokens.push({ start: position, kind });
      position += length;
    };
    while (position < line.length) {
      if (state !== "code") {
        const end = line.indexOf(state === "comment" ? "*/" : "'", position);
        const length = end < 0 ? line.length - position : end - position + (state === "comment" ? 2 : 1);
        add(length, state as TokenKind);
        if (end >= 0) state = "code";
      } else if (line.startsWith("/*", position)) {
        add(2, "comment");
        state = "comment";
      } else {
        const [text, kind] = nextPiece(line, position);
        if (text === "'") state = "string";
        add(text.length, KEYWORDS.has(text.toLowerCase()) ? "keyword" : kind);
      }
    }
    return { tokens, state };
  },
};

function nextPiece(line: string, position: number): readonly [string, TokenKind] {
  for (const [pattern, kind] of PIECES) {
    pattern.lastIndex = position;
    const found = pattern.exec(line)?.[0];
    if (found) return [found, kind];
  }
  const character = line[position]!;
  return [character, character === "'" ? "string" : "punctuation"];
}
