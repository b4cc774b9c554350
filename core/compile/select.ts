import type { DataType } from "../types/data-type.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** SQL text with the values bound in it. */
export interface Fragment {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** An attribute as a SELECT gives it. */
export interface Column {
  readonly sql: string;
  readonly type: DataType | null;
  /** A column of a table or subquery, not a computation. */
  readonly isPlain: boolean;
  /** True where it takes many rows together. */
  readonly isAggregate?: boolean;
  /** Attributes of the rows that are aggregated, which it uses outside of aggregate functions. */
  readonly groupedBy: readonly string[];
}

/** One SELECT statement in the making: a query tree becomes as few of them as its meaning allows. */
export interface Select {
  readonly from: Fragment;
  /** True where FROM holds one table or subquery. */
  readonly isSingleSource: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  readonly where: readonly Fragment[];
  /** True where FROM holds a UNION, whose rows are each given once. */
  readonly isUnion?: boolean;
  /** The columns that are grouped by, or null; an empty list makes one group of all rows. */
  readonly groupBy: readonly string[] | null;
  /** True where the subquery in FROM computes what is grouped by. */
  readonly groupsByComputed?: boolean;
  readonly having: readonly Fragment[];
  /** Columns that HAVING and ORDER BY use outside of aggregate functions. */
  readonly bareInClauses: readonly string[];
  /** The columns whose combinations of values are each given once, or null; they stay when others are selected. */
  readonly distinct: readonly string[] | null;
  readonly order: readonly string[];
  readonly limit: number | null;
  readonly offset: number;
}

export const noValues: readonly SqlValue[] = [];

/** A SELECT of all rows of a FROM clause. */
export const plainSelect = (
  from: Fragment,
  columns: ReadonlyMap<string, Column>,
  isSingleSource: boolean,
): Select => ({
  from,
  isSingleSource,
  columns,
  where: [],
  groupBy: null,
  having: [],
  bareInClauses: [],
  distinct: null,
  order: [],
  limit: null,
  offset: 0,
});

export const isLimited = (select: Select): boolean => select.limit !== null || select.offset > 0;

/** True where other clauses can join in: nothing is grouped, made distinct or cut off. */
export const isOpen = (select: Select): boolean =>
  select.groupBy === null && select.distinct === null && !isLimited(select);
