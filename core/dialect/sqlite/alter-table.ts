import { type AlterPlan, isSameColumn } from "../../declaration/alter-plan.ts";
import type { TableName } from "../../declaration/table-declaration.ts";
import type { Attribute } from "../../heading/attribute.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { AlterStatements } from "../dialect.ts";
import { assignedValue } from "./assignment.ts";
import { createIndexes, createTableStatement, functionalIndexes } from "./create-table.ts";
import { createMetadata, forgetTable, recordSchema, recordTable } from "./metadata.ts";
import { sqliteQuoting, sqliteTableName } from "./quote.ts";

const { identifier, table } = sqliteQuoting;

const statement = (sql: string, values: readonly SqlValue[] = []): Statement => ({ sql, values });

/** True where the rows themselves stay as they are. */
const changesOnlyComments = ({ changes, isReordered }: AlterPlan): boolean =>
  !isReordered && changes.every((change) => change.kind === "change" && isSameColumn(change.from, change.to));

/** The attributes that stay, each with the column that its values come from. */
function keptColumns({ from, to, changes }: AlterPlan): [source: Attribute, target: Attribute][] {
  const sources = new Map(from.attributes.map((attribute) => [attribute.name, attribute]));
  for (const change of changes) {
    if (change.kind === "drop") sources.delete(change.attribute.name);
    else if (change.kind === "change") {
      sources.delete(change.from.name);
      sources.set(change.to.name, change.from);
    }
  }
  return to.attributes.flatMap((target): [Attribute, Attribute][] => {
    const source = sources.get(target.name);
    return source === undefined ? [] : [[source, target]];
  });
}

/** The next number of a numbered table stays what it is, also where the last rows were deleted. */
function keepNumber({ to }: AlterPlan, replacement: TableName): Statement[] {
  if (!to.attributes.some(({ isAutoincrement }) => isAutoincrement)) return [];
  const names = [sqliteTableName(replacement), sqliteTableName(to.name)];
  return [
    statement("DELETE FROM sqlite_sequence WHERE name = ?", [names[0]!]),
    statement(
      "INSERT INTO sqlite_sequence (name, seq) SELECT ?, seq FROM sqlite_sequence WHERE name = ?",
      names,
    ),
  ];
}

function convertedColumn(from: Attribute, to: Attribute): string {
  const column = identifier(from.name);
  return from.type === to.type || from.codec !== null
    ? column
    : assignedValue(column, from.dataType, to.dataType);
}

/**
 * Puts a new table in the place of the old one: SQLite can't change the type of a column. Tables that refer to it do so
 * by name, and so to the new one in the end; foreign keys must not be enforced meanwhile.
 */
function rebuild(plan: AlterPlan): Statement[] {
  const { name } = plan.to;
  const replacement: TableName = { schema: name.schema, table: `~new_${name.table}` };
  const kept = keptColumns(plan);
  const columns = kept.map(([, target]) => identifier(target.name)).join(", ");
  const values = kept.map(([source, target]) => convertedColumn(source, target)).join(", ");
  return [
    createTableStatement(plan.to, replacement),
    statement(`INSERT INTO ${table(replacement)} (${columns}) SELECT ${values} FROM ${table(name)}`),
    ...keepNumber(plan, replacement),
    statement(`DROP TABLE ${table(name)}`),
    statement(`ALTER TABLE ${table(replacement)} RENAME TO ${table(name)}`),
    ...createIndexes(plan.to),
  ];
}

/** Changes a table as a plan says. Comments alone are metadata; for anything else the table is made anew. */
export function alterTable(plan: AlterPlan): AlterStatements {
  const { name } = plan.to;
  const isRebuilt = !changesOnlyComments(plan);
  return {
    statements: [
      ...createMetadata(),
      recordSchema(name.schema),
      ...(isRebuilt ? rebuild(plan) : []),
      ...forgetTable(name),
      ...recordTable(plan.to, functionalIndexes(plan.to)),
    ],
    violations: isRebuilt
      ? statement('SELECT * FROM pragma_foreign_key_check WHERE "table" = ?1 OR "parent" = ?1', [
          sqliteTableName(name),
        ])
      : null,
  };
}
