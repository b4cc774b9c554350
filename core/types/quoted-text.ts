/** What a letter after a backslash stands for; any other character stands for itself. */
const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\x1a",
};

/**
 * Reads a text in quotes as SQL reads it: a doubled quote stands for one, and a backslash takes its meaning from the
 * character after it.
 *
 * @param start where the opening quote stands
 * @returns the text without its quotes, and the offset behind the closing one; null where it is not closed
 */
export function readQuoted(text: string, start: number): { value: string; end: number } | null {
  const quote = text[start]!;
  let value = "";
  for (let index = start + 1; index < text.length; index++) {
    const character = text[index]!;
    const next = text[index + 1];
    if (character === "\\" && next !== undefined) {
      value += escapes[next] ?? next;
      index++;
    } else if (character !== quote) value += character;
    else if (next === quote) {
      value += quote;
      index++;
    } else return { value, end: index + 1 };
  }
  return null;
}

/** A text as it stands between these quotes: what `readQuoted` reads back. */
export const inQuotes = (text: string, quote: "'" | '"'): string =>
  quote +
  text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, quote + quote)
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r") +
  quote;
