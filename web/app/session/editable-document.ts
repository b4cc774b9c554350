import type { Block, CellBlock, CellLanguage, Document, ProseBlock } from "../../documents/document.ts";
import { describeProse, parseDocument } from "../../documents/parse-document.ts";

/** What a block is: text, or a cell in one of the languages. */
export type BlockKind = "prose" | CellLanguage;

/** A block that keeps its name however it is edited and wherever it is moved. */
export type OpenBlock = OpenProse | OpenCell;

interface OpenProse extends ProseBlock {
  readonly id: string;
}

export interface OpenCell extends CellBlock {
  readonly id: string;
}

/** One step that can be undone. */
interface Step {
  /** What was done, as a menu says it: `Delete cell`. */
  readonly label: string;
  readonly document: OpenDocument;
}

type OpenDocument = Omit<Document, "blocks"> & { readonly blocks: readonly OpenBlock[] };

const MOST_STEPS = 300;

/** The kind of a block. */
export function kindOf(block: Block): BlockKind {
  return block.kind === "prose" ? "prose" : block.language;
}

/** What is written in a block. */
export function sourceOf(block: Block): string {
  return block.kind === "prose" ? block.markdown : block.source;
}

/**
 * A document whose blocks are edited, each edit a step that can be undone. States are values that share what
 * they have in common, so a step is the state before it. Typing in one block is one step, until something else is
 * done or `endTyping` is called.
 */
export class EditableDocument {
  private state: OpenDocument;
  private undoable: Step[] = [];
  private redoable: Step[] = [];
  private typingIn: string | null = null;
  private nextNumber = 1;

  constructor(document: Document) {
    this.state = { ...document, blocks: document.blocks.map((block) => this.identify(block)) };
  }

  get document(): Document & { readonly blocks: readonly OpenBlock[] } {
    return this.state;
  }

  get blocks(): readonly OpenBlock[] {
    return this.state.blocks;
  }

  /** What `undo` would take back; null where there is nothing. */
  get undoLabel(): string | null {
    return this.undoable.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.redoable.at(-1)?.label ?? null;
  }

  find(id: string): OpenBlock | null {
    return this.blocks.find((block) => block.id === id) ?? null;
  }

  /**
   * Adds a block.
   *
   * @param index - of the block that it is put before; the number of blocks to put it at the end
   * @returns its name
   */
  insert(kind: BlockKind, index: number, source = ""): string {
    const block = this.identify(newBlock(kind, source));
    this.step(kind === "prose" ? "Add text" : "Add cell", this.blocks.toSpliced(index, 0, block));
    return block.id;
  }

  delete(id: string): void {
    const block = this.find(id);
    if (block === null) return;
    this.step(
      block.kind === "prose" ? "Delete text" : "Delete cell",
      this.blocks.filter((other) => other !== block),
    );
  }

  /** @param index - where the block stands afterwards */
  move(id: string, index: number): void {
    const from = this.blocks.findIndex((block) => block.id === id);
    const to = Math.max(0, Math.min(index, this.blocks.length - 1));
    if (from === -1 || from === to) return;
    const block = this.blocks[from]!;
    this.step(
      block.kind === "prose" ? "Move text" : "Move cell",
      this.blocks.toSpliced(from, 1).toSpliced(to, 0, block),
    );
  }

  edit(id: string, source: string): void {
    const block = this.find(id);
    if (block === null || sourceOf(block) === source) return;
    const isSameStep = this.typingIn === id;
    const edited = block.kind === "prose" ? { ...block, markdown: source } : { ...block, source };
    this.step(block.kind === "prose" ? "Edit text" : "Edit cell", this.with(edited), isSameStep);
    this.typingIn = id;
  }

  /** What is typed from now on is a step of its own. */
  endTyping(): void {
    this.typingIn = null;
  }

  /** Text into which cells were written as fenced blocks becomes text and cells. */
  splitText(id: string): void {
    const block = this.find(id);
    if (block?.kind !== "prose") return;
    const parts = parseDocument(block.markdown).blocks;
    if (!parts.some((part) => part.kind === "cell")) return;
    const index = this.blocks.indexOf(block);
    const identified = parts.map((part, place) => (place === 0 ? { ...part, id } : this.identify(part)));
    this.step("Edit text", this.blocks.toSpliced(index, 1, ...identified), this.typingIn === id);
    this.typingIn = null;
  }

