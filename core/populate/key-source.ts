import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { QueryExpression } from "../expression/query-expression.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { FreeTable } from "../table/table.ts";

/**
 * The keys that a table is populated with by default: the join of the tables that its primary key refers to.
 * Specification: "AutoPopulate", key source.
 *
 * @throws DataJointError where the primary key has no foreign key
 */
export function defaultKeySource(connection: Connection, declaration: TableDeclaration): QueryExpression {
  const parents = declaration.foreignKeys
    .filter((foreignKey) => foreignKey.inKey)
    .map(({ parent, attributes, parentAttributes }) => {
      const renames = attributes
        .map((attribute, index) => [attribute, parentAttributes[index]!] as const)
        .filter(([attribute, parentAttribute]) => attribute !== parentAttribute);
      return new FreeTable(connection, parent).proj(Object.fromEntries(renames));
    });
  const [first, ...others] = parents;
  if (first === undefined) {
    throw new DataJointError(
      `${fullTableName(declaration.name)} has no foreign key in its primary key, so there is nothing to populate it from. ` +
        "Refer to a parent there, or define keySource.",
    );
  }
  return others.reduce<QueryExpression>((source, parent) => source.join(parent), first);
}
