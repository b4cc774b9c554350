import type { TableName } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";

/** `` `schema`.`table` `` as users see it. */
export const fullTableName = (name: TableName): string => `\`${name.schema}\`.\`${name.table}\``;

/**
 * Reads a full table name.
 *
 * @param text `` `schema`.`table` ``, `"schema"."table"` or `schema.table`
 * @throws DataJointError where the text is none of these
 */
export function parseFullTableName(text: string): TableName {
  const match =
    /^\s*`([^`]+)`\.`([^`]+)`\s*$/.exec(text) ??
    /^\s*"([^"]+)"\."([^"]+)"\s*$/.exec(text) ??
    /^\s*([^.`"\s]+)\.([^.`"\s]+)\s*$/.exec(text);
  if (match === null) {
    throw new DataJointError(
      `"${text}" is no full table name. Write it as schema.table, for example "tutorial.lab".`,
    );
  }
  return { schema: match[1]!, table: match[2]! };
}
