import type { DuplicateHandling } from "../dialect/dialect.ts";

/** Options of `insert` and `insert1`. Specification: "Data manipulation", insert. */
export interface InsertOptions {
  /** Replace rows of the same key. */
  replace?: boolean;
  /** Pass over rows whose key exists. */
  skipDuplicates?: boolean;
  /** Drop fields that the table does not have, instead of refusing them. */
  ignoreExtraFields?: boolean;
  /** Insert into an imported or computed table outside of its `make`. */
  allowDirectInsert?: boolean;
  /** Insert so many rows at a time, each portion on its own. */
  chunkSize?: number;
}

export const insertOptions: readonly (keyof InsertOptions)[] = [
  "replace",
  "skipDuplicates",
  "ignoreExtraFields",
  "allowDirectInsert",
  "chunkSize",
];

/** A row to insert: values by attribute, or in the order of the heading. */
export type InsertedRow = Readonly<Record<string, unknown>> | readonly unknown[];

/** What becomes of rows whose key exists. */
export const duplicateHandling = ({ replace, skipDuplicates }: InsertOptions): DuplicateHandling =>
  replace ? "replace" : skipDuplicates ? "skip" : "refuse";
