/** One statement of an SQL text, and the line on which it begins, from 1. */
export interface SqlStatement {
  readonly sql: string;
  readonly line: number;
}

const token =
  /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|[\p{L}_][\p{L}\p{N}_]*|\s+|./gu;

/**
 * Splits an SQL text at the semicolons between its statements: not at those in texts, quoted names and
 * comments, nor within the body of a trigger. What holds only comments is no statement.
 */
export function splitSql(text: string): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = -1;
  let line = 1;
  let startLine = 1;
  let words: string[] = [];
  let openBlocks = 0;
  const finish = (end: number): void => {
    if (start >= 0) statements.push({ sql: text.slice(start, end).trim(), line: startLine });
    start = -1;
    words = [];
    openBlocks = 0;
  };
  for (const { 0: part, index } of text.matchAll(token)) {
    const isBlank = /^(\s|--|\/\*)/.test(part);
    if (part === ";" && openBlocks === 0) finish(index);
    else if (!isBlank) {
      if (start < 0) {
        start = index;
        startLine = line;
      }
      const word = part.toUpperCase();
      if (words.length < 4) words.push(word);
      const isTrigger = words[0] === "CREATE" && words.includes("TRIGGER");
      if (isTrigger && (word === "BEGIN" || word === "CASE")) openBlocks++;
      else if (isTrigger && word === "END" && openBlocks > 0) openBlocks--;
    }
    line += part.split("\n").length - 1;
  }
  finish(text.length);
  return statements;
}
