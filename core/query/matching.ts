import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryNode } from "./node.ts";

interface Side {
  readonly node: QueryNode;
  readonly connection: Connection;
}

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
  for (const name of left.node.heading.names) {
    if (!right.node.heading.has(name)) continue;
    const [one, other] = [left.node.heading.get(name).lineage, right.node.heading.get(name).lineage];
    if (one !== null && one === other) continue;
    const origins = `${one ?? "no lineage"} and ${other ?? "no lineage"}`;
    throw new DataJointError(
      `The two expressions share the attribute "${name}", which does not have the same origin in both (${origins}). ` +
        `Rename one with proj({ new_name: "${name}" }), leave it out with proj(), or pass { semanticCheck: false }.`,
    );
  }
}
