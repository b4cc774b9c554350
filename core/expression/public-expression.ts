import { isOperand } from "../query/operand.ts";
import { QueryExpression as ExpressionClass } from "./query-expression.ts";
import type { Row } from "./row.ts";

/** The class of query expressions, for `instanceof`. `isQueryExpression` knows table classes too. */
export const QueryExpression = ExpressionClass;

/**
 * What every query expression, table class and instance of one can do: as parameter or result of a program's own
 * functions. Specification: "Query algebra".
 *
 * @typeParam Entity the type of its rows, where a definition tells it
 * @typeParam Key the type of their primary keys
 */
export type QueryExpression<Entity = Row, Key = Row> = {
  readonly [Member in keyof ExpressionClass<Entity, Key>]: ExpressionClass<Entity, Key>[Member];
};

/** True for a query expression, a table class or an instance of one. */
export const isQueryExpression = (value: unknown): value is QueryExpression => isOperand(value);
