/** A comment of a column, taken apart. */
export interface TypeComment {
  /** The type between colons, or null where the comment has none. */
  readonly type: string | null;
  readonly comment: string;
}

/**
 * Takes the type from a column's comment, as in `:varchar(100):the comment`.
 * Section "Type Comment Encoding" of the table declaration specification.
 */
export function parseTypeComment(text: string): TypeComment {
  if (!text.startsWith(":")) return { type: null, comment: text };
  let quote: string | null = null;
  for (let index = 1; index < text.length; index++) {
    const character = text[index]!;
    if (quote !== null) {
      if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === ":") {
      const type = text.slice(1, index).trim();
      return type === "" ? { type: null, comment: text } : { type, comment: text.slice(index + 1) };
    }
  }
  return { type: null, comment: text };
}
