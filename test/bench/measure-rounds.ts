import type { Compile } from "./compile-contenders.ts";
import type { QueryParameters } from "./pipeline.ts";

export type { Compile };

/** So that no result can be left out by the engine. */
let total = 0;

/**
 * Milliseconds that each contender takes for all queries, round by round. The contenders take turns, and each round
 * starts with another, so that what else the machine does touches all alike.
 */
export function measureRounds(
  contenders: readonly Compile[],
  parameters: readonly QueryParameters[],
  rounds: number,
): number[][] {
  const times: number[][] = contenders.map(() => []);
  const run = (compile: Compile): number => {
    const start = performance.now();
    for (const query of parameters) total += compile(query).sql.length;
    return performance.now() - start;
  };
  for (const compile of contenders) run(compile); // warm
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const index = (round + turn) % contenders.length;
      times[index]!.push(run(contenders[index]!));
    }
  }
  if (total === 0) throw new Error("Nothing was compiled.");
  return times;
}
