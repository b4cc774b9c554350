import type { Block, CellBlock, Document } from "./document.ts";

/**
 * Writes a document as Markdown. Blocks that nobody edited come out as they were read, to the letter.
 *
 * @param document - the document, as `parseDocument` read it or with blocks edited, added or left out
 * @returns the text of the file
 */
export function serializeDocument(document: Document): string {
  const body = document.blocks
    .filter((block) => block.kind === "cell" || block.markdown.trim() !== "")
    .map(
      (block, index, blocks) =>
        separation(block, blocks[index - 1] ?? null) +
        (block.kind === "prose" ? block.markdown : fenceText(block)),
    )
    .join("");
  const text = body + document.tail;
  return document.lineEnding === "\n" ? text : text.replaceAll("\n", document.lineEnding);
}

/** Blocks that were moved or added may lack the lines that part them from the one before. */
function separation({ kind, lead }: Block, previous: Block | null): string {
  const isParted = kind === "prose" && previous?.kind === "prose" ? /\n.*\n/.test(lead) : lead.includes("\n");
  return previous === null || isParted ? lead : `\n\n${lead.trimStart()}`;
}

function fenceText(cell: CellBlock): string {
  if (cell.original?.source === cell.source) return cell.original.text;
  const marker = "`".repeat(Math.max(3, longestRunOfBackticks(cell.source) + 1));
  const infoString = [cell.language, cell.info].filter((part) => part !== "").join(" ");
  return `${marker}${infoString}\n${cell.source}\n${marker}`;
}

/** Only runs that start a line could close the fence. */
function longestRunOfBackticks(source: string): number {
  const runs = source.match(/^ {0,3}`{3,}/gm) ?? [];
  return Math.max(0, ...runs.map((run) => run.trim().length));
}
