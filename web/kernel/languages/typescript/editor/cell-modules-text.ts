import { cellFileName, type DescribedCell } from "./cell-files.ts";
import { type CellNames, cellNames, type SyntaxReader } from "./cell-names.ts";

/**
 * What is added behind a cell's own text so that TypeScript sees it as a module: it imports what the cells before
 * it declare, and exports what it declares itself. Behind, so that no position in the cell changes.
 *
 * @param cells all cells, in reading order
 * @param index which of them
 */
export function moduleSuffix(
  typescript: SyntaxReader,
  cells: readonly DescribedCell[],
  index: number,
): string {
  const own = namesOf(typescript, cells[index]!.source);
  const taken = new Set([...own.values, ...own.types]);
  const lines: string[] = [];
  for (let earlier = index - 1; earlier >= 0; earlier--) {
    const cell = cells[earlier]!;
    if (cell.language !== "ts") continue;
    const names = namesOf(typescript, cell.source);
    const take = (all: ReadonlySet<string>): string => {
      const free = [...all].filter((name) => !taken.has(name));
      for (const name of free) taken.add(name);
      return free.join(", ");
    };
    const from = `from "./${cellFileName(cell.id)}"`;
    const [values, types] = [take(names.values), take(names.types)];
    if (values !== "") lines.push(`import { ${values} } ${from};`);
    if (types !== "") lines.push(`import type { ${types} } ${from};`);
  }
  const free = (all: ReadonlySet<string>): string =>
    [...all].filter((name) => !own.exported.has(name)).join(", ");
  lines.push(`export { ${free(own.values)} };`, `export type { ${free(own.types)} };`);
  return `\n;${lines.join("\n")}`;
}

const known = new Map<string, CellNames>();

function namesOf(typescript: SyntaxReader, source: string): CellNames {
  const names = known.get(source) ?? cellNames(typescript, source);
  // The latest is kept longest; old versions of edited cells go.
  known.delete(source);
  known.set(source, names);
  if (known.size > 500) known.delete(known.keys().next().value!);
  return names;
}
