import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import type { Heading } from "../heading/index.ts";
import type { QueryNode } from "./node.ts";
import { rememberPairs } from "./remember-pairs.ts";

interface Side {
  readonly node: QueryNode;
  readonly connection: Connection;
}

/** The first attribute that both have and that is not of one origin; null where there is none. */
const clashOf = rememberPairs((left: Heading, right: Heading) => {
  for (const { name, lineage } of left.attributes) {
    if (!left.has(name) || !right.has(name)) continue;
    const other = right.get(name).lineage;
    if (lineage === null || lineage !== other) return { name, lineages: [lineage, other] as const };
  }
  return null;
});

/**
 * Checks that two expressions may meet: one connection, and common attributes of common lineage.
 * Specification: "Semantic matching".
 *
 * @param isSemantic whether lineage counts
 * @throws DataJointError where they may not
 */
export function assertJoinable(left: Side, right: Side, isSemantic: boolean): void {
  if (left.connection !== right.connection) {
    throw new DataJointError(
      "The two expressions belong to different Instances. Take both from one Instance, or fetch one and restrict by its rows.",
    );
  }
  if (!isSemantic) return;
  const clash = clashOf(left.node.heading, right.node.heading);
  if (clash === null) return;
  const { name, lineages } = clash;
  const origins = lineages.map((one) => one ?? "no lineage").join(" and ");
  throw new DataJointError(
    `The two expressions share the attribute "${name}", which does not have the same origin in both (${origins}). ` +
      `Rename one with proj({ new_name: "${name}" }), leave it out with proj(), or pass { semanticCheck: false }.`,
  );
}
