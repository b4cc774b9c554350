import type { Block } from "../../documents/document.ts";
import { kindOf, type OpenBlock, sourceOf } from "./editable-document.ts";

/**
 * The names that blocks keep where another document takes the place of the one that is open: those of blocks that are
 * in both, and of those that read otherwise at the same place, behind the same block, in which the reader may be.
 *
 * @returns for each of the other document's blocks its name, or null for a new one
 */
export function keptNames(known: readonly OpenBlock[], blocks: readonly Block[]): (string | null)[] {
  const free = new Set(known);
  const take = (found: OpenBlock | undefined): string | null =>
    found !== undefined && free.delete(found) ? found.id : null;
  const names = blocks.map((block) =>
    take([...free].find((other) => kindOf(other) === kindOf(block) && sourceOf(other) === sourceOf(block))),
  );
  for (const [index, block] of blocks.entries()) {
    if (names[index] !== null) continue;
    const place = index === 0 ? 0 : known.findIndex(({ id }) => id === names[index - 1]) + 1;
    const other = index === 0 || place > 0 ? known[place] : undefined;
    if (other !== undefined && kindOf(other) === kindOf(block)) names[index] = take(other);
  }
  return names;
}
