import { tierOfClass } from "../table/tiers.ts";

/** The parts of a master: its static members that extend `dj.Part`, with the names that they have there. */
export function partsOf(tableClass: object): [name: string, part: object][] {
  const parts = new Map<string, object>();
  for (let one: object | null = tableClass; typeof one === "function"; one = Object.getPrototypeOf(one)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(one))) {
      if (parts.has(name) || typeof descriptor.value !== "function") continue;
      if (tierOfClass(descriptor.value) === "part") parts.set(name, descriptor.value);
    }
  }
  return [...parts];
}
