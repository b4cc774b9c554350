import { QuerySyntaxError } from "../errors/index.ts";
import { attributesOf, attributesOutsideAggregates, containsAggregate } from "../sql/attributes.ts";
import { parseExpression } from "../sql/parse-expression.ts";
import type { SqlExpression } from "../sql/sql-expression.ts";

/** SQL that a user wrote, read once. */
export interface SqlText {
  readonly text: string;
  /** Null where it could not be read; then `problem` says why. */
  readonly expression: SqlExpression | null;
  readonly problem: QuerySyntaxError | null;
  /** The names of the attributes that it uses. */
  readonly attributes: ReadonlySet<string>;
  /** Those that it uses outside of aggregate functions. */
  readonly bareAttributes: ReadonlySet<string>;
  /** Whether it takes many rows together. */
  readonly isAggregate: boolean;
}

const remembered = new Map<string, SqlText>();
const rememberedAtMost = 2000;

/** Reads a condition or computation. What can't be read is kept: a dialect may still pass it on. */
export function readSql(text: string): SqlText {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  let read: SqlText;
  try {
    const expression = parseExpression(text);
    read = {
      text,
      expression,
      problem: null,
      attributes: attributesOf(expression),
      bareAttributes: attributesOutsideAggregates(expression),
      isAggregate: containsAggregate(expression),
    };
  } catch (error) {
    if (!(error instanceof QuerySyntaxError)) throw error;
    const none = new Set<string>();
    read = {
      text,
      expression: null,
      problem: error,
      attributes: none,
      bareAttributes: none,
      isAggregate: false,
    };
  }
  if (remembered.size >= rememberedAtMost) remembered.delete(remembered.keys().next().value!);
  remembered.set(text, read);
  return read;
}
