import type { TableDeclaration, TableIndex } from "../../declaration/table-declaration.ts";
import { attributesOf } from "../../declaration/table-indexes.ts";
import { parseExpression } from "../../sql/parse-expression.ts";
import type { DataType } from "../../types/data-type.ts";
import { mysqlExpressions } from "./expressions.ts";
import { mysqlQuoting } from "./quote.ts";

const { identifier } = mysqlQuoting;

/** Names of the hidden columns that hold the expressions of indexes on MariaDB. */
export const isExpressionColumn = (name: string): boolean => /^_index_\d+$/.test(name);

/** The type of a column that holds the values of an expression; texts where nothing better is known. */
function columnType(type: DataType | null): string {
  switch (type?.kind) {
    case "bool":
    case "integer":
      return type.kind === "integer" && type.isUnsigned ? "bigint unsigned" : "bigint";
    case "float":
      return "double";
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "date":
      return "date";
    case "datetime":
    case "time":
      return `${type.kind}(${type.fraction})`;
    case "char":
    case "varchar":
      return `varchar(${Math.min(type.length, 255)})`;
    default:
      return "varchar(255)";
  }
}

/** A generated column of MariaDB for an expression that was written for MySQL. */
function generatedColumn(name: string, expression: string, declaration: TableDeclaration): string {
  const printed = mysqlExpressions.print(parseExpression(expression), (attribute) => ({
    sql: identifier(attribute),
    type: declaration.attributes.find((candidate) => candidate.name === attribute)?.dataType ?? null,
  }));
  return `${identifier(name)} ${columnType(printed.type)} GENERATED ALWAYS AS (${printed.sql}) VIRTUAL INVISIBLE`;
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
      const name = `_index_${++count}`;
      generated.push(generatedColumn(name, column.expression, declaration));
      return identifier(name);
    });
    return [...generated, `${index.isUnique ? "UNIQUE " : ""}INDEX (${columns.join(", ")})`];
  });
  return `\n  /*!80013 , ${functional.map(onMysql).join(", ")} */` + `\n  /*M! , ${onMariadb.join(", ")} */`;
}
