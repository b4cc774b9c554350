import { QuerySyntaxError } from "../../errors/index.ts";
import type { Statement } from "../../values/sql-value.ts";

/** What a question mark may stand in without being a placeholder. */
const texts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** Placeholders with numbers or names, which stand for as many values as there are different ones. */
const numbered = /\?\d|[:@$][A-Za-z_]/;

/**
 * Refuses raw SQL without a value for each `?`. SQLite would take those that are missing for NULL, in silence.
 *
 * @throws QuerySyntaxError with both numbers
 */
export function assertBoundValues({ sql, values }: Statement): void {
  const code = sql.replace(texts, " ");
  if (numbered.test(code)) return;
  const needed = code.split("?").length - 1;
  if (needed === values.length) return;
  throw new QuerySyntaxError(
    `This SQL needs ${needed === 1 ? "1 value for its ?" : `${needed} values for its ?`}, and ${values.length === 0 ? "none was" : `${values.length} ${values.length === 1 ? "was" : "were"}`} given. ` +
      `Give them as a list after the SQL; those of a query expression are in makeStatement().values.\n${sql.trim()}`,
  );
}
