/** How far a call of `populate` is, or an insert of many rows. */
export interface PopulateProgress {
  /** Left out for `populate`. */
  readonly action?: "insert";
  /** Class name of the table. */
  readonly table: string;
  readonly done: number;
  readonly total: number;
}

/** Shows progress to whoever waits. */
export type ProgressReporter = (progress: PopulateProgress) => void;

const width = 30;

const toTerminal: ProgressReporter = ({ table, done, total }) => {
  if (typeof process === "undefined" || process.stderr?.isTTY !== true) return;
  const filled = total === 0 ? width : Math.round((width * done) / total);
  process.stderr.write(`\r${table}: ${"█".repeat(filled)}${"·".repeat(width - filled)} ${done}/${total}`);
  if (done === total) process.stderr.write("\n");
};

let hostReporter: ProgressReporter | null = null;

/**
 * Sets how the progress of `populate` and of long inserts is shown. A host's reporter is told of every call that does
 * not say `displayProgress: false`; without one, that of `populate` goes to the terminal when it is asked for.
 */
export function setProgressReporter(report: ProgressReporter | null): void {
  hostReporter = report;
}

/** What is told how far a call is; null where nobody wants to know. */
export function progressReporter(isAskedFor: boolean | undefined): ProgressReporter | null {
  if (isAskedFor ?? hostReporter !== null) return hostReporter ?? toTerminal;
  return null;
}
