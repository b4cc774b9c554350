import type { TextPosition } from "../errors/index.ts";
import type { SelectQuery } from "./statement/sql-statement.ts";

/**
 * A condition or computation in MySQL-flavoured SQL, as a tree of small immutable nodes.
 * Parentheses are not kept: the shape of the tree says what they said.
 */
export type SqlExpression =
  | NullLiteral
  | BooleanLiteral
  | NumberLiteral
  | TextLiteral
  | BytesLiteral
  | TemporalLiteral
  | AttributeReference
  | UnaryExpression
  | BinaryExpression
  | RowExpression
  | InExpression
  | BetweenExpression
  | LikeExpression
  | IsExpression
  | CaseExpression
  | CastExpression
  | CollateExpression
  | TrimExpression
  | JsonPathExpression
  | IntervalExpression
  | UnitExpression
  | StarExpression
  | SubqueryExpression
  | ExistsExpression
  | InQueryExpression
  | CallExpression;

interface Node {
  /** Where the node starts in the text that was parsed; for operators, where the operator stands. */
  readonly position: TextPosition;
}

export interface NullLiteral extends Node {
  readonly kind: "null";
}

export interface BooleanLiteral extends Node {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** A number as written: `5` is an integer, `5.0` an exact decimal, `5e0` a float. */
export interface NumberLiteral extends Node {
  readonly kind: "number";
  readonly form: "integer" | "decimal" | "float";
  readonly text: string;
}

export interface TextLiteral extends Node {
  readonly kind: "text";
  readonly value: string;
}

/** `0x41`, `x'41'`, `0b1000001`, `b'1000001'`: bytes, or a number where a number is wanted. */
export interface BytesLiteral extends Node {
  readonly kind: "bytes";
  /** Hexadecimal digits in upper case, an even number of them. */
  readonly hex: string;
}

/** `DATE '…'`, `TIME '…'`, `TIMESTAMP '…'`. */
export interface TemporalLiteral extends Node {
  readonly kind: "temporal";
  readonly type: "date" | "time" | "datetime";
  readonly text: string;
}

export interface AttributeReference extends Node {
  readonly kind: "attribute";
  readonly name: string;
  /** What stood before the last dot: table, or schema and table. */
  readonly qualifiers: readonly string[];
}

export type UnaryOperator = "-" | "+" | "~" | "NOT";

export interface UnaryExpression extends Node {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: SqlExpression;
}

export type LogicalOperator = "AND" | "OR" | "XOR";
export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=" | "<=>";
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "DIV" | "%";
export type BitOperator = "|" | "&" | "^" | "<<" | ">>";
export type BinaryOperator =
  | LogicalOperator
  | ComparisonOperator
  | ArithmeticOperator
  | BitOperator
  | "REGEXP"
  | "MEMBER OF";

export interface BinaryExpression extends Node {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: SqlExpression;
  readonly right: SqlExpression;
}

/** `(a, b)`, to be compared with another row of as many items. */
export interface RowExpression extends Node {
  readonly kind: "row";
  readonly items: readonly SqlExpression[];
}

export interface InExpression extends Node {
  readonly kind: "in";
  readonly isNegated: boolean;
  readonly value: SqlExpression;
  readonly list: readonly SqlExpression[];
}

export interface BetweenExpression extends Node {
  readonly kind: "between";
  readonly isNegated: boolean;
  readonly value: SqlExpression;
  readonly low: SqlExpression;
  readonly high: SqlExpression;
}

export interface LikeExpression extends Node {
  readonly kind: "like";
  readonly isNegated: boolean;
  readonly value: SqlExpression;
  readonly pattern: SqlExpression;
  /** The escape character; `\` where none was given. */
  readonly escape: string;
}

export interface IsExpression extends Node {
  readonly kind: "is";
  readonly isNegated: boolean;
  readonly value: SqlExpression;
  readonly test: "NULL" | "TRUE" | "FALSE";
}

export interface CaseExpression extends Node {
  readonly kind: "case";
  /** What each branch is compared with, or null for a CASE of conditions. */
  readonly subject: SqlExpression | null;
  readonly branches: readonly { readonly when: SqlExpression; readonly result: SqlExpression }[];
  readonly otherwise: SqlExpression | null;
}

/** The target of a CAST; `length` is also the precision of a decimal and the fraction of a time. */
export interface CastTarget {
  readonly name:
    | "SIGNED"
    | "UNSIGNED"
    | "CHAR"
    | "BINARY"
    | "DATE"
    | "DATETIME"
    | "TIME"
    | "YEAR"
    | "DECIMAL"
    | "DOUBLE"
    | "FLOAT"
    | "JSON";
  readonly length: number | null;
  readonly scale: number | null;
}

export interface CastExpression extends Node {
  readonly kind: "cast";
  readonly value: SqlExpression;
  readonly target: CastTarget;
  /** True for `JSON_VALUE(… RETURNING target)`, which is NULL where the value is none of that type. */
  readonly isReturned?: true;
}

export interface CollateExpression extends Node {
  readonly kind: "collate";
  readonly value: SqlExpression;
  readonly collation: string;
}

export interface TrimExpression extends Node {
  readonly kind: "trim";
  readonly side: "BOTH" | "LEADING" | "TRAILING";
  readonly remove: SqlExpression | null;
  readonly value: SqlExpression;
}

/** `value->'$.path'` or, with `isUnquoted`, `value->>'$.path'`. */
export interface JsonPathExpression extends Node {
  readonly kind: "json-path";
  readonly value: SqlExpression;
  readonly path: string;
  readonly isUnquoted: boolean;
}

/** `INTERVAL value unit`, an operand of `+` and `-` or an argument of a date function. */
export interface IntervalExpression extends Node {
  readonly kind: "interval";
  readonly value: SqlExpression;
  readonly unit: IntervalUnit;
}

export const intervalUnits = [
  "MICROSECOND",
  "SECOND",
  "MINUTE",
  "HOUR",
  "DAY",
  "WEEK",
  "MONTH",
  "QUARTER",
  "YEAR",
  "SECOND_MICROSECOND",
  "MINUTE_MICROSECOND",
  "MINUTE_SECOND",
  "HOUR_MICROSECOND",
  "HOUR_SECOND",
  "HOUR_MINUTE",
  "DAY_MICROSECOND",
  "DAY_SECOND",
  "DAY_MINUTE",
  "DAY_HOUR",
  "YEAR_MONTH",
] as const;

export type IntervalUnit = (typeof intervalUnits)[number];

/** A unit as first argument of `TIMESTAMPDIFF`, `TIMESTAMPADD` and `EXTRACT`. */
export interface UnitExpression extends Node {
  readonly kind: "unit";
  readonly unit: IntervalUnit;
}

/** The star of `COUNT(*)`. */
export interface StarExpression extends Node {
  readonly kind: "star";
}

/** `(SELECT …)` where a value is wanted. Only whole statements hold subqueries. */
export interface SubqueryExpression extends Node {
  readonly kind: "subquery";
  readonly query: SelectQuery;
}

export interface ExistsExpression extends Node {
  readonly kind: "exists";
  readonly query: SelectQuery;
}

/** `value IN (SELECT …)`. */
export interface InQueryExpression extends Node {
  readonly kind: "in-query";
  readonly isNegated: boolean;
  readonly value: SqlExpression;
  readonly query: SelectQuery;
}

export interface OrderTerm {
  readonly value: SqlExpression;
  readonly isDescending: boolean;
}

/** The window of `f(…) OVER (…)`. */
export interface WindowSpecification {
  readonly partitionBy: readonly SqlExpression[];
  readonly orderBy: readonly OrderTerm[];
  /** The frame clause in upper case, as written; it is the same in every dialect. */
  readonly frame: string | null;
}

export interface CallExpression extends Node {
  readonly kind: "call";
  /** In upper case; synonyms are one name (`SUBSTR` and `MID` are `SUBSTRING`). */
  readonly name: string;
  readonly arguments: readonly SqlExpression[];
  readonly isDistinct?: boolean;
  /** Of `GROUP_CONCAT` and `STRING_AGG`. */
  readonly orderBy?: readonly OrderTerm[];
  /** Of `GROUP_CONCAT` and `STRING_AGG`, where one was given. */
  readonly separator?: string;
  readonly window?: WindowSpecification;
}
