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

const statementOf = (index: TableIndex, columns: readonly string[]): string =>
  `${index.isUnique ? "UNIQUE " : ""}INDEX (${columns.join(", ")})`;

const onMysql = (index: TableIndex): string =>
  statementOf(
    index,
    index.columns.map((column) =>
      "attribute" in column ? identifier(column.attribute) : `(${column.expression})`,
    ),
  );

/**
 * The clauses of CREATE TABLE for indexes, in order, each after a comma. MySQL has indexes on expressions; MariaDB has
 * indexes on hidden generated columns instead. Each server reads its own form: the other one is a comment to it.
 */
export function indexClauses(declaration: TableDeclaration, indexes: readonly TableIndex[]): string {
  let count = 0;
  const onMariadb = (index: TableIndex): string => {
    const generated: string[] = [];
    const columns = index.columns.map((column) => {
      if ("attribute" in column) return identifier(column.attribute);
      const name = `_index_${++count}`;
      generated.push(generatedColumn(name, column.expression, declaration));
      return identifier(name);
    });
    return [...generated, statementOf(index, columns)].join(", ");
  };
  return indexes
    .map((index) =>
      attributesOf(index) === null
        ? `\n  /*!80013 , ${onMysql(index)} */\n  /*M! , ${onMariadb(index)} */`
        : `,\n  ${onMysql(index)}`,
    )
    .join("");
}
