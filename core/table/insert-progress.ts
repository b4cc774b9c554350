import { progressReporter } from "../populate/progress.ts";

/** Inserts of fewer rows are over before anybody has read how far they are. */
const longInsert = 5_000;

/**
 * Tells a host that shows progress how far a long insert is.
 *
 * @param table class name of the table
 * @param total how many rows there are in all; 0 where that is known only at the end
 * @returns what is to be told how many rows were sent, each time that some were; null where nobody wants to know
 */
export function insertProgress(table: string, total: number): ((sent: number) => void) | null {
  if (total < longInsert) return null;
  const report = progressReporter(undefined);
  if (report === null) return null;
  let done = 0;
  report({ table, done, total, action: "insert" });
  return (sent) => {
    done += sent;
    report({ table, done, total, action: "insert" });
  };
}
