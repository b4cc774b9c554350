import { DataJointError } from "../errors/index.ts";
import { aggregateByValues } from "../query/aggregate.ts";
import { distinct } from "../query/distinct.ts";
import { isOperand, type Operand, operand } from "../query/operand.ts";
import { type NamedAttributes, project } from "../query/project.ts";
import { UniversalSet } from "../query/universal-set.ts";
import type { AggregateOptions } from "./options.ts";
import { derive, type QueryExpression } from "./query-expression.ts";

function assertOperand(value: unknown, what: string): asserts value is Operand {
  if (!isOperand(value)) throw new DataJointError(`${what} needs a query expression or a table class.`);
}

/** The universal set with its operators. Specification: "Query algebra", `dj.U`. */
export class Universe extends UniversalSet {
  /**
   * The distinct values of the attributes in an expression, as primary key.
   *
   * @throws UnknownAttributeError for an attribute that the expression does not have
   */
  restrict(expression: unknown): QueryExpression {
    assertOperand(expression, "dj.U(…).restrict()");
    return derive(() => {
      const { node, connection } = expression[operand];
      return { node: distinct(node, this.primaryKey), connection };
    });
  }

  /**
   * Computes over the rows of an expression, for each combination of values of the attributes, or over all rows.
   *
   * @example
   * dj.U("city").aggr(Lab, { n: "count(*)" })
   */
  aggr(group: unknown, ...named: (NamedAttributes | AggregateOptions)[]): QueryExpression {
    assertOperand(group, "dj.U(…).aggr()");
    const { excludeNonmatching, ...computations } = Object.assign({}, ...named) as NamedAttributes &
      AggregateOptions;
    if (excludeNonmatching === false) {
      throw new DataJointError(
        "dj.U(…) holds every value there can be, so its aggr() can't keep those without rows.",
      );
    }
    return derive(() => {
      const { node, connection } = group[operand];
      return { node: project(aggregateByValues(node, this.primaryKey), [], computations), connection };
    });
  }

  /** Refused: what is left of an infinite set is infinite. */
  exclude(): never {
    throw new DataJointError("dj.U(…).exclude(…) would be an infinite set. Exclude from a table instead.");
  }

  /** Refused: attributes are matched by their origin, so nothing needs to be promoted for a join. */
  join(): never {
    throw new DataJointError(
      "dj.U(…) can't be joined. For the distinct values of attributes write dj.U(…).restrict(table).",
    );
  }
}

/** What `dj.U(…)` gives. */
export type U = Universe;

/**
 * The set of all values of some attributes: `dj.U("city").restrict(Lab)`, `dj.U().aggr(Lab, { n: "count(*)" })`.
 *
 * @param attributes names of the attributes; none for the set of one element without attributes
 */
export function U(...attributes: string[]): Universe {
  for (const name of attributes) {
    if (typeof name === "string") continue;
    throw new DataJointError(
      `dj.U() takes the names of attributes as texts, such as dj.U("city"), not ${JSON.stringify(name) ?? String(name)}.`,
    );
  }
  return new Universe(attributes);
}
