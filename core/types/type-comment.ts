/** A comment of a column, taken apart. */
export interface TypeComment {
  /** The type between colons, or null where the comment has none. */
  readonly type: string | null;
  readonly comment: string;
}

/**
 * Where the type ends: at the next colon outside of quotes.
 *
 * @param hasEscapes whether a backslash takes the quote after it along
 */
function endOfType(text: string, hasEscapes: boolean): number {
  let quote: string | null = null;
  for (let index = 1; index < text.length; index++) {
    const character = text[index]!;
    if (quote === null) {
      if (character === ":") return index;
      if (character === "'" || character === '"') quote = character;
    } else if (character === "\\" && hasEscapes) index++;
    else if (character === quote) quote = null;
  }
  return -1;
}

/**
 * Takes the type from a column's comment, as in `:varchar(100):the comment`.
 * Section "Type Comment Encoding" of the table declaration specification.
 */
export function parseTypeComment(text: string): TypeComment {
  if (!text.startsWith(":")) return { type: null, comment: text };
  // DataJoint for Python leaves a single backslash where its definition had two.
  const escaped = endOfType(text, true);
  const end = escaped < 0 ? endOfType(text, false) : escaped;
  const type = text.slice(1, Math.max(1, end)).trim();
  return type === "" ? { type: null, comment: text } : { type, comment: text.slice(end + 1) };
}
