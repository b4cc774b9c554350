import type { Connection } from "../connection/connection.ts";
import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Attribute, Heading } from "../heading/index.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { uuidBytes } from "../values/uuid-text.ts";
import { assertJoinable } from "./matching.ts";
import type { QueryNode } from "./node.ts";
import { isOperand, operand } from "./operand.ts";
import { readSql, type SqlText } from "./sql-text.ts";
import { TopRestriction } from "./top.ts";
import { UniversalSet } from "./universal-set.ts";

/** A restriction whose names are all known. */
export type Condition =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "equals"; readonly attribute: Attribute; readonly value: unknown }
  | {
      readonly kind: "jsonEquals";
      readonly attribute: Attribute;
      readonly sql: SqlText;
      readonly value: unknown;
    }
  | { readonly kind: "sql"; readonly sql: SqlText }
  /** The attributes have one of these combinations of values, as the database gave them. */
  | {
      readonly kind: "keys";
      readonly attributes: readonly string[];
      readonly keys: readonly (readonly SqlValue[])[];
    }
  | { readonly kind: "and" | "or"; readonly conditions: readonly Condition[] }
  | { readonly kind: "not"; readonly condition: Condition }
  /** Some row of the node has the same values; with no attributes: the node has any row. */
  | { readonly kind: "matches"; readonly node: QueryNode; readonly attributes: readonly string[] };

/** A conjunction of restrictions. */
export class AndList {
  readonly restrictions: readonly Restriction[];
  constructor(restrictions: readonly Restriction[]) {
    this.restrictions = restrictions;
  }
}

/** A negated restriction. */
export class Not {
  readonly restriction: Restriction;
  constructor(restriction: Restriction) {
    this.restriction = restriction;
  }
}

/** Restrictions that must all hold: `Lab.restrict(dj.and("a > 1", { b: 2 }))`. */
export const and = (...restrictions: readonly Restriction[]): AndList => new AndList(restrictions);

/** The opposite of a restriction: `Lab.restrict(dj.not(Session))`. */
export const not = (restriction: Restriction): Not => new Not(restriction);

/**
 * Anything that restricts: an object of values, SQL, a list (any of which may hold), a query expression or
 * table class, a boolean, `dj.and(…)`, `dj.not(…)`, `dj.U(…)`.
 */
// biome-ignore lint/suspicious/noExplicitAny: a row has values of any kind
export type Restriction = any;

const constant = (value: boolean): Condition => ({ kind: "constant", value });
const always = constant(true);
const never = constant(false);

const negate = (condition: Condition): Condition =>
  condition.kind === "constant" ? constant(!condition.value) : { kind: "not", condition };

/** True for a condition that is the same for all rows: whether an expression has any row. */
const isForAllRows = (condition: Condition): boolean =>
  condition.kind === "not"
    ? isForAllRows(condition.condition)
    : condition.kind === "matches" && condition.attributes.length === 0;

/**
 * The opposite of several conditions that hold together (an object of values, `dj.and`): the reference negates the
 * first and keeps the others, and so do we, since programs must mean the same on both. Those that are the same for
 * all rows it knows beforehand: where one does not hold, all rows are left.
 */
function negateAll(conditions: readonly Condition[]): Condition {
  if (conditions.some((one) => one.kind === "constant" && !one.value)) return always;
  const kept = conditions.filter((one) => one.kind !== "constant");
  const forAllRows = kept.filter(isForAllRows);
  const [first, ...others] = kept.filter((one) => !isForAllRows(one));
  const ofRows = first === undefined ? never : conjunction([negate(first), ...others]);
  return forAllRows.length === 0 ? ofRows : disjunction([negate(conjunction(forAllRows)), ofRows]);
}

/** `attribute.path.to[0]:type`, a value inside a JSON attribute. */
const jsonPath = /^(?<name>\w+)\.(?<path>[\w.*[\]]+)(?::(?<type>[\w(,\s)]+))?$/;

/** A path into a JSON attribute as SQL, or null where the text is no such path. */
export function jsonPathSql(text: string, hasAttribute: (name: string) => boolean): SqlText | null {
  const match = jsonPath.exec(text)?.groups;
  if (match === undefined || !hasAttribute(match.name!)) return null;
  const returning = match.type === undefined ? "" : ` RETURNING ${match.type}`;
  return readSql(`JSON_VALUE(\`${match.name}\`, '$.${match.path}'${returning})`);
}

/** What conditions are made against. */
export interface ConditionScope {
  readonly node: QueryNode;
  readonly connection: Connection;
  readonly isSemantic: boolean;
}

/**
 * Makes a condition from what a program gave as a restriction.
 * Specification: "Query algebra", restriction.
 *
 * @throws UnknownAttributeError where SQL names an attribute that the expression does not have
 * @throws DataJointError for common attributes of different lineage, or something that can't restrict
 */
export function makeCondition(scope: ConditionScope, restriction: Restriction): Condition {
  let inner = restriction;
  let isNegated = false;
  while (inner instanceof Not) {
    isNegated = !isNegated;
    inner = inner.restriction;
  }
  const together = conditionsTogether(scope, inner);
  if (together !== null) return isNegated ? negateAll(together) : conjunction(together);
  const condition = makePositive(scope, inner);
  return isNegated ? negate(condition) : condition;
}

