import type { ProgressOutput } from "../../kernel/output.ts";

/** How far something is, as `Populating Spike: 3 of 12`. */
export function progressText({ action, table, done, total }: ProgressOutput): string {
  const title = action === "insert" ? "Inserting into" : "Populating";
  return `${title} ${table}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
}
