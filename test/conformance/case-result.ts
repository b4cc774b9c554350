/** What became of one case. */
export interface CaseResult {
  readonly id: string;
  readonly status: "passed" | "failed" | "skipped";
  /** Why it failed or was skipped. */
  readonly reason?: string;
  readonly expected?: string;
  readonly got?: string;
}

/** What became of one file. */
export interface FileResult {
  /** `kind/name`, as in the folder of vectors. */
  readonly name: string;
  readonly kind: string;
  readonly cases: readonly CaseResult[];
}

export type Counts = Readonly<Record<CaseResult["status"], number>>;

/** How many cases of these files passed, failed and were skipped. */
export function countCases(files: readonly FileResult[]): Counts {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { cases } of files) for (const { status } of cases) counts[status]++;
  return counts;
}