  /**
   * Makes two cells of one.
   *
   * @param offset - in the source, of what the second begins with
   * @returns the name of the second; null where there is no such cell
   */
  split(id: string, offset: number): string | null {
    const cell = this.find(id);
    if (cell?.kind !== "cell") return null;
    const above = { ...cell, source: cell.source.slice(0, offset).replace(/\n$/, "") };
    const source = cell.source.slice(offset).replace(/^\n/, "");
    const below = this.identify({ ...newBlock(cell.language, source), info: cell.info } as CellBlock);
    this.step("Split cell", this.blocks.toSpliced(this.blocks.indexOf(cell), 1, above, below));
    return below.id;
  }

  /** The block below, where the two can be one: both text, or cells of one language that are run in the same way. */
  partnerOf(id: string): OpenBlock | null {
    const index = this.blocks.findIndex((block) => block.id === id);
    const [block, next] = [this.blocks[index], this.blocks[index + 1]];
    if (block === undefined || next === undefined || kindOf(block) !== kindOf(next)) return null;
    return block.kind === "prose" || block.info === (next as OpenCell).info ? next : null;
  }

  /** Makes one block of a block and the one below it, where there is a partner. */
  mergeBelow(id: string): void {
    const block = this.find(id);
    const next = this.partnerOf(id);
    if (block === null || next === null) return;
    const sources = [sourceOf(block), sourceOf(next)].filter((source) => source !== "");
    const merged: OpenBlock =
      block.kind === "prose"
        ? { ...block, markdown: sources.join("\n\n") }
        : { ...block, source: sources.join("\n") };
    const label = block.kind === "prose" ? "Merge text" : "Merge cells";
    this.step(label, this.blocks.toSpliced(this.blocks.indexOf(block), 2, merged));
  }

  changeKind(id: string, kind: BlockKind): void {
    const block = this.find(id);
    if (block === null || kindOf(block) === kind) return;
    const { lead } = block;
    this.step("Change kind", this.with({ ...newBlock(kind, sourceOf(block)), lead, id }));
  }

  /** Changes what follows the language of a cell: the Instance of SQL, `throws`. */
  changeInfo(id: string, info: string): void {
    const block = this.find(id);
    if (block?.kind !== "cell" || block.info === info) return;
    this.step("Change cell", this.with({ ...block, info, original: null }));
  }

  /**
   * Puts another document in the place of this one.
   *
   * @param names - of its blocks, where they are blocks of this one; null for one that is new
   */
  replace(document: Document, label: string, names: readonly (string | null)[]): void {
    const blocks = document.blocks.map((block, index) => {
      const id = names[index] ?? null;
      return id === null ? this.identify(block) : { ...block, id };
    });
    this.remember(label);
    this.state = { ...document, blocks };
  }

  /** Takes the last step back; its label, or null where there is none. */
  undo(): string | null {
    return this.travel(this.undoable, this.redoable);
  }

  redo(): string | null {
    return this.travel(this.redoable, this.undoable);
  }

  private travel(from: Step[], to: Step[]): string | null {
    const step = from.pop();
    if (step === undefined) return null;
    to.push({ label: step.label, document: this.state });
    this.state = step.document;
    this.typingIn = null;
    return step.label;
  }

  private step(label: string, blocks: readonly OpenBlock[], isSameStep = false): void {
    const before = this.blocks;
    if (!isSameStep) this.remember(label);
    const [first, ...rest] = blocks;
    // The blank lines before a block are no longer meant where it has become the first.
    const tidy =
      first === undefined || first.id === before[0]?.id ? blocks : [{ ...first, lead: "" }, ...rest];
    this.state = { ...this.state, ...(sameProse(before, tidy) ? {} : describeProse(tidy)), blocks: tidy };
  }

  private remember(label: string): void {
    this.undoable.push({ label, document: this.state });
    if (this.undoable.length > MOST_STEPS) this.undoable.shift();
    this.redoable = [];
    this.typingIn = null;
  }

  private with(edited: OpenBlock): readonly OpenBlock[] {
    return this.blocks.map((block) => (block.id === edited.id ? edited : block));
  }

  private identify(block: Block): OpenBlock {
    return { ...block, id: `block-${this.nextNumber++}` };
  }
}

function newBlock(kind: BlockKind, source: string): Block {
  return kind === "prose"
    ? { kind, lead: "", markdown: source }
    : { kind: "cell", lead: "", language: kind, info: "", source, original: null };
}

function sameProse(before: readonly OpenBlock[], after: readonly OpenBlock[]): boolean {
  const prose = (blocks: readonly OpenBlock[]): OpenBlock[] => blocks.filter(({ kind }) => kind === "prose");
  const [old, now] = [prose(before), prose(after)];
  return old.length === now.length && old.every((block, index) => block === now[index]);
}
