import type { TableDeclaration, TableIndex } from "../../declaration/table-declaration.ts";
import { DataJointError, UnknownAttributeError } from "../../errors/index.ts";
import { parseExpression } from "../../sql/parse-expression.ts";
import { sqliteExpressions } from "./expressions.ts";
import { sqliteQuoting } from "./quote.ts";

/** SQLite's own functions that an index may use: a file must be readable where only these are known. */
const ownFunctions = new Set(
  (
    "abs char coalesce concat concat_ws date datetime format glob hex ifnull iif instr json json_array_length " +
    "json_extract json_quote json_type json_valid julianday length like lower ltrim max min nullif octet_length printf " +
    "quote replace round rtrim sign strftime substr substring time trim typeof unhex unicode unixepoch upper"
  ).split(" "),
);

const keywords = new Set(
  "and as between case cast else exists from in is not or then values when".split(" "),
);

/** What stands in an index for functions that are added to SQLite while a program runs. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/\blower_text\(/g, "lower("],
  [/\bupper_text\(/g, "upper("],
  [/\bjson_(?:scalar_text|value_(?:signed|unsigned|float))\(/g, "json_extract("],
  [/\bjson_value_char\(("(?:[^"]|"")+"), ('(?:[^']|'')*'), (\d+)\)/g, "substr(json_extract($1, $2), 1, $3)"],
  [/\bleft_text\(("(?:[^"]|"")+"), (\d+)\)/g, "substr($1, 1, $2)"],
];

function usesOnlyOwnFunctions(sql: string): boolean {
  const bare = sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "");
  return [...bare.matchAll(/\b([a-z_]\w*)\s*\(/gi)].every(([, name]) => {
    const word = name!.toLowerCase();
    return ownFunctions.has(word) || keywords.has(word);
  });
}

function printed(expression: string, declaration: TableDeclaration): string | null {
  const resolve = (name: string) => {
    const attribute = declaration.attributes.find((candidate) => candidate.name === name);
    if (attribute === undefined) {
      throw new UnknownAttributeError(
        `An index of ${declaration.name.schema}.${declaration.name.table} names the attribute "${name}", which the table does not have.`,
      );
    }
    return { sql: sqliteQuoting.identifier(name), type: attribute.dataType };
  };
  const sql = replacements.reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    sqliteExpressions.print(parseExpression(expression), resolve).sql,
  );
  return usesOnlyOwnFunctions(sql) ? `(${sql})` : null;
}

/**
 * The columns of an index as SQLite writes them.
 *
 * @returns null where SQLite can't keep such an index and none is needed, since it would only speed up queries
 * @throws DataJointError where SQLite can't keep a unique index
 */
export function indexColumns(index: TableIndex, declaration: TableDeclaration): string[] | null {
  const columns: string[] = [];
  for (const column of index.columns) {
    if ("attribute" in column) {
      columns.push(sqliteQuoting.identifier(column.attribute));
      continue;
    }
    const sql = printed(column.expression, declaration);
    if (sql !== null) columns.push(sql);
    else if (!index.isUnique) return null;
    else {
      throw new DataJointError(
        `SQLite can't keep a unique index on the expression (${column.expression}) of ` +
          `${declaration.name.schema}.${declaration.name.table}. Keep its value in an attribute of its own and index that.`,
      );
    }
  }
  return columns;
}
