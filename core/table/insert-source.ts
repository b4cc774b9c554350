import { rowEncoder } from "../codec/encode-rows.ts";
import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import { fullTableName } from "./full-table-name.ts";
import type { InsertOptions } from "./insert-options.ts";
import { InsertPlan } from "./insert-plan.ts";
import { insertProgress } from "./insert-progress.ts";
import { InsertTarget } from "./insert-target.ts";
import { type RowSource, rowsFrom } from "./row-sources.ts";

/**
 * Inserts the rows of a source: all of them in one atomic step, or portion by portion with `chunkSize`.
 *
 * @param table where they go, and the name that progress is told by
 * @throws as `insert` of a table
 */
export async function insertSource(
  {
    connection,
    declaration,
    className,
  }: {
    connection: Connection;
    declaration: TableDeclaration;
    className: string;
  },
  rows: RowSource,
  options: InsertOptions,
): Promise<void> {
  const size = options.chunkSize ?? Number.POSITIVE_INFINITY;
  if (!(size > 0))
    throw new DataJointError(`chunkSize must be a positive number, not ${String(options.chunkSize)}.`);
  const encode = rowEncoder(
    declaration,
    connection,
    (row) => `Row ${row} for ${fullTableName(declaration.name)} can't be inserted. `,
  );
  const target = InsertTarget.of(declaration, connection.dialect);
  let plan = new InsertPlan(target, options);
  const given = rowsFrom(rows);
  const source = given instanceof Promise ? await given : given;
  // Of portions that are sent while rows still come, only the length of an array tells how many there will be.
  const known = size === Number.POSITIVE_INFINITY ? null : Array.isArray(rows) ? rows.length : 0;
  let onSent: ((sent: number) => void) | null | undefined;
  const send = async (): Promise<void> => {
    const full = plan;
    if (full.rowCount === 0) return;
    onSent ??= insertProgress(className, known ?? full.rowCount);
    if (size !== Number.POSITIVE_INFINITY) plan = new InsertPlan(target, options);
    if (full.isSingleStatement) await full.run(connection, onSent);
    else await connection.atomically((executor) => full.run(executor, onSent));
  };
  if (Symbol.iterator in source) {
    for (const row of source) {
      plan.add(encode === null ? row : await encode(row));
      if (plan.rowCount >= size) await send();
    }
  } else {
    for await (const row of source) {
      plan.add(encode === null ? row : await encode(row));
      if (plan.rowCount >= size) await send();
    }
  }
  await send();
}
