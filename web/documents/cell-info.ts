/** Words behind a cell's language that say how it is treated; any other word names its Instance. */
const MARKS = ["throws", "hide-code", "hide-output", "mysql"] as const;

/**
 * `throws`: it raises an error, and is meant to. `hide-code`, `hide-output`: a part of it is folded. `mysql`: its SQL is
 * MySQL's, whatever database it runs on.
 */
export type CellMark = (typeof MARKS)[number];

const wordsOf = (info: string): string[] => info.split(/\s+/).filter((word) => word !== "");

const isMark = (word: string): word is CellMark => (MARKS as readonly string[]).includes(word);

export function hasMark(info: string, mark: CellMark): boolean {
  return wordsOf(info).includes(mark);
}

/** The info string with a mark set or taken away. */
export function withMark(info: string, mark: CellMark, isSet: boolean): string {
  const others = wordsOf(info).filter((word) => word !== mark);
  return (isSet ? [...others, mark] : others).join(" ");
}

/** The Instance that a cell names to run its SQL on; null where it names none. */
export function instanceOf(info: string): string | null {
  return wordsOf(info).find((word) => !isMark(word)) ?? null;
}
