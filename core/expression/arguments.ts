import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryNode } from "../query/node.ts";
import { isOperand, operand } from "../query/operand.ts";
import type { NamedAttributes } from "../query/project.ts";
import { UniversalSet } from "../query/universal-set.ts";
import type { AggregateOptions } from "./options.ts";

/** The tree of an expression, and where it is evaluated. */
export interface Source {
  readonly node: QueryNode;
  readonly connection: Connection;
}

/** The expression that a value stands for; an error says what was given instead. */
export function operandOf(value: unknown, operator: string): Source {
  if (isOperand(value)) return value[operand];
  if (value instanceof UniversalSet) {
    throw new DataJointError(
      `dj.U(…) can't stand in ${operator}(). Write dj.U(…).restrict(expression) for distinct values, or dj.U(…).aggr(…).`,
    );
  }
  throw new DataJointError(
    `${operator}() needs a query expression or a table class, not ${describeValue(value)}.`,
  );
}

const describeValue = (value: unknown): string =>
  value === null || value === undefined
    ? String(value)
    : Array.isArray(value)
      ? "an array"
      : `${typeof value === "object" ? "an" : "a"} ${typeof value}`;

/** The names and the new attributes among the arguments of an operator. */
export function splitAttributes(attributes: readonly (string | NamedAttributes)[]) {
  const names = attributes.filter((one) => typeof one === "string");
  const named: Record<string, string> = {};
  for (const one of attributes) {
    if (typeof one === "string") continue;
    if (typeof one !== "object" || one === null) {
      throw new DataJointError(
        `Give attributes as texts and new ones as an object, not ${describeValue(one)}.`,
      );
    }
    Object.assign(named, one);
  }
  return { names, named };
}

/** The same for `aggr`, whose options may be among them. */
export function splitAggregate(attributes: readonly (string | NamedAttributes | AggregateOptions)[]) {
  const options: AggregateOptions = {};
  const rest = attributes.map((one) => {
    if (typeof one !== "object" || one === null || !("excludeNonmatching" in one))
      return one as string | NamedAttributes;
    const { excludeNonmatching, ...named } = one as AggregateOptions & NamedAttributes;
    options.excludeNonmatching = Boolean(excludeNonmatching);
    return named as NamedAttributes;
  });
  return { ...splitAttributes(rest), options };
}