/** The conditions of `dj.and` or of an object of values; null for all else. */
function conditionsTogether(scope: ConditionScope, restriction: Restriction): Condition[] | null {
  if (restriction instanceof AndList) {
    return restriction.restrictions.map((one) => makeCondition(scope, one));
  }
  const isRow =
    typeof restriction === "object" &&
    restriction !== null &&
    !(restriction instanceof UniversalSet) &&
    !(restriction instanceof TopRestriction) &&
    !isNoRow(restriction) &&
    !isOperand(restriction) &&
    (isPlain(restriction) || !(Symbol.iterator in restriction));
  return isRow ? rowConditions(scope.node.heading, restriction as Record<string, unknown>) : null;
}

function makePositive(scope: ConditionScope, restriction: Restriction): Condition {
  const heading = scope.node.heading;
  if (typeof restriction === "boolean") return constant(restriction);
  if (typeof restriction === "string") return sqlCondition(heading, restriction);
  if (restriction instanceof UniversalSet) return always;
  if (restriction instanceof TopRestriction) {
    throw new DataJointError("dj.Top can't stand inside another restriction; restrict by it alone.");
  }
  if (isOperand(restriction)) {
    const other = restriction[operand];
    assertJoinable(scope, other, scope.isSemantic);
    const attributes = other.node.heading.names.filter((name) => heading.has(name));
    return { kind: "matches", node: other.node, attributes };
  }
  if (typeof restriction === "object" && restriction !== null && Symbol.iterator in restriction) {
    return disjunction([...(restriction as Iterable<Restriction>)].map((one) => makeCondition(scope, one)));
  }
  throw new DataJointError(
    `${describeValue(restriction)} can't restrict a query expression. Give an object of values, SQL, a list, or another expression.` +
      (restriction instanceof Promise ? " What a promise gives must be awaited before." : ""),
  );
}

/** Objects of the language that have no values by attribute. */
const isNoRow = (value: object): boolean =>
  value instanceof Date || value instanceof RegExp || value instanceof Promise || value instanceof Error;

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? `A ${value.constructor.name}` : `A ${typeof value}`;
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function conjunction(conditions: readonly Condition[]): Condition {
  if (conditions.some((one) => one.kind === "constant" && !one.value)) return never;
  const kept = conditions.filter((one) => one.kind !== "constant");
  if (kept.length === 0) return always;
  return kept.length === 1 ? kept[0]! : { kind: "and", conditions: kept };
}

function disjunction(conditions: readonly Condition[]): Condition {
  if (conditions.some((one) => one.kind === "constant" && one.value)) return always;
  const kept = conditions.filter((one) => one.kind !== "constant");
  if (kept.length === 0) return never;
  return kept.length === 1 ? kept[0]! : { kind: "or", conditions: kept };
}

/** @throws DataJointError for a type whose stored bytes or metadata tell nothing about equal values, and for a bad UUID or date */
function assertComparable({ name, type, codec, dataType }: Attribute, value: unknown): void {
  if (dataType?.kind === "uuid") uuidBytes(value, name);
  const isMoment = dataType?.kind === "date" || dataType?.kind === "datetime";
  if (isMoment && typeof value === "string" && !/^\s*\d/.test(value)) {
    throw new DataJointError(
      `The attribute "${name}" can't be compared with "${value}": a date like 2024-01-31 is expected.`,
    );
  }
  if (codec === null || (dataType?.kind !== "bytes" && dataType?.kind !== "json")) return;
  throw new DataJointError(
    `Rows can't be restricted by "${name}": values of the type ${type} are not compared. Leave it out, as proj() does, or compare what was fetched.`,
  );
}

function rowConditions(heading: Heading, row: Record<string, unknown>): Condition[] {
  const conditions: Condition[] = [];
  for (const [key, value] of Object.entries(row)) {
    if (heading.has(key)) {
      const attribute = heading.get(key);
      if (value !== null && value !== undefined) assertComparable(attribute, value);
      conditions.push({ kind: "equals", attribute, value: value ?? null });
    } else {
      const sql = jsonPathSql(key, (name) => heading.has(name));
      if (sql !== null) {
        const attribute = heading.get(key.slice(0, key.indexOf(".")));
        conditions.push({ kind: "jsonEquals", attribute, sql, value: value ?? null });
      }
    }
  }
  return conditions;
}

function sqlCondition(heading: Heading, text: string): Condition {
  const sql = readSql(text);
  assertAttributes(heading, sql);
  return { kind: "sql", sql };
}

/** @throws UnknownAttributeError where the SQL names an attribute that the heading does not have */
export function assertAttributes(heading: Heading, sql: SqlText): void {
  for (const name of sql.attributes) {
    if (heading.has(name) || heading.has(name.toLowerCase())) continue;
    throw new UnknownAttributeError(
      `There is no attribute "${name}" for the SQL "${sql.text.trim()}".${suggestion(name, heading.names)} ` +
        `The attributes are: ${heading.names.join(", ")}.`,
    );
  }
}

/** True if SQL that the condition holds was not understood, so that the names in it are not known. */
export function holdsForeignSql(condition: Condition): boolean {
  switch (condition.kind) {
    case "sql":
      return condition.sql.expression === null;
    case "and":
    case "or":
      return condition.conditions.some(holdsForeignSql);
    case "not":
      return holdsForeignSql(condition.condition);
    default:
      return false;
  }
}

/** Adds the names of the attributes that a condition uses. */
export function collectAttributes(condition: Condition, names: Set<string>): void {
  switch (condition.kind) {
    case "equals":
    case "jsonEquals":
      names.add(condition.attribute.name);
      break;
    case "sql":
      for (const name of condition.sql.attributes) names.add(name);
      break;
    case "and":
    case "or":
      for (const one of condition.conditions) collectAttributes(one, names);
      break;
    case "not":
      collectAttributes(condition.condition, names);
      break;
    case "keys":
    case "matches":
      for (const name of condition.attributes) names.add(name);
      break;
  }
}
