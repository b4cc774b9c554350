import type { Output } from "../../kernel/output.ts";

/**
 * Adds an output to those of a running cell. Text that follows text of the same level joins it. How much a cell
 * may print is limited where it runs.
 */
export function collectOutput(outputs: readonly Output[], added: Output): readonly Output[] {
  const last = outputs.at(-1);
  if (added.kind !== "text" || last?.kind !== "text" || last.level !== added.level) {
    return [...outputs, added];
  }
  return [...outputs.slice(0, -1), { ...last, text: `${last.text}\n${added.text}` }];
}
