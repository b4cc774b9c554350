import type { PlanReading } from "../dialect.ts";
import { type PlanNode, planRoot } from "../plan-node.ts";

/** Plans by EXPLAIN QUERY PLAN, whose rows name their parents. */
export const sqlitePlans: PlanReading = {
  statement: ({ sql, values }) => ({ sql: `EXPLAIN QUERY PLAN ${sql}`, values }),
  read({ columns, rows }) {
    const [id, parent, detail] = ["id", "parent", "detail"].map((name) => columns.indexOf(name)) as [
      number,
      number,
      number,
    ];
    const childrenOf = (node: number): PlanNode[] =>
      rows
        .filter((row) => Number(row[parent]) === node)
        .map((row) => ({
          detail: String(row[detail]),
          estimatedRows: null,
          children: childrenOf(Number(row[id])),
        }));
    return planRoot(childrenOf(0));
  },
};
