import { atom, type Fragment, within } from "../../../sql/fragment.ts";
import type { LikeExpression } from "../../../sql/sql-expression.ts";
import { sqliteQuoting } from "../quote.ts";
import { Binding, call, literalText, type Piece, toText } from "./piece.ts";

/**
 * `value LIKE pattern`, case-sensitive as MySQL's is under a binary collation. A literal pattern becomes one
 * of GLOB, which SQLite matches itself and may look up in an index.
 */
export function printLike(
  { isNegated, escape: escapeCharacter }: LikeExpression,
  value: Piece,
  pattern: Piece,
): Fragment {
  const text = toText(value);
  const literal = literalText(pattern);
  const folding = value.folding ?? pattern.folding;
  if (literal !== null && folding === undefined) {
    const glob = sqliteQuoting.text(globOf(literal, escapeCharacter));
    const sql = `${within(text, Binding.equality + 1)} ${isNegated ? "NOT " : ""}GLOB ${glob}`;
    return { sql, binding: Binding.equality };
  }
  const fold = (operand: Fragment): string =>
    folding === undefined ? operand.sql : call("fold_text", operand.sql, sqliteQuoting.text(folding));
  const matched = call("like_text", fold(text), fold(toText(pattern)), sqliteQuoting.text(escapeCharacter));
  return isNegated ? { sql: `NOT ${matched}`, binding: Binding.not } : atom(matched);
}

/** The pattern of GLOB that matches what a pattern of LIKE does. */
export function globOf(pattern: string, escapeCharacter: string): string {
  let glob = "";
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!;
    const next = characters[index + 1];
    if (character === escapeCharacter && next !== undefined) {
      glob += literalInGlob(next);
      index++;
    } else if (character === "%") {
      glob += "*";
    } else if (character === "_") {
      glob += "?";
    } else {
      glob += literalInGlob(character);
    }
  }
  return glob;
}

const literalInGlob = (character: string): string =>
  character === "*" || character === "?" || character === "[" ? `[${character}]` : character;
