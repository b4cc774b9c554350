import type { PlanNode } from "../../../core/dialect/plan-node.ts";
import type { TableColumn, TableSql } from "../output.ts";
import type { TableView } from "../table-questions.ts";

/** Where the rows of a table come from, portion by portion. */
export interface TableSource {
  readonly columns: readonly TableColumn[];
  rows(view: TableView, window: { readonly offset: number; readonly limit: number }): Promise<unknown[][]>;
  count(view: TableView): Promise<number>;
  /** All rows, in portions. */
  stream(view: TableView): AsyncIterable<unknown[][]>;
  /** The query behind the rows; null where there is none. */
  sql(view: TableView): Omit<TableSql, "sent"> | null;
  /** Where and how the rows are fetched; null where they are there already. */
  sending(
    view: TableView,
  ): { readonly dialect: "sqlite" | "mysql"; readonly pageOrder: readonly string[] } | null;
  plan(view: TableView): Promise<PlanNode | null>;
}
