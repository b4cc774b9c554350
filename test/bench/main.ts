import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as dj from "../../core/index.ts";
import type { Contender } from "./contender.ts";
import { makeData } from "./data.ts";
import { openWith } from "./datajoint.mjs";
import { openKysely } from "./kysely.ts";
import { measureRounds } from "./measure-rounds.ts";
import { openSqlJs } from "./sqljs.ts";
import { workloads } from "./workloads.ts";

const usualRounds = 7;

type Times = readonly (number | null)[];

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const milliseconds = (times: Times): string => {
  const known = times.filter((time) => time !== null);
  if (known.length === 0) return "-";
  const time = median(known);
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`;
};

/** The median over the rounds of the ratios within each of them; null where one of both has no times. */
function ratio(times: Times, base: Times): number | null {
  const ratios = times.flatMap((time, round) => {
    const other = base[round]!;
    return time === null || other === null ? [] : [time / other];
  });
  return ratios.length === 0 ? null : median(ratios);
}

/** Garbage of one contender must not be collected in the time of the next. */
function exposeCollector(): void {
  setFlagsFromString("--expose-gc");
  globalThis.gc ??= runInNewContext("gc") as typeof globalThis.gc;
}

/**
 * Measures from the command line, `npm run bench -- [rounds] [scale]`: DataJoint, sql.js by hand and Kysely on the same
 * workloads in one process, and prints how they compare.
 * Other work on the machine shows in the times, so a ratio above its limit is no failure here; different answers are.
 *
 * @returns the exit code
 */
export async function main([rounds = String(usualRounds), scale = "1"]: string[] = []): Promise<number> {
  exposeCollector();
  const data = makeData(Number(scale));
  // DataJoint first: whoever starts sql.js decides how, for all in this process.
  const contenders = new Map<string, Contender>([
    ["DataJoint", await openWith(dj, data)],
    ["sql.js by hand", await openSqlJs(data)],
    ["Kysely", await openKysely(data)],
  ]);
  const measured = await measureRounds(workloads, contenders, data, Number(rounds));
  for (const contender of contenders.values()) await contender.close();

  console.log(`Medians of ${rounds} rounds, in which all take turns; ratios are of DataJoint's time.`);
  const lines = [["", ...contenders.keys(), "to sql.js", "at most", "to Kysely", "at most"]];
  for (const [place, { label, target }] of workloads.entries()) {
    const [ours = [], raw = [], kysely = []] = measured[place]!;
    const [toRaw, toKysely] = [ratio(ours, raw), ratio(ours, kysely)];
    const atMost = toRaw === null ? ["", target] : [target, 1];
    const words = [toRaw?.toFixed(2) ?? "-", atMost[0], toKysely?.toFixed(2) ?? "-", atMost[1]];
    lines.push([label, milliseconds(ours), milliseconds(raw), milliseconds(kysely), ...words.map(String)]);
  }
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    );
    console.log(cells.join("  "));
  }
  return 0;
}
