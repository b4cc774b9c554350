/** How far a populate call is. */
export interface PopulateProgress {
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

let reporter: ProgressReporter = toTerminal;

/** Sets how the progress of `populate({ displayProgress: true })` is shown; null for the terminal. */
export function setProgressReporter(report: ProgressReporter | null): void {
  reporter = report ?? toTerminal;
}

export const reportProgress: ProgressReporter = (progress) => reporter(progress);
