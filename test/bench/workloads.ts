import type { AnswerRow, Answers, Contender } from "./contender.ts";
import type { BenchData } from "./data.ts";

/** Something to do and to time, and how its answer is told from another one. */
export interface Workload {
  readonly label: string;
  /** The share of the base's time that DataJoint may take at most; of Kysely's time where there is no base. */
  readonly target: number;
  /** Prepares it; not timed. */
  prepare?(contender: Contender, data: BenchData): unknown;
  /** @returns null where the contender does not have it */
  run(contender: Contender, data: BenchData): unknown;
  /** The answer in few words, which must be the same for all contenders. */
  summary?(answer: unknown, contender: Contender): string | number | Promise<string | number>;
}

/** Sums that differ where rows do, whatever their order, and whatever the order of their columns. */
function digest(rows: readonly AnswerRow[]): string {
  let numbers = 0;
  let nulls = 0;
  let letters = 0;
  for (const row of rows) {
    for (const value of Object.values(row)) {
      if (value === null) nulls++;
      else if (typeof value === "string") letters += value.length + value.charCodeAt(value.length - 1);
      else numbers += Number(value);
    }
  }
  return `${rows.length} rows, ${numbers.toFixed(3)}, ${nulls} nulls, ${letters} letters`;
}

const ofRows = (answer: unknown): string => digest(answer as AnswerRow[]);

function ofAnswers(answer: unknown): string {
  const { total, last } = answer as Answers;
  return `${total} rows, at last ${digest(last)}`;
}

export const workloads: readonly Workload[] = [
  {
    label: "insert of 100,000 rows",
    target: 1.3,
    prepare: (contender) => contender.w1Reset(),
    run: (contender, { trials }) => contender.w1(trials),
  },
  {
    label: "fetch of 100,000 rows",
    target: 1.1,
    run: (contender) => contender.w2(),
    summary: ofRows,
  },
  {
    label: "10,000 look-ups",
    target: 1,
    run: (contender, { keys }) => contender.w3(keys),
    summary: ofRows,
  },
  {
    label: "2,000 joins",
    target: 1.3,
    run: (contender, { joins }) => contender.w4(joins),
    summary: ofAnswers,
  },
  {
    label: "500 aggregations",
    target: 1.02,
    run: (contender, { aggregations }) => contender.w5(aggregations),
    summary: ofAnswers,
  },
  {
    label: "20,000 joins compiled",
    target: 0.8,
    run: (contender, { compiles }) => contender.w6?.(compiles) ?? null,
  },
  {
    label: "cascading delete of 11,001 rows",
    target: 1.2,
    prepare: (contender, { family }) => contender.w7Reset(family),
    run: (contender, { family }) => contender.w7(family.target),
    summary: (_, contender) => contender.w7Count(),
  },
  {
    label: "5,000 single inserts",
    target: 0.5,
    prepare: (contender) => contender.w8Reset(),
    run: (contender, { events }) => contender.w8(events),
    summary: (_, contender) => contender.w8Count(),
  },
];
