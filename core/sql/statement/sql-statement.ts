import type { TextPosition } from "../../errors/index.ts";
import type { OrderTerm, SqlExpression } from "../sql-expression.ts";

/** One statement in MySQL's SQL, as a tree of small immutable nodes. */
export type SqlStatement =
  | SelectStatement
  | InsertStatement
  | UpdateStatement
  | DeleteStatement
  | ExplainStatement
  | ShowStatement
  | UseStatement;

interface Node {
  /** Where the node starts in the text that was parsed. */
  readonly position: TextPosition;
}

/** A table as a statement names it. */
export interface TableReference extends Node {
  /** Null for a table of the schema that is in use. */
  readonly schema: string | null;
  readonly table: string;
}

/** A SELECT with all that may stand around it. */
export interface SelectQuery extends Node {
  readonly common: readonly CommonTable[];
  readonly isRecursive: boolean;
  readonly body: SelectBlock | SetOperation;
  readonly orderBy: readonly OrderTerm[];
  readonly limit: Limit | null;
}

/** `name (columns) AS (SELECT …)` after WITH. */
export interface CommonTable extends Node {
  readonly name: string;
  readonly columns: readonly string[] | null;
  readonly query: SelectQuery;
}

export interface Limit {
  readonly count: string;
  readonly offset: string | null;
}

export interface SelectBlock extends Node {
  readonly kind: "select";
  readonly isDistinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: TableSource | null;
  readonly where: SqlExpression | null;
  readonly groupBy: readonly SqlExpression[];
  readonly having: SqlExpression | null;
}

/** The rows of two queries together. */
export interface SetOperation extends Node {
  readonly kind: "set";
  readonly operator: "UNION" | "UNION ALL" | "EXCEPT" | "INTERSECT";
  readonly left: SelectQuery;
  readonly right: SelectQuery;
}

/** `*`, `l.*`, or a value with the name of its column. */
export type SelectItem =
  | (Node & { readonly kind: "all"; readonly qualifiers: readonly string[] })
  | (Node & {
      readonly kind: "value";
      readonly value: SqlExpression;
      /** Null where none was given; the column then has the name of the attribute, or the text as its name. */
      readonly alias: string | null;
      readonly text: string;
    });

export type TableSource = NamedSource | DerivedSource | JoinedSource;

export interface NamedSource extends Node {
  readonly kind: "table";
  readonly table: TableReference;
  readonly alias: string | null;
}

/** `(SELECT …) AS alias`. */
export interface DerivedSource extends Node {
  readonly kind: "derived";
  readonly query: SelectQuery;
  readonly alias: string;
  readonly columns: readonly string[] | null;
}

export interface JoinedSource extends Node {
  readonly kind: "join";
  readonly type: "inner" | "left" | "right";
  readonly left: TableSource;
  readonly right: TableSource;
  readonly on: SqlExpression | null;
  /** Attributes of the same names that must be equal; `natural` for all that both have. */
  readonly using: readonly string[] | "natural" | null;
}

export interface SelectStatement extends Node {
  readonly kind: "query";
  readonly query: SelectQuery;
}

/** `attribute = value`; null for DEFAULT. */
export interface Assignment extends Node {
  readonly attribute: string;
  readonly value: SqlExpression | null;
}

export interface InsertStatement extends Node {
  readonly kind: "insert";
  readonly table: TableReference;
  /** What becomes of rows whose key exists. */
  readonly duplicates: "refuse" | "skip" | "replace";
  /** Null for all attributes in their order. */
  readonly columns: readonly (Node & { readonly name: string })[] | null;
  /** Rows of values, null standing for DEFAULT; or the query that gives the rows. */
  readonly rows: readonly (readonly (SqlExpression | null)[])[] | SelectQuery;
  /** The name that the row has in `onDuplicate`. */
  readonly rowAlias: string | null;
  readonly onDuplicate: readonly Assignment[];
}

export interface UpdateStatement extends Node {
  readonly kind: "update";
  readonly table: TableReference;
  readonly alias: string | null;
  readonly assignments: readonly Assignment[];
  readonly where: SqlExpression | null;
  readonly orderBy: readonly OrderTerm[];
  readonly limit: Limit | null;
}

export interface DeleteStatement extends Node {
  readonly kind: "delete";
  readonly table: TableReference;
  readonly alias: string | null;
  readonly where: SqlExpression | null;
  readonly orderBy: readonly OrderTerm[];
  readonly limit: Limit | null;
}

export interface ExplainStatement extends Node {
  readonly kind: "explain";
  readonly statement: SelectStatement | InsertStatement | UpdateStatement | DeleteStatement;
}

/** What is answered from what is known of tables. */
export interface ShowStatement extends Node {
  readonly kind: "show";
  readonly subject:
    | { readonly kind: "databases" }
    | { readonly kind: "tables"; readonly schema: string | null; readonly isFull: boolean }
    | { readonly kind: "columns"; readonly table: TableReference; readonly isFull: boolean }
    | { readonly kind: "create table"; readonly table: TableReference }
    | { readonly kind: "indexes"; readonly table: TableReference };
  /** The pattern of LIKE; null for all. */
  readonly like: string | null;
}

export interface UseStatement extends Node {
  readonly kind: "use";
  readonly schema: string;
}
