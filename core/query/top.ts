import { assertOptions, DataJointError } from "../errors/index.ts";

/** What `dj.Top` and `top()` take. */
export interface TopOptions {
  /** How many rows; null for all. Default 1. */
  limit?: number | null;
  /** Attributes to sort by, each perhaps with ` DESC`; `"KEY"` for the primary key; null for the order there is. */
  orderBy?: string | readonly string[] | null;
  /** How many rows to pass over. */
  offset?: number;
}

const topOptions: readonly (keyof TopOptions)[] = ["limit", "orderBy", "offset"];

/** A restriction to the first rows in an order. Specification: "Query algebra", `dj.Top`. */
export class TopRestriction {
  readonly limit: number | null;
  readonly orderBy: readonly string[] | null;
  readonly offset: number;

  constructor(options: TopOptions) {
    assertOptions(options, topOptions, "Top");
    const { limit = 1, orderBy = "KEY", offset = 0 } = options;
    if (limit !== null && (!Number.isInteger(limit) || limit < 0)) {
      throw new DataJointError(`The limit of Top must be a whole number or null, not ${String(limit)}.`);
    }
    if (!Number.isInteger(offset ?? 0) || offset < 0) {
      throw new DataJointError(`The offset of Top must be a whole number, not ${String(offset)}.`);
    }
    const order = typeof orderBy === "string" ? [orderBy] : orderBy;
    if (order !== null && (!Array.isArray(order) || !order.every((term) => typeof term === "string"))) {
      throw new DataJointError('The attributes that Top sorts by must be texts, such as "score DESC".');
    }
    this.limit = limit;
    this.orderBy = order;
    this.offset = offset ?? 0;
  }
}

/** What `dj.Top(…)` gives. */
export type Top = TopRestriction;

/**
 * Restricts a query expression to its first rows: `Lab.restrict(dj.Top({ limit: 5, orderBy: "lab_name DESC" }))`.
 *
 * @param limit how many rows, or all options in one object
 * @throws DataJointError for a limit or offset that is no whole number
 */
export function Top(
  limit: number | null | TopOptions = 1,
  orderBy?: TopOptions["orderBy"],
  offset?: number,
): TopRestriction {
  if (typeof limit === "object" && limit !== null) return new TopRestriction(limit);
  return new TopRestriction({ limit, orderBy, offset });
}
