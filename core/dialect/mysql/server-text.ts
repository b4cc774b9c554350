/** A text literal as MariaDB shows it, without its quotes and escapes. */
function unquoted(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)|''/gs, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return whole === "''" ? "'" : whole;
    return (
      ({ n: "\n", r: "\r", t: "\t", "0": "\0", b: "\b", Z: "\x1a" } as Record<string, string>)[escaped] ??
      escaped
    );
  });
}

/**
 * A column's default in one form for all servers: MySQL shows texts bare, MariaDB shows them as SQL literals.
 *
 * @returns text without quotes, or `CURRENT_TIMESTAMP(3)`; null for none and for NULL
 */
export function serverDefault(text: string | null, isMariadb: boolean): string | null {
  if (text === null) return null;
  if (isMariadb && text.toUpperCase() === "NULL") return null;
  const now = /^(?:current_timestamp|now)\s*(?:\(\s*(\d*)\s*\))?$/i.exec(text);
  if (now !== null) return Number(now[1] ?? 0) === 0 ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${now[1]})`;
  return isMariadb && /^'.*'$/s.test(text) ? unquoted(text) : text;
}

/**
 * The expression of an index as a server shows it, closer to what was written: without the marks of character sets
 * and the quotes around plain names.
 */
export function serverExpression(text: string): string {
  const plain = text
    .replaceAll("\\'", "'")
    .replace(/\b_utf8mb[34]\s*(?=')/gi, "")
    .replace(/`([A-Za-z_][A-Za-z0-9_]*)`/g, "$1");
  const cast =
    /^cast\(json_value\((\w+)\s*,\s*('[^']*')\) as (char\(\d+\)|\w+(?:\([\d,\s]+\))?)(?: charset \w+)?\)$/i.exec(
      plain,
    );
  return cast === null ? plain : `json_value(${cast[1]}, ${cast[2]} returning ${cast[3]})`;
}
