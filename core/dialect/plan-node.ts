/** One step of the plan by which a database evaluates a query. */
export interface PlanNode {
  /** The step, in the words of the database where it has any. */
  readonly detail: string;
  /** How many rows the database expects of it; null where it does not say. */
  readonly estimatedRows: number | null;
  /** The steps that this one takes its rows from, in their order. */
  readonly children: readonly PlanNode[];
}

/** The whole of a plan. */
export const planRoot = (children: readonly PlanNode[]): PlanNode => ({
  detail: "Query",
  estimatedRows: null,
  children,
});
