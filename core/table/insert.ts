import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import type { InsertedRow, InsertOptions } from "./insert-options.ts";
import { InsertPlan } from "./insert-plan.ts";
import { InsertTarget } from "./insert-target.ts";

export type { InsertedRow, InsertOptions } from "./insert-options.ts";

/** Inserts rows by statements of one executor. */
export async function insertRows(
  executor: Executor,
  declaration: TableDeclaration,
  dialect: Dialect,
  rows: Iterable<InsertedRow>,
  options: InsertOptions,
): Promise<void> {
  const plan = new InsertPlan(InsertTarget.of(declaration, dialect), options);
  for (const row of rows) plan.add(row);
  await plan.run(executor);
}
