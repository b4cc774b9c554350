import { DataJointError } from "../../errors/index.ts";
import type { PlanReading } from "../dialect.ts";
import { type PlanNode, planRoot } from "../plan-node.ts";

type Json = { readonly [key: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const rowsOf = (value: unknown): number | null =>
  value === undefined || value === null ? null : Math.round(Number(value));

/** MySQL's second format: every step has an operation in words, and its inputs. */
function operationNode(step: Json): PlanNode {
  const children = Object.values(step)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value): value is Json => isObject(value) && "operation" in value)
    .map(operationNode);
  return { detail: String(step.operation), estimatedRows: rowsOf(step.estimated_rows), children };
}

/** Steps of MariaDB's format and of MySQL's first one, by their keys. */
const stepNames: Readonly<Record<string, string>> = {
  nested_loop: "Nested loop join",
  filesort: "Sort",
  ordering_operation: "Sort",
  grouping_operation: "Group",
  duplicates_removal: "Remove duplicates",
  temporary_table: "Temporary table",
  union_result: "Union",
  "block-nl-join": "Block nested loop join",
  materialized: "Materialize",
  materialized_from_subquery: "Materialize",
  materialization: "Materialize",
  attached_subqueries: "Subquery",
  optimized_away_subqueries: "Subquery",
  select_list_subqueries: "Subquery",
  having_subqueries: "Subquery",
  subqueries: "Subquery",
  expression_cache: "Cache of a subquery",
  window_functions_computation: "Window functions",
  buffer_result: "Buffer",
};

/** Parts of a step that only hold steps. */
const transparentKeys = new Set(["query_block", "query_specifications"]);
const ignoredKeys = new Set(["cost_info"]);

function accessOf(table: Json): string {
  const name = String(table.table_name);
  const parts = Array.isArray(table.used_key_parts) ? ` (${table.used_key_parts.join(", ")})` : "";
  const index = table.key === undefined ? "" : ` using ${String(table.key)}${parts}`;
  switch (table.access_type) {
    case "ALL":
      return `Table scan on ${name}`;
    case "index":
      return `Index scan on ${name}${index}`;
    case "range":
      return `Index range scan on ${name}${index}`;
    case "const":
    case "system":
    case "eq_ref":
      return `Single-row index lookup on ${name}${index}`;
    default:
      return `Index lookup on ${name}${index}`;
  }
}

function tableNode(table: Json): PlanNode {
  const condition = table.attached_condition ?? table.index_condition;
  const detail =
    table.table_name === undefined
      ? String(table.message ?? "No table")
      : accessOf(table) + (condition === undefined ? "" : `, filter: ${String(condition)}`);
  const rows = table.rows ?? table.rows_produced_per_join ?? table.rows_examined_per_scan;
  return { detail, estimatedRows: rowsOf(rows), children: stepsIn(table) };
}

function stepsOf(key: string, value: Json): PlanNode[] {
  if (key === "table") return [tableNode(value)];
  if (transparentKeys.has(key)) return stepsIn(value);
  const name = stepNames[key] ?? key.charAt(0).toUpperCase() + key.slice(1).replaceAll("_", " ");
  const order = typeof value.sort_key === "string" ? ` by ${value.sort_key}` : "";
  return [{ detail: name + order, estimatedRows: rowsOf(value.rows), children: stepsIn(value) }];
}

function stepsIn(block: Json): PlanNode[] {
  return Object.entries(block).flatMap(([key, value]) => {
    if (ignoredKeys.has(key)) return [];
    if (isObject(value)) return stepsOf(key, value);
    if (!Array.isArray(value) || !value.some(isObject)) return [];
    const children = value.filter(isObject).flatMap(stepsIn);
    // A join of one table is none.
    if (transparentKeys.has(key) || (key === "nested_loop" && children.length === 1)) return children;
    return [{ detail: stepNames[key] ?? key, estimatedRows: null, children }];
  });
}

/** Plans by EXPLAIN FORMAT=JSON: in MySQL's formats and in MariaDB's, which share most of their keys. */
export const mysqlPlans: PlanReading = {
  statement: ({ sql, values }) => ({ sql: `EXPLAIN FORMAT=JSON ${sql}`, values }),
  read({ rows }) {
    const found = rows[0]?.[0];
    const text = found instanceof Uint8Array ? new TextDecoder().decode(found) : found;
    const plan: unknown = typeof text === "string" ? JSON.parse(text) : null;
    if (!isObject(plan)) throw new DataJointError("The server gave no plan for this query.");
    if (isObject(plan.query_plan)) return planRoot([operationNode(plan.query_plan)]);
    return planRoot(stepsIn(plan));
  },
};
