/** Languages in which a cell can be written. */
export type CellLanguage = "ts" | "sql";

interface BlockBase {
  /** The blank lines before the block in the file; kept so that saving changes nothing that nobody edited. */
  readonly lead: string;
}

/** A stretch of Markdown between two cells. */
export interface ProseBlock extends BlockBase {
  readonly kind: "prose";
  readonly markdown: string;
}

/** A fenced block that can be run. */
export interface CellBlock extends BlockBase {
  readonly kind: "cell";
  readonly language: CellLanguage;
  /** What follows the language in the fence's info string: `throws`, `hide-code`, `mysql`, the name of an Instance. */
  readonly info: string;
  readonly source: string;
  /** The fence as it was read and the source that it held then; null for a cell that was added. */
  readonly original: { readonly text: string; readonly source: string } | null;
}

export type Block = ProseBlock | CellBlock;

/** A tutorial or notebook: prose and cells in reading order. */
export interface Document {
  /** The text of the first heading of level one, or null. */
  readonly title: string | null;
  readonly blocks: readonly Block[];
  /** Link reference definitions of the whole file, which every prose block may use. */
  readonly linkDefinitions: string;
  /** Blank lines after the last block. */
  readonly tail: string;
  readonly lineEnding: "\n" | "\r\n";
}

export function isCell<Some extends Block>(block: Some): block is Extract<Some, CellBlock> {
  return block.kind === "cell";
}
