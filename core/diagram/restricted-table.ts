import type { Connection } from "../connection/connection.ts";
import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { narrowedCondition } from "../graph/index.ts";
import type { Condition } from "../query/condition.ts";
import type { QueryNode } from "../query/node.ts";
import { operand } from "../query/operand.ts";
import { FreeTable } from "../table/table.ts";
import type { View } from "./view.ts";

/** A table of a diagram with the rows that the diagram restricts it to. */
export class RestrictedTable extends FreeTable {
  readonly #condition: Condition | null;

  /** @param condition what the rows meet; null for all rows */
  constructor(connection: Connection, name: TableName, condition: Condition | null) {
    super(connection, name);
    this.#condition = condition;
  }

  override get [operand](): { node: QueryNode; connection: Connection } {
    const { node, connection } = super[operand];
    if (this.#condition === null) return { node, connection };
    return {
      node: { kind: "restrict", source: node, condition: this.#condition, heading: node.heading },
      connection,
    };
  }
}

/** A table with the rows that a view restricts it to. */
export function restrictedTable(view: View, connection: Connection, name: TableName): RestrictedTable {
  const restriction = view.restrictions.get(tableKey(name));
  return new RestrictedTable(
    connection,
    name,
    restriction === undefined ? null : narrowedCondition(restriction),
  );
}
