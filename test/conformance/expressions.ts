import { dj, type Options, type Query } from "./api.ts";
import type { Pipeline } from "./schemas.ts";
import { inputValue } from "./values.ts";
import type { Condition, Expression, Projection } from "./vector-file.ts";

/** Expressions of a vector as a program here would write them. */
export class ExpressionBuilder {
  readonly #pipeline: Pipeline;
  readonly #upstream: ((table: string) => Query) | null;

  /** @param upstream what `{"upstream": "Class"}` means; inside a `make` alone */
  constructor(pipeline: Pipeline, upstream: ((table: string) => Query) | null = null) {
    this.#pipeline = pipeline;
    this.#upstream = upstream;
  }

  expression(spec: Expression): Query {
    if (spec.table !== undefined) return this.#pipeline.table(spec.table);
    if (spec.U !== undefined) return dj.U(...spec.U);
    if (spec.upstream !== undefined) {
      if (this.#upstream === null) throw new Error("upstream stands outside of a make.");
      return this.#upstream(spec.upstream);
    }
    if (spec.restrict !== undefined) {
      const [operand, condition] = spec.restrict;
      return this.expression(operand).restrict(this.condition(condition), semanticCheck(spec));
    }
    if (spec.exclude !== undefined) {
      const [operand, condition] = spec.exclude;
      return this.expression(operand).exclude(this.condition(condition));
    }
    if (spec.proj !== undefined) {
      const [operand, projection = {}] = spec.proj;
      return this.expression(operand).proj(...attributes(projection));
    }
    if (spec.join !== undefined) {
      const [left, right] = spec.join;
      const options = { ...semanticCheck(spec), ...(spec.left === undefined ? {} : { left: spec.left }) };
      return this.expression(left).join(this.expression(right), options);
    }
    if (spec.aggr !== undefined) {
      const [operand, group, projection] = spec.aggr;
      const { exclude_nonmatching: excludeNonmatching } = projection;
      return this.expression(operand).aggr(
        this.expression(group),
        ...attributes(projection),
        ...(excludeNonmatching === undefined
          ? []
          : [...(projection.named ? [] : [{}]), { excludeNonmatching }]),
      );
    }
    if (spec.extend !== undefined) {
      const [left, right] = spec.extend;
      return this.expression(left).extend(this.expression(right), semanticCheck(spec));
    }
    if (spec.union !== undefined) {
      const [left, right] = spec.union;
      return this.expression(left).union(this.expression(right));
    }
    throw new Error(`Unknown expression ${JSON.stringify(spec)}.`);
  }

  condition(spec: Condition): unknown {
    if (spec.dict !== undefined) {
      return Object.fromEntries(Object.entries(spec.dict).map(([name, value]) => [name, inputValue(value)]));
    }
    if (spec.sql !== undefined) return spec.sql;
    if (spec.or !== undefined) return spec.or.map((one) => this.condition(one));
    if (spec.and !== undefined) return dj.and(...spec.and.map((one) => this.condition(one)));
    if (spec.not !== undefined) return dj.not(this.condition(spec.not));
    if (spec.expr !== undefined) return this.expression(spec.expr);
    if (spec.bool !== undefined) return spec.bool;
    if (spec.top !== undefined) {
      const { limit, order_by: orderBy, offset } = spec.top;
      return dj.Top({
        ...(limit === undefined ? {} : { limit }),
        ...(orderBy === undefined ? {} : { orderBy }),
        ...(offset === undefined ? {} : { offset }),
      });
    }
    throw new Error(`Unknown condition ${JSON.stringify(spec)}.`);
  }
}

const semanticCheck = (spec: Expression): Options =>
  spec.semantic_check === undefined ? {} : { semanticCheck: spec.semantic_check };

/** Positional names first, then an object of named ones, as `proj` and `aggr` take them. */
const attributes = (projection: Projection): unknown[] => [
  ...(projection.attrs ?? []),
  ...(projection.named === undefined ? [] : [projection.named]),
];

/** The names of all tables that take part in an expression, those of its conditions included. */
export function tablesOf(spec: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const [name, value] of Object.entries(part)) {
      if ((name === "table" || name === "upstream") && typeof value === "string") found.add(value);
      else walk(value);
    }
  };
  walk(spec);
  return found;
}
