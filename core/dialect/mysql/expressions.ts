import { QuerySyntaxError } from "../../errors/index.ts";
import { hasExactQuotients } from "../../sql/division.ts";
import { atom, type Fragment, foreign, within } from "../../sql/fragment.ts";
import { TypeInference } from "../../sql/infer-type.ts";
import type {
  BinaryExpression,
  BinaryOperator,
  CallExpression,
  CaseExpression,
  CastExpression,
  OrderTerm,
  SqlExpression,
  WindowSpecification,
} from "../../sql/sql-expression.ts";
import { computedType } from "../computed-type.ts";
import type { ExpressionPrinting, PrintedExpression } from "../dialect.ts";
import { withMemory } from "../printing-memory.ts";
import { mysqlCallPrinter } from "./functions.ts";
import { returnedSql } from "./json-value.ts";
import { mysqlQuoting } from "./quote.ts";

/** How tightly MySQL's operators bind; greater is tighter. */
const bindings: Record<BinaryOperator, number> = {
  OR: 1,
  XOR: 2,
  AND: 3,
  "=": 5,
  "<>": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "<=>": 5,
  REGEXP: 6,
  "MEMBER OF": 6,
  "|": 7,
  "&": 8,
  "<<": 9,
  ">>": 9,
  "+": 10,
  "-": 10,
  "*": 11,
  "/": 11,
  DIV: 11,
  "%": 11,
  "^": 12,
};
const notBinding = 4;
const comparisonBinding = 5;
const predicateBinding = 6;
const bitBinding = 7;
const signBinding = 13;
const collateBinding = 15;

/** Prints the SQL that MySQL 8 and later and MariaDB 10.11 and later both accept. */
export const mysqlExpressions: ExpressionPrinting = withMemory((expression, resolve) => {
  const types = new TypeInference((name) => resolve(name).type);
  const { sql } = new MysqlPrinter(resolve, types).print(expression);
  return { sql, type: computedType(types.of(expression)) };
});

class MysqlPrinter {
  readonly #resolve: (name: string) => PrintedExpression;

  readonly #types: TypeInference;

  constructor(resolve: (name: string) => PrintedExpression, types: TypeInference) {
    this.#resolve = resolve;
    this.#types = types;
  }

