import type { BenchData, JoinParameters } from "./data.ts";

/** A row of an answer. */
export type AnswerRow = Record<string, unknown>;

/** The answers to many queries: how many rows there were in all, and the rows of the last one. */
export interface Answers {
  readonly total: number;
  readonly last: readonly AnswerRow[];
}

type Timed<T> = T | Promise<T>;

/** One way to do the workloads, with the tables filled. What prepares a workload or looks at it is not timed. */
export interface Contender {
  w1Reset(): Timed<unknown>;
  /** Inserts the rows into an empty table in one call or transaction. */
  w1(rows: BenchData["trials"]): Timed<unknown>;
  /** All of these rows as objects. */
  w2(): Timed<readonly AnswerRow[]>;
  /** Rows by their keys, one query for each. */
  w3(keys: readonly number[]): Timed<readonly AnswerRow[]>;
  /** Joins of three tables, restricted, with a renamed and a computed column. */
  w4(parameters: readonly JoinParameters[]): Timed<Answers>;
  /** The same aggregation over a left join, again and again. */
  w5(times: number): Timed<Answers>;
  /** Builds and compiles the joins without running them. */
  w6?(parameters: readonly JoinParameters[]): Timed<unknown>;
  w7Reset(family: BenchData["family"]): Timed<unknown>;
  /** Deletes a parent with all that depends on it. */
  w7(parent: number): Timed<unknown>;
  /** How many parents, children and grandchildren there are. */
  w7Count(): Timed<string>;
  w8Reset(): Timed<unknown>;
  /** Inserts rows one by one, each for itself. */
  w8(rows: BenchData["events"]): Timed<unknown>;
  w8Count(): Timed<number>;
  close(): Timed<unknown>;
}
