import { readFileSync, writeFileSync } from "node:fs";
import type { BackendName } from "./backend.ts";
import type { CaseResult, FileResult } from "./case-result.ts";

/** The ids of the cases that hold, by backend and file. Cases are added as they come to hold, and never taken away. */
export type Floor = Readonly<Record<BackendName, Readonly<Record<string, readonly string[]>>>>;

const place = new URL("./floor.json", import.meta.url);

export const readFloor = (): Floor => JSON.parse(readFileSync(place, "utf8")) as Floor;

/** Cases of the floor that hold no longer, with the file of each. */
export function brokenCases(
  floor: Floor[BackendName],
  files: readonly FileResult[],
): { readonly file: string; readonly result: CaseResult }[] {
  return files.flatMap(({ name, cases }) => {
    const held = new Set(floor[name]);
    return cases
      .filter(({ id, status }) => status === "failed" && held.has(id))
      .map((result) => ({ file: name, result }));
  });
}

/** How many cases pass that the floor does not hold yet. */
export const newlyPassing = (floor: Floor[BackendName], files: readonly FileResult[]): number =>
  files.reduce((count, { name, cases }) => {
    const held = new Set(floor[name]);
    return count + cases.filter(({ id, status }) => status === "passed" && !held.has(id)).length;
  }, 0);

/** Adds the cases that pass to the floor; returns how many it did not hold before. */
export function raiseFloor(backend: BackendName, files: readonly FileResult[]): number {
  const floor = readFloor();
  const raised: Record<string, readonly string[]> = { ...floor[backend] };
  for (const { name, cases } of files) {
    const passed = cases.filter(({ status }) => status === "passed").map(({ id }) => id);
    const ids = [...new Set([...(raised[name] ?? []), ...passed])].sort();
    if (ids.length > 0) raised[name] = ids;
  }
  const sorted = Object.fromEntries(Object.entries(raised).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(place, `${JSON.stringify({ ...floor, [backend]: sorted }, null, 1)}\n`);
  return newlyPassing(floor[backend], files);
}
