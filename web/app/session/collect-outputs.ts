import type { Output, ProgressOutput } from "../../kernel/output.ts";

/**
 * Adds an output to those of a running cell. Text that follows text of the same level joins it,
 * and of the progress of one table the last word is kept, also where several are filled in turns. How much a cell
 * may print is limited where it runs.
 */
export function collectOutput(outputs: readonly Output[], added: Output): readonly Output[] {
  const last = outputs.at(-1);
  if (added.kind === "progress") {
    const others = outputs.findLastIndex(({ kind }) => kind !== "progress") + 1;
    const place = outputs.findIndex((output, index) => index >= others && isSameProgress(output, added));
    if (place !== -1) return outputs.with(place, added);
  }
  if (added.kind !== "text" || last?.kind !== "text" || last.level !== added.level) {
    return [...outputs, added];
  }
  return [...outputs.slice(0, -1), { ...last, text: `${last.text}\n${added.text}` }];
}

function isSameProgress(output: Output, added: ProgressOutput): boolean {
  return output.kind === "progress" && output.table === added.table && output.action === added.action;
}
