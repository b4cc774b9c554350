const leading = /^(?:\s|\(|\/\*[\s\S]*?\*\/|#[^\n]*\n|--\s[^\n]*\n)*([a-z]+)/i;

const rowWords: ReadonlySet<string> = new Set(["SELECT", "SHOW", "TABLE", "VALUES", "WITH"]);

/**
 * Whether a statement of MySQL's gives rows that may be many, so that they are sent as they come. One that may
 * change something is none, as it gives the number of rows that it changed.
 */
export function isRowStatement(sql: string): boolean {
  const word = leading.exec(sql)?.[1]?.toUpperCase() ?? "";
  if (!rowWords.has(word)) return false;
  if (word === "WITH") return !/\b(?:INSERT|UPDATE|DELETE|REPLACE)\b/i.test(sql);
  return word !== "SELECT" || !/\bINTO\s+(?:@|OUTFILE\b|DUMPFILE\b)/i.test(sql);
}
