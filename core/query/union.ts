import { DataJointError } from "../errors/index.ts";
import { joinHeading } from "./join.ts";
import type { QueryNode, UnionNode } from "./node.ts";

/**
 * All entities of two expressions. Specification: "Query algebra", union.
 *
 * @throws DataJointError where the primary keys differ, or a secondary attribute is in both
 */
export function union(left: QueryNode, right: QueryNode): UnionNode {
  const key = new Set(left.heading.primaryKey);
  const other = right.heading.primaryKey;
  if (key.size !== other.length || !other.every((name) => key.has(name))) {
    throw new DataJointError(
      `A union needs one primary key on both sides; they have (${[...key].join(", ")}) and (${other.join(", ")}).`,
    );
  }
  const shared = left.heading.secondaryAttributes.filter((name) =>
    right.heading.secondaryAttributes.includes(name),
  );
  if (shared.length > 0) {
    throw new DataJointError(
      `The two sides of a union must not share secondary attributes; both have ${shared.join(", ")}. ` +
        "Leave them out of one side with proj().",
    );
  }
  return { kind: "union", left, right, heading: joinHeading(left.heading, right.heading) };
}
