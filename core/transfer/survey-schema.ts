import type { Connection } from "../connection/connection.ts";
import { classNameOf, tierOf } from "../declaration/table-names.ts";
import { countRows, readTables } from "./transfer-plan.ts";

/** A table that a copy would take. */
export interface SurveyedTable {
  readonly table: string;
  /** As programs call it; the queue of a table's jobs by its own name. */
  readonly className: string;
  readonly rows: number;
}

/**
 * What a copy of a schema would take, parents before children.
 *
 * @param schema its name in the database
 */
export async function surveySchema(connection: Connection, schema: string): Promise<SurveyedTable[]> {
  const surveyed: SurveyedTable[] = [];
  for (const { name } of await readTables(connection, [schema])) {
    const className = tierOf(name.table) === "job" ? name.table : classNameOf(name.table);
    surveyed.push({ table: name.table, className, rows: await countRows(connection, name) });
  }
  return surveyed;
}
