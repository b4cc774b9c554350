import type { Database } from "./backend.ts";
import { Mismatch } from "./mismatch.ts";

// What MariaDB writes otherwise than MySQL though it means the same, each with what is compared instead.
const differences: readonly (readonly [RegExp, string])[] = [
  // MariaDB gives integers and years a display width.
  [/\b(tinyint|smallint|mediumint|int|bigint|year)\(\d+\)/gi, "$1"],
  // MySQL repeats the table's character set where a column's collation is the table's own.
  [/ CHARACTER SET utf8mb4\b/gi, ""],
  [/ COLLATE utf8mb4_bin\b/gi, ""],
  [/ COLLATE=utf8mb4_bin\b/gi, ""],
  // MariaDB leaves out the default action of foreign keys.
  [/ ON (DELETE|UPDATE) (RESTRICT|NO ACTION)\b/gi, ""],
  // MariaDB writes numbers bare and functions with parentheses and in lower case.
  [/ DEFAULT '(-?\d+(?:\.\d+)?)'/gi, " DEFAULT $1"],
  [/\bcurrent_timestamp(\(\d*\))?/gi, "CURRENT_TIMESTAMP"],
  // MariaDB's json is text with a check.
  [/\blongtext\b(.*?) CHECK \(json_valid\(`[^`]*`\)\)/gi, "json$1"],
  // MariaDB names the default of text columns that MySQL leaves out.
  [/\b(tinytext|text|mediumtext|longtext|tinyblob|blob|mediumblob|longblob|json)( DEFAULT NULL)/gi, "$1"],
  [/ AUTO_INCREMENT=\d+/gi, ""],
];

/** One line for each column, key and constraint, and what is behind the parenthesis; in order. */
const parts = (createTable: string): string[] =>
  createTable.split("\n").map((line) => line.trim().replace(/,$/, ""));

/** The same, of what both servers have and in an order of their own. */
function commonParts(createTable: string): string[] {
  const normal = differences.reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    createTable,
  );
  // MariaDB has no indexes on expressions but on hidden columns, which hold them.
  const isFunctional = (line: string): boolean => /`_index_\d+`|`functional_index`/.test(line);
  const lines = parts(normal).filter((line) => !isFunctional(line));
  const isConstraint = (line: string): boolean => /^(UNIQUE |FULLTEXT )?KEY |^CONSTRAINT /.test(line);
  // Servers sort keys and constraints each in their own way.
  return [...lines.filter((line) => !isConstraint(line)), ...lines.filter(isConstraint).sort()];
}

/**
 * Compares the server's own text of a table with that of the reference's server: to the letter on MySQL, and by what
 * it means on MariaDB.
 *
 * @throws Mismatch with the first line that differs
 */
export async function compareCreateTable(
  expected: string,
  database: Database,
  name: { readonly schema: string; readonly table: string },
): Promise<void> {
  const { connection } = database.instance;
  const [server] = await connection.query("SELECT VERSION() AS version");
  const [row] = await connection.query(`SHOW CREATE TABLE \`${name.schema}\`.\`${name.table}\``);
  const got = database.names.asInVectors(String(Object.values(row ?? {})[1]));
  const read = /mariadb/i.test(String(server?.version)) ? commonParts : parts;
  const wanted = read(expected);
  const found = read(got);
  const index = wanted.findIndex((line, position) => line !== found[position]);
  if (index !== -1) throw new Mismatch("SHOW CREATE TABLE", wanted[index], found[index]);
  if (found.length !== wanted.length) throw new Mismatch("SHOW CREATE TABLE", wanted, found);
}
