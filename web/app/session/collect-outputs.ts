import type { Output } from "../../kernel/output.ts";

/**
 * Adds an output to those of a running cell. Text that follows text of the same level joins it,
 * and of the progress of one table the last word is kept. How much a cell
 * may print is limited where it runs.
 */
export function collectOutput(outputs: readonly Output[], added: Output): readonly Output[] {
  const last = outputs.at(-1);
  if (added.kind === "progress" && last?.kind === "progress" && last.table === added.table) {
    return [...outputs.slice(0, -1), added];
  }
  if (added.kind !== "text" || last?.kind !== "text" || last.level !== added.level) {
    return [...outputs, added];
  }
  return [...outputs.slice(0, -1), { ...last, text: `${last.text}\n${added.text}` }];
}
