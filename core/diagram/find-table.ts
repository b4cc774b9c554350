import { tableKey } from "../declaration/stored-table.ts";
import type { TableName } from "../declaration/table-declaration.ts";
import { classNameOf } from "../declaration/table-names.ts";
import { DataJointError, suggestion } from "../errors/index.ts";
import { fullTableName, parseFullTableName } from "../table/full-table-name.ts";
import type { View } from "./view.ts";

const namesOf = ({ schema, table }: TableName): string[] => {
  const className = classNameOf(table);
  return [table, className, `${schema}.${table}`, `${schema}.${className}`];
};

/**
 * A table of a diagram by its name.
 *
 * @param wanted the name in the database, or `Session`, `lab.Session`, `session`, `lab.session`, a full table name
 * @throws DataJointError for a table that is not in the diagram, or a name that several have
 */
export function findTable({ graph, shown }: View, wanted: TableName | string): TableName {
  const tables = graph.tables.filter((name) => shown.has(tableKey(name)));
  const exact = typeof wanted !== "string" ? wanted : /[`"]/.test(wanted) ? parseFullTableName(wanted) : null;
  const found = tables.filter((name) =>
    exact === null ? namesOf(name).includes(wanted as string) : tableKey(name) === tableKey(exact),
  );
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new DataJointError(
      `Several tables of the diagram are named ${String(wanted)}: ${found.map(fullTableName).join(", ")}. Give the full table name.`,
    );
  }
  const name = exact === null ? (wanted as string) : fullTableName(exact);
  const hint =
    exact === null
      ? suggestion(
          name,
          tables.map(({ table }) => classNameOf(table)),
        )
      : "";
  throw new DataJointError(
    `${name} is not in this diagram.${hint} A trace holds the table that it starts from and those that it depends on, a cascade those that depend on it.`,
  );
}
