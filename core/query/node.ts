import type { TableName } from "../declaration/table-declaration.ts";
import type { Heading } from "../heading/index.ts";
import type { Condition } from "./condition.ts";
import type { SqlText } from "./sql-text.ts";

/** A table as it is stored. */
export interface TableNode {
  readonly kind: "table";
  readonly heading: Heading;
  readonly name: TableName;
}

/** The rows of the source that meet a condition. */
export interface RestrictNode {
  readonly kind: "restrict";
  readonly heading: Heading;
  readonly source: QueryNode;
  readonly condition: Condition;
}

/** What an attribute of a projection is made from. */
export type Selection = { readonly attribute: string } | { readonly sql: SqlText };

/** Chosen, renamed and computed attributes of the source. */
export interface ProjectNode {
  readonly kind: "project";
  readonly heading: Heading;
  readonly source: QueryNode;
  /** By name, for every attribute of the heading. */
  readonly selections: ReadonlyMap<string, Selection>;
}

/** Rows of two sources that agree on their common attributes. */
export interface JoinNode {
  readonly kind: "join";
  readonly heading: Heading;
  readonly left: QueryNode;
  readonly right: QueryNode;
  /** True where rows of the left that match none are kept. */
  readonly isLeft: boolean;
  readonly attributes: readonly string[];
}

/** Rows of a source in groups of equal keys; a projection above it computes. */
export interface AggregateNode {
  readonly kind: "aggregate";
  readonly heading: Heading;
  readonly source: QueryNode;
  readonly keys: readonly string[];
  /** Attributes that have one value in each group. */
  readonly groupAttributes: ReadonlySet<string>;
}

/** The distinct combinations of some attributes of the source. */
export interface DistinctNode {
  readonly kind: "distinct";
  readonly heading: Heading;
  readonly source: QueryNode;
}

/** Rows of either source. */
export interface UnionNode {
  readonly kind: "union";
  readonly heading: Heading;
  readonly left: QueryNode;
  readonly right: QueryNode;
}

/** One attribute that rows are sorted by. */
export interface OrderTerm {
  readonly attribute: string;
  readonly isDescending: boolean;
}

/** Some rows of the source in an order. */
export interface TopNode {
  readonly kind: "top";
  readonly heading: Heading;
  readonly source: QueryNode;
  readonly order: readonly OrderTerm[];
  /** The order as it was asked for; null where it is that of the primary key since none was. */
  readonly orderBy: readonly string[] | null;
  readonly limit: number | null;
  readonly offset: number;
}

/** A query expression as a tree; immutable. */
export type QueryNode =
  | TableNode
  | RestrictNode
  | ProjectNode
  | JoinNode
  | AggregateNode
  | DistinctNode
  | UnionNode
  | TopNode;
