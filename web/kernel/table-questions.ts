import type { PlanNode } from "../../core/dialect/plan-node.ts";
import type { ShownValue, TableSql } from "./output.ts";

/** How a column's values are compared with one that the reader gives. */
export type FilterOperator =
  | "equal"
  | "unequal"
  | "less"
  | "at most"
  | "greater"
  | "at least"
  | "contains"
  | "begins with"
  | "null"
  | "not null";

/** A condition on one column. */
export interface ColumnFilter {
  readonly column: string;
  readonly operator: FilterOperator;
  /** What the column is compared with; null beside an operator that needs nothing. */
  readonly value: string | number | boolean | null;
}

export interface ColumnOrder {
  readonly column: string;
  readonly isDescending: boolean;
}

/** Which rows of a table are looked at, and in which order. */
export interface TableView {
  readonly filters: readonly ColumnFilter[];
  readonly order: readonly ColumnOrder[];
}

export const wholeTable: TableView = { filters: [], order: [] };

/** A table that the kernel holds, as the reader looks at it. */
export interface TableAddress {
  /** From the table's output. */
  readonly source: string;
  readonly view: TableView;
}

/** Some rows in their place. */
export interface RowsPage {
  readonly rows: readonly (readonly ShownValue[])[];
  readonly milliseconds: number;
}

/** An attribute of a table that the kernel knows. */
export interface ScopeAttribute {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
  readonly isInKey: boolean;
}

/** A table that the cells which have run can use, whether or not one of them declares its class. */
export interface ScopeTable {
  /** How code names it: `Lab`, `old.Lab`, `free`; none for a table that only SQL can name. */
  readonly names: readonly string[];
  readonly schema: string;
  readonly table: string;
  /** The table as it stands in SQL of its own database. */
  readonly sqlName: string;
  readonly attributes: readonly ScopeAttribute[];
}

/** What the page can ask a worker for between two cells, with what it gets. */
export interface ScopeServices {
  /** The tables behind the names that cells have declared, and those of the database files that are open. */
  scopeTables(question: null): Promise<readonly ScopeTable[]>;
}

/** What the page can ask a worker of a table that it has shown. */
export interface TableServices {
  tableRows(question: TableAddress & { readonly offset: number; readonly limit: number }): Promise<RowsPage>;
  tableCount(question: TableAddress): Promise<number>;
  /** Null where the table was no query of DataJoint's. */
  tableSql(question: TableAddress): Promise<TableSql | null>;
  tablePlan(question: TableAddress): Promise<PlanNode | null>;
  /** A value as large as can be shown. */
  tableValue(question: TableAddress & { readonly row: number; readonly column: number }): Promise<ShownValue>;
  /** Values themselves, of a range of rows. */
  tableRange(
    question: TableAddress & { readonly offset: number; readonly limit: number },
  ): Promise<readonly (readonly PlainValue[])[]>;
  /** Begins to read all rows; gives a number to ask for them by. */
  openRows(question: TableAddress): Promise<number>;
  /** The next portion; null after the last. */
  nextRows(reader: number): Promise<readonly (readonly PlainValue[])[] | null>;
  closeRows(reader: number): Promise<void>;
}

/** A value that can be written to a file: what is no plain value comes as its JSON text. */
export type PlainValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array<ArrayBuffer>
  | { readonly json: string };

/** Asks the worker about a table. */
export type AskWorker = <Name extends keyof (TableServices & ScopeServices)>(
  service: Name,
  argument: Parameters<(TableServices & ScopeServices)[Name]>[0],
) => ReturnType<(TableServices & ScopeServices)[Name]>;