  print(expression: SqlExpression): Fragment {
    switch (expression.kind) {
      case "null":
        return atom("NULL");
      case "boolean":
        return atom(expression.value ? "TRUE" : "FALSE");
      case "number":
        return atom(expression.text);
      case "text":
        return atom(mysqlQuoting.text(expression.value));
      case "bytes":
        return atom(expression.hex === "" ? "x''" : `0x${expression.hex}`);
      case "temporal":
        return atom(
          `${expression.type === "datetime" ? "TIMESTAMP" : expression.type.toUpperCase()} ${mysqlQuoting.text(expression.text)}`,
        );
      case "attribute":
        return foreign(this.#resolve(expression.name).sql);
      case "unary": {
        const { operator, operand } = expression;
        if (operator === "NOT") {
          return { sql: `NOT ${within(this.print(operand), signBinding)}`, binding: notBinding };
        }
        const sql = within(this.print(operand), signBinding);
        // Two minus signs in a row would begin a comment.
        return {
          sql: sql.startsWith(operator) ? `${operator}(${sql})` : `${operator}${sql}`,
          binding: signBinding,
        };
      }
      case "binary":
        return this.#binary(expression);
      case "row":
        return atom(`(${this.#list(expression.items)})`);
      case "in": {
        const list = this.#list(expression.list);
        return this.#predicate(expression.value, `${expression.isNegated ? "NOT " : ""}IN (${list})`);
      }
      case "between": {
        const low = within(this.print(expression.low), bitBinding);
        const high = within(this.print(expression.high), bitBinding);
        return this.#predicate(
          expression.value,
          `${expression.isNegated ? "NOT " : ""}BETWEEN ${low} AND ${high}`,
        );
      }
      case "like": {
        const pattern = within(this.print(expression.pattern), signBinding);
        const escapeClause =
          expression.escape === "\\" ? "" : ` ESCAPE ${mysqlQuoting.text(expression.escape)}`;
        return this.#predicate(
          expression.value,
          `${expression.isNegated ? "NOT " : ""}LIKE ${pattern}${escapeClause}`,
        );
      }
      case "is": {
        const value = within(this.print(expression.value), bitBinding);
        return {
          sql: `${value} IS ${expression.isNegated ? "NOT " : ""}${expression.test}`,
          binding: comparisonBinding,
        };
      }
      case "case":
        return this.#case(expression);
      case "cast":
        return this.#cast(expression);
      case "collate":
        return {
          sql: `${within(this.print(expression.value), collateBinding)} COLLATE ${expression.collation}`,
          binding: collateBinding,
        };
      case "trim": {
        const { side, remove } = expression;
        const value = this.print(expression.value).sql;
        if (remove === null && side === "BOTH") return atom(`TRIM(${value})`);
        return atom(`TRIM(${side} ${remove === null ? "' '" : this.print(remove).sql} FROM ${value})`);
      }
      case "subquery":
      case "exists":
      case "in-query":
        // Servers read whole statements, which alone hold subqueries, as they were written.
        throw new QuerySyntaxError("A subquery can't stand in an expression.", {
          position: expression.position,
        });
      case "json-path": {
        const extracted = `JSON_EXTRACT(${this.print(expression.value).sql}, ${mysqlQuoting.text(expression.path)})`;
        return atom(expression.isUnquoted ? `JSON_UNQUOTE(${extracted})` : extracted);
      }
      case "interval":
        return atom(`INTERVAL ${within(this.print(expression.value), bitBinding)} ${expression.unit}`);
      case "unit":
        return atom(expression.unit);
      case "star":
        return atom("*");
      case "call":
        return this.#call(expression);
    }
  }

  #list(items: readonly SqlExpression[]): string {
    return items.map((item) => this.print(item).sql).join(", ");
  }

  #predicate(value: SqlExpression, rest: string): Fragment {
    return { sql: `${within(this.print(value), bitBinding)} ${rest}`, binding: predicateBinding };
  }

  #binary(expression: BinaryExpression): Fragment {
    const { operator, left, right } = expression;
    if (operator === "MEMBER OF") {
      const value = this.print(left).sql;
      const candidate = left.kind === "number" ? mysqlQuoting.text(left.text) : `JSON_QUOTE(${value})`;
      return atom(`JSON_CONTAINS(${this.print(right).sql}, ${candidate})`);
    }
    const binding = bindings[operator];
    // Comparisons may be chained, but parentheses make plain what is compared with what.
    const leftBinding = binding === comparisonBinding ? predicateBinding : binding;
    const leftSql = within(this.print(left), leftBinding);
    const rightSql = within(this.print(right), binding + 1);
    const sql = `${leftSql} ${operator} ${rightSql}`;
    if (operator === "/" && !hasExactQuotients(right)) {
      // MySQL rounds a quotient to the digits of its type; MariaDB goes on with more of them.
      const { type } = this.#types.of(expression);
      if (type?.kind === "decimal") return atom(`ROUND(${sql}, ${type.scale})`);
    }
    return { sql, binding };
  }

  #case({ subject, branches, otherwise }: CaseExpression): Fragment {
    const parts = ["CASE"];
    if (subject !== null) parts.push(this.print(subject).sql);
    for (const branch of branches)
      parts.push(`WHEN ${this.print(branch.when).sql} THEN ${this.print(branch.result).sql}`);
    if (otherwise !== null) parts.push(`ELSE ${this.print(otherwise).sql}`);
    return atom(`${parts.join(" ")} END`);
  }

  #cast({ value, target, isReturned }: CastExpression): Fragment {
    const { name, length, scale } = target;
    if (isReturned === true && value.kind === "call") {
      const [document, path] = value.arguments;
      return atom(returnedSql(this.print(document!).sql, this.print(path!).sql, target));
    }
    const sql = this.print(value).sql;
    // MariaDB knows no CAST AS JSON; both servers read a text as JSON to extract from it.
    if (name === "JSON") return atom(`JSON_EXTRACT(CAST(${sql} AS CHAR), '$')`);
    if (name === "YEAR") return atom(`YEAR(MAKEDATE(${sql}, 1))`);
    const sizes = length === null ? "" : scale === null ? `(${length})` : `(${length}, ${scale})`;
    return atom(`CAST(${sql} AS ${name}${sizes})`);
  }

  #call(call: CallExpression): Fragment {
    const { name } = call;
    if (name === "GROUP_CONCAT") return atom(this.#groupConcat(call));
    if (name === "EXTRACT" && call.arguments.length === 2) {
      return atom(
        `EXTRACT(${this.print(call.arguments[0]!).sql} FROM ${this.print(call.arguments[1]!).sql})`,
      );
    }
    const printer = mysqlCallPrinter(name);
    const sql =
      printer === undefined
        ? `${name}(${call.isDistinct ? "DISTINCT " : ""}${this.#list(call.arguments)})`
        : printer(call, (argument) => this.print(argument).sql);
    return atom(call.window === undefined ? sql : `${sql} OVER (${this.#window(call.window)})`);
  }

  #groupConcat(call: CallExpression): string {
    const parts = [`${call.isDistinct ? "DISTINCT " : ""}${this.#list(call.arguments)}`];
    if (call.orderBy !== undefined && call.orderBy.length > 0) parts.push(this.#orderBy(call.orderBy));
    parts.push(`SEPARATOR ${mysqlQuoting.text(call.separator ?? ",")}`);
    return `GROUP_CONCAT(${parts.join(" ")})`;
  }

  #orderBy(terms: readonly OrderTerm[]): string {
    return `ORDER BY ${terms.map((term) => `${this.print(term.value).sql}${term.isDescending ? " DESC" : ""}`).join(", ")}`;
  }

  #window({ partitionBy, orderBy, frame }: WindowSpecification): string {
    const parts: string[] = [];
    if (partitionBy.length > 0) parts.push(`PARTITION BY ${this.#list(partitionBy)}`);
    if (orderBy.length > 0) parts.push(this.#orderBy(orderBy));
    if (frame !== null) parts.push(frame);
    return parts.join(" ");
  }
}
