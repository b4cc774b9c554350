import type { Connection } from "../connection/connection.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { QueryExpression } from "../expression/query-expression.ts";
import type { Condition } from "../query/condition.ts";
import type { QueryNode } from "../query/node.ts";
import { operand } from "../query/operand.ts";
import type { DropOptions } from "./drop.ts";
import { FreeTable } from "./table.ts";

/** A table without a class, with the rows that meet a condition. */
export class RestrictedTable extends FreeTable {
  readonly #condition: Condition | null;

  /** @param condition what the rows meet; null for all rows */
  constructor(connection: Connection, name: TableName, condition: Condition | null) {
    super(connection, name);
    this.#condition = condition;
  }

  /** @throws DataJointError where only some rows are meant */
  override drop(options: DropOptions = {}): Promise<boolean> {
    return this.#condition === null ? super.drop(options) : QueryExpression.prototype.drop.call(this);
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
