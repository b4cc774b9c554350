import type { BinaryOperator } from "./sql-expression.ts";

/** How tightly operators bind, as in MySQL's manual; greater is tighter. */
export const Binding = {
  none: 0,
  or: 1,
  xor: 2,
  and: 3,
  not: 4,
  comparison: 5,
  predicate: 6,
  bitOr: 7,
  bitAnd: 8,
  shift: 9,
  additive: 10,
  multiplicative: 11,
  bitXor: 12,
  sign: 13,
  exclamation: 14,
  collate: 15,
} as const;

/** Operators between two operands, by their symbol or word, that need nothing but their binding. */
export const infix = new Map<string, readonly [binding: number, operator: BinaryOperator]>([
  ["OR", [Binding.or, "OR"]],
  ["||", [Binding.or, "OR"]],
  ["XOR", [Binding.xor, "XOR"]],
  ["AND", [Binding.and, "AND"]],
  ["&&", [Binding.and, "AND"]],
  ["=", [Binding.comparison, "="]],
  ["<=>", [Binding.comparison, "<=>"]],
  ["<>", [Binding.comparison, "<>"]],
  ["!=", [Binding.comparison, "<>"]],
  ["<", [Binding.comparison, "<"]],
  ["<=", [Binding.comparison, "<="]],
  [">", [Binding.comparison, ">"]],
  [">=", [Binding.comparison, ">="]],
  ["|", [Binding.bitOr, "|"]],
  ["&", [Binding.bitAnd, "&"]],
  ["<<", [Binding.shift, "<<"]],
  [">>", [Binding.shift, ">>"]],
  ["+", [Binding.additive, "+"]],
  ["-", [Binding.additive, "-"]],
  ["*", [Binding.multiplicative, "*"]],
  ["/", [Binding.multiplicative, "/"]],
  ["%", [Binding.multiplicative, "%"]],
  ["DIV", [Binding.multiplicative, "DIV"]],
  ["MOD", [Binding.multiplicative, "%"]],
  ["^", [Binding.bitXor, "^"]],
]);

/** Words that cannot be an attribute unless they are quoted. */
export const reserved = new Set(
  (
    "AND AS ASC BETWEEN BINARY BY CASE COLLATE CONVERT CROSS DESC DISTINCT DIV ELSE EXISTS FOR FROM GROUP HAVING IN INNER " +
    "INTERVAL INTO IS JOIN LEFT LIKE LIMIT MOD NOT ON OR ORDER OUTER OVER REGEXP RIGHT RLIKE SELECT SEPARATOR THEN UNION " +
    "UPDATE USING WHEN WHERE WITH XOR"
  ).split(" "),
);

/** Functions that MySQL lets one call without parentheses. */
export const bareCalls = new Map([
  ["CURRENT_DATE", "CURDATE"],
  ["CURRENT_TIME", "CURTIME"],
  ["CURRENT_TIMESTAMP", "NOW"],
  ["LOCALTIME", "NOW"],
  ["LOCALTIMESTAMP", "NOW"],
  ["UTC_DATE", "UTC_DATE"],
  ["UTC_TIME", "UTC_TIME"],
  ["UTC_TIMESTAMP", "UTC_TIMESTAMP"],
]);
