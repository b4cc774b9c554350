import type { DeclareCase } from "./declare-case.ts";

/** What servers write differently though it means the same, each with what is compared instead. */
const differences: readonly (readonly [RegExp, string])[] = [
  // MariaDB gives integers and years a display width.
  [/\b(tinyint|smallint|mediumint|int|bigint|year)\(\d+\)/gi, "$1"],
  // Servers differ in where they repeat character set and collation.
  [/ (?:DEFAULT )?(?:CHARACTER SET|CHARSET)[ =]utf8mb4\b/gi, ""],
  [/ COLLATE[ =]utf8mb4_bin\b/gi, ""],
  // MariaDB leaves out the default action of foreign keys.
  [/ ON DELETE RESTRICT\b/gi, ""],
  // MariaDB writes numbers bare, and functions with parentheses and in lower case.
  [/ DEFAULT '(-?\d+(?:\.\d+)?)'/gi, " DEFAULT $1"],
  [/\bcurrent_timestamp\(\)/gi, "CURRENT_TIMESTAMP"],
  [/\bcurrent_timestamp\b/gi, "CURRENT_TIMESTAMP"],
  // MariaDB's json is text with a check.
  [/\blongtext\b(.*?) CHECK \(json_valid\(`[^`]*`\)\)/gi, "json$1"],
  // MariaDB names the default of texts and blobs that MySQL leaves out.
  [/\b(tinytext|text|mediumtext|longtext|tinyblob|blob|mediumblob|longblob|json)( DEFAULT NULL)/gi, "$1"],
  [/ AUTO_INCREMENT=\d+/gi, ""],
];

/**
 * The lines of SHOW CREATE TABLE, with keys and constraints sorted: each server has its own order.
 *
 * @param spec given for a text of the vectors, whose schemas have other names
 */
export function createTableLines(
  text: string,
  rename: (schema: string) => string,
  spec?: DeclareCase,
): string[] {
  const renamed = (spec?.schemas ?? []).reduce(
    (result, { name }) => result.replaceAll(`\`${name}\``, `\`${rename(name)}\``),
    text,
  );
  const normal = differences.reduce(
    (result, [pattern, instead]) => result.replace(pattern, instead),
    renamed,
  );
  const all = normal.split("\n").map((line) => line.trim().replace(/,$/, ""));
  const isKey = (line: string): boolean => /^(?:UNIQUE |FULLTEXT )?KEY |^CONSTRAINT /.test(line);
  // MariaDB has no indexes on expressions but on hidden columns; what they hold is seen in the declaration read back.
  const isFunctional = (line: string): boolean => /`_index_\d+`|`functional_index`/.test(line);
  const lines = all.filter((line) => !isFunctional(line));
  return [...lines.filter((line) => !isKey(line)), ...lines.filter(isKey).sort()];
}
