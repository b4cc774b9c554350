import type { TableDeclaration, TableIndex } from "../../declaration/table-declaration.ts";
import { attributesOf } from "../../declaration/table-indexes.ts";
import { mysqlQuoting } from "./quote.ts";

const { identifier } = mysqlQuoting;

/** Names of the hidden columns that hold the expressions of indexes on MariaDB. */
export const isExpressionColumn = (name: string): boolean => /^_index_\d+$/.test(name);

/** `json_value(… returning char(20))` in the form that MariaDB knows. */
const withoutReturning = (expression: string): string =>
  expression.replace(/^json_value\((.*)\s+returning\s+([\w(,\s)]+?)\s*\)$/i, "cast(json_value($1) as $2)");

/** The type of a column that holds an expression's values; texts where nothing better is known. */
function columnType(expression: string): string {
  if (
    /^(?:year|month|day|dayof\w+|week\w*|hour|minute|second|to_days|length|char_length)\s*\(/i.test(
      expression,
    )
  ) {
    return "int";
  }
  return /^(?:date|last_day)\s*\(/i.test(expression) ? "date" : "varchar(255)";
}

function onMysql(index: TableIndex): string {
  const columns = index.columns.map((column) =>
    "attribute" in column ? identifier(column.attribute) : `(${column.expression})`,
  );
  return `${index.isUnique ? "UNIQUE " : ""}INDEX (${columns.join(", ")})`;
}

/**
 * The clauses of CREATE TABLE for indexes on expressions. MySQL has them; MariaDB has indexes on hidden generated
 * columns instead. Each server reads its own form: the other one is a comment to it.
 */
export function functionalIndexClauses(declaration: TableDeclaration): string {
  const functional = declaration.indexes.filter((index) => attributesOf(index) === null);
  if (functional.length === 0) return "";
  let count = 0;
  const onMariadb = functional.flatMap((index) => {
    const generated: string[] = [];
    const columns = index.columns.map((column) => {
      if ("attribute" in column) return identifier(column.attribute);
      const name = identifier(`_index_${++count}`);
      generated.push(
        `${name} ${columnType(column.expression)} GENERATED ALWAYS AS (${withoutReturning(column.expression)}) VIRTUAL INVISIBLE`,
      );
      return name;
    });
    return [...generated, `${index.isUnique ? "UNIQUE " : ""}INDEX (${columns.join(", ")})`];
  });
  return `\n  /*!80013 , ${functional.map(onMysql).join(", ")} */` + `\n  /*M! , ${onMariadb.join(", ")} */`;
}
