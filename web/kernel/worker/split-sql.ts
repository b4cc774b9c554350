/** One statement of an SQL text, and where it begins: line and column from 1. */
export interface SqlStatement {
  readonly sql: string;
  readonly line: number;
  readonly column: number;
}

const sqliteToken =
  /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|[\p{L}_][\p{L}\p{N}_]*|\s+|./gu;

/** In MySQL's SQL a backslash escapes, `#` begins a comment, and brackets quote nothing. */
const mysqlToken =
  /'(?:[^'\\]|\\[\s\S]|'')*'?|"(?:[^"\\]|\\[\s\S]|"")*"?|`(?:[^`]|``)*`?|--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|[\p{L}_][\p{L}\p{N}_]*|\s+|./gu;

/**
 * Splits an SQL text at the semicolons between its statements: not at those in texts, quoted names and
 * comments, nor within the body of a trigger. What holds only comments is no statement.
 *
 * @param isMysql whether texts and comments are MySQL's
 */
export function splitSql(text: string, isMysql = false): SqlStatement[] {
  const statements: SqlStatement[] = [];
  let start = -1;
  let line = 1;
  let lineStart = 0;
  let begin = { line: 1, column: 1 };
  let words: string[] = [];
  let openBlocks = 0;
  const finish = (end: number): void => {
    if (start >= 0) statements.push({ sql: text.slice(start, end).trim(), ...begin });
    start = -1;
    words = [];
    openBlocks = 0;
  };
  for (const { 0: part, index } of text.matchAll(isMysql ? mysqlToken : sqliteToken)) {
    const isBlank = isMysql ? /^(\s|--(\s|$)|#|\/\*)/.test(part) : /^(\s|--|\/\*)/.test(part);
    if (part === ";" && openBlocks === 0) finish(index);
    else if (!isBlank) {
      if (start < 0) {
        start = index;
        begin = { line, column: index - lineStart + 1 };
      }
      const word = part.toUpperCase();
      if (words.length < 4) words.push(word);
      const isTrigger = words[0] === "CREATE" && words.includes("TRIGGER");
      if (isTrigger && (word === "BEGIN" || word === "CASE")) openBlocks++;
      else if (isTrigger && word === "END" && openBlocks > 0) openBlocks--;
    }
    const newlines = part.split("\n").length - 1;
    if (newlines > 0) {
      line += newlines;
      lineStart = index + part.lastIndexOf("\n") + 1;
    }
  }
  finish(text.length);
  return statements;
}
