import type { Connection } from "../connection/connection.ts";
import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { narrowedCondition } from "../graph/index.ts";
import { RestrictedTable } from "../table/restricted-table.ts";
import type { View } from "./view.ts";

/** A table with the rows that a view restricts it to. */
export function restrictedTable(view: View, connection: Connection, name: TableName): RestrictedTable {
  const restriction = view.restrictions.get(tableKey(name));
  const condition = restriction === undefined ? null : narrowedCondition(restriction);
  return new RestrictedTable(connection, name, condition);
}
