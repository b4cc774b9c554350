import type { Contender } from "./contender.ts";
import type { BenchData } from "./data.ts";
import type { Workload } from "./workloads.ts";

/** The answers of two contenders differ, so that comparing their times says nothing. */
export class AnswersDiffer extends Error {}

/**
 * Milliseconds that each contender takes for each workload, round by round; null where it does not have it. The
 * contenders take turns at each workload, and each round starts with another, so that what else the machine does
 * touches all alike.
 *
 * @returns times by workload, contender and round
 * @throws AnswersDiffer where the contenders do not arrive at the same answer
 */
export async function measureRounds(
  workloads: readonly Workload[],
  contenders: ReadonlyMap<string, Contender>,
  data: BenchData,
  rounds: number,
): Promise<(number | null)[][][]> {
  const entries = [...contenders];
  const times = workloads.map(() => entries.map((): (number | null)[] => []));
  for (let round = 0; round < rounds; round++) {
    for (const [place, workload] of workloads.entries()) {
      const answers = new Map<string | number, string>();
      for (let turn = 0; turn < entries.length; turn++) {
        const index = (round + turn) % entries.length;
        const [name, contender] = entries[index]!;
        await workload.prepare?.(contender, data);
        globalThis.gc?.();
        const start = performance.now();
        const answer = await workload.run(contender, data);
        const time = performance.now() - start;
        times[place]![index]!.push(answer === null ? null : time);
        if (workload.summary !== undefined) answers.set(await workload.summary(answer, contender), name);
      }
      if (answers.size > 1) {
        const each = [...answers].map(([answer, name]) => `${name}: ${answer}`);
        throw new AnswersDiffer(
          `The contenders answer differently in ${workload.label}. ${each.join("; ")}.`,
        );
      }
    }
  }
  return times;
}
