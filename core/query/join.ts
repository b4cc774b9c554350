import { DataJointError } from "../errors/index.ts";
import { type Attribute, Heading } from "../heading/index.ts";
import type { JoinNode, QueryNode } from "./node.ts";
import { rememberPairs } from "./remember-pairs.ts";

const visible = (heading: Heading, names: readonly string[]): Attribute[] =>
  names.map((name) => heading.get(name));

/** The heading where the first expression determines the second. */
const dependentHeading = (first: Heading, second: Heading): Heading =>
  new Heading([
    ...visible(first, first.names),
    ...visible(second, second.names)
      .filter((attribute) => !first.has(attribute.name))
      .map((attribute) => (attribute.inKey ? { ...attribute, inKey: false } : attribute)),
  ]);

/** The heading with the keys of both. */
function combinedHeading(left: Heading, right: Heading): Heading {
  const leftKey = new Set(left.primaryKey);
  const rightKey = new Set(right.primaryKey);
  return new Heading([
    ...visible(left, left.primaryKey),
    ...visible(right, right.primaryKey)
      .filter((attribute) => !leftKey.has(attribute.name))
      .map((attribute) => ({ ...attribute, inKey: true })),
    ...visible(left, left.secondaryAttributes).filter((attribute) => !rightKey.has(attribute.name)),
    ...visible(right, right.secondaryAttributes).filter(
      (attribute) => !leftKey.has(attribute.name) && !left.has(attribute.name),
    ),
  ]);
}

/**
 * The heading of a join. Specification: "Primary keys", join.
 *
 * @param hasBothKeys whether the key is that of both in any case
 */
export function joinHeading(left: Heading, right: Heading, hasBothKeys = false): Heading {
  if (!hasBothKeys && left.determines(right)) return dependentHeading(left, right);
  if (!hasBothKeys && right.determines(left)) return dependentHeading(right, left);
  return combinedHeading(left, right);
}

/** What two sides of a join have in common, and what comes of them. */
const matched = (hasBothKeys: boolean) =>
  rememberPairs((left: Heading, right: Heading) => ({
    attributes: left.names.filter((name) => right.has(name)),
    heading: joinHeading(left, right, hasBothKeys),
  }));
const matchedByDependence = matched(false);
const matchedByBothKeys = matched(true);

/** Options of a join. */
export interface JoinOptions {
  /** Keep rows of the left that match none. */
  left?: boolean;
  /** Match common attributes only where they have a common origin, and refuse others. Default true. */
  semanticCheck?: boolean;
  /** Allow a left join whose key may hold nulls. */
  allowNullablePk?: boolean;
}

export const joinOptions: readonly (keyof JoinOptions)[] = ["left", "semanticCheck", "allowNullablePk"];

/**
 * Joins two expressions on their common attributes. Specification: "Query algebra", join.
 *
 * @throws DataJointError for a left join whose left side does not determine the right
 */
export function join(left: QueryNode, right: QueryNode, options: JoinOptions): JoinNode {
  const isLeft = options.left ?? false;
  let hasBothKeys = false;
  if (isLeft && !left.heading.determines(right.heading)) {
    if (!options.allowNullablePk) {
      const missing = right.heading.primaryKey.filter((name) => !left.heading.has(name));
      throw new DataJointError(
        "A left join and extend need the left expression to determine the right one: the left lacks " +
          `${missing.join(", ")} of the right's primary key. Use an inner join, or aggr.`,
      );
    }
    hasBothKeys = true;
  }
  if (!isLeft && isOfTables(left) && isOfTables(right)) return joinOfTables(left, right);
  return joinBy(hasBothKeys ? matchedByBothKeys : matchedByDependence, left, right, isLeft);
}

function joinBy(
  match: typeof matchedByDependence,
  left: QueryNode,
  right: QueryNode,
  isLeft: boolean,
): JoinNode {
  const { attributes, heading } = match(left.heading, right.heading);
  return { kind: "join", left, right, isLeft, attributes, heading };
}

/** Joins of tables are the same node each time, so that what is made of them can be remembered. */
const joinOfTables = rememberPairs((left: QueryNode, right: QueryNode) =>
  joinBy(matchedByDependence, left, right, false),
);

/** True for a table and for an inner join of tables, which last as long as the tables do. */
export const isOfTables = (node: QueryNode): boolean =>
  node.kind === "table" ||
  (node.kind === "join" && !node.isLeft && isOfTables(node.left) && isOfTables(node.right));
