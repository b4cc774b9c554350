import type { Output } from "../../kernel/output.ts";

/** More lines of text than this are not kept: a page must survive a loop that never stops printing. */
const KEPT_LINES = 2000;

/**
 * Adds an output to those of a running cell. Text that follows text of the same level joins it, and
 * of very long text the end is kept.
 */
export function collectOutput(outputs: readonly Output[], added: Output): readonly Output[] {
  const last = outputs.at(-1);
  if (added.kind !== "text" || last?.kind !== "text" || last.level !== added.level) {
    return [...outputs, added];
  }
  const lines = `${last.text}\n${added.text}`.split("\n");
  // Cutting at twice the limit keeps the cost of each added line small.
  const kept =
    lines.length > 2 * KEPT_LINES ? ["… earlier lines are not shown", ...lines.slice(-KEPT_LINES)] : lines;
  return [...outputs.slice(0, -1), { ...last, text: kept.join("\n") }];
}
