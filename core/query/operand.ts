import type { Connection } from "../connection/connection.ts";
import type { QueryNode } from "./node.ts";

/** The key under which query expressions give their tree to the operators. */
export const operand: unique symbol = Symbol("datajoint.operand");

/** Anything that stands for a query expression: an expression, a table class, an instance of one. */
export interface Operand {
  readonly [operand]: { readonly node: QueryNode; readonly connection: Connection };
}

/** True for a query expression, a table class or an instance of one. */
export const isOperand = (value: unknown): value is Operand =>
  ((typeof value === "object" && value !== null) || typeof value === "function") && operand in value;
