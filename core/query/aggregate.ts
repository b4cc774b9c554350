import { DataJointError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import { Heading } from "../heading/index.ts";
import { join } from "./join.ts";
import type { AggregateNode, QueryNode } from "./node.ts";

/** The heading with another primary key. */
export function withPrimaryKey(heading: Heading, key: readonly string[]): Heading {
  const inKey = new Set(key);
  return new Heading([
    ...key.map((name) => ({ ...heading.get(name), inKey: true })),
    ...heading.attributes
      .filter((attribute) => !inKey.has(attribute.name) && !attribute.isHidden)
      .map((attribute) => ({ ...attribute, inKey: false })),
  ]);
}

/**
 * Groups the rows of one expression by the entities of another. Specification: "Query algebra", aggregation.
 *
 * @param hasAllRows keep entities without rows
 * @throws DataJointError where the group lacks a primary-key attribute of the grouping expression
 */
export function aggregate(grouping: QueryNode, group: QueryNode, hasAllRows: boolean): AggregateNode {
  const missing = grouping.heading.primaryKey.filter((name) => !group.heading.has(name));
  if (missing.length > 0) {
    throw new DataJointError(
      "The aggregated expression must hold every primary-key attribute of the one it is grouped by; " +
        `it lacks ${missing.join(", ")}.`,
    );
  }
  const source = join(grouping, group, { left: hasAllRows, allowNullablePk: hasAllRows });
  return {
    kind: "aggregate",
    source,
    keys: grouping.heading.primaryKey,
    groupAttributes: new Set(grouping.heading.names),
    heading: withPrimaryKey(source.heading, grouping.heading.primaryKey),
  };
}

/** @throws UnknownAttributeError where an expression lacks attributes that a universal set names */
export function assertHolds(heading: Heading, names: readonly string[]): void {
  const missing = names.filter((name) => !heading.has(name));
  if (missing.length === 0) return;
  throw new UnknownAttributeError(
    `The expression has no attribute ${missing.map((name) => `"${name}"`).join(", ")}.` +
      `${suggestion(missing[0]!, heading.names)} The attributes are: ${heading.names.join(", ")}.`,
  );
}

/** Groups the rows of an expression by the values of some attributes, as `dj.U(…).aggr` does. */
export function aggregateByValues(group: QueryNode, keys: readonly string[]): AggregateNode {
  assertHolds(group.heading, keys);
  return {
    kind: "aggregate",
    source: group,
    keys,
    groupAttributes: new Set(keys),
    heading: withPrimaryKey(group.heading, keys),
  };
}
