import { type Document, isCell } from "../../documents/document.ts";
import { hashSource, type SavedOutputs } from "../../documents/saved-outputs.ts";
import { serializeDocument } from "../../documents/serialize-document.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { type CellRecord, cellRecord, isEditedSinceRun, NEVER_RUN, savedRuns } from "./cell-record.ts";
import { CellRuns, type NotebookState } from "./cell-runs.ts";
import { type BlockKind, EditableDocument, type OpenBlock } from "./editable-document.ts";

export type { NotebookState } from "./cell-runs.ts";

/** Dispatched on the session whenever something that it shows has changed. */
export const SESSION_CHANGE = "change";
/** Dispatched on the session, before `change`, when the document was edited. */
export const SESSION_EDIT = "edit";

/**
 * An open document: its blocks and the steps by which they were edited; which cells wait, run and have run, and what
 * they gave. It knows nothing of the screen; the page shows it and calls it.
 *
 * Dispatches `change` and `edit`.
 */
export class NotebookSession extends EventTarget {
  private readonly editable: EditableDocument;
  private readonly runs: CellRuns;
  private records: readonly CellRecord[] = [];
  private active: string | null = null;

  /**
   * @param document - the document as it is opened
   * @param saved - outputs that an earlier run gave
   * @param openKernel - loads and makes the kernel; called at the first run, and again after a failure
   */
  constructor(document: Document, saved: SavedOutputs | null, openKernel: () => Promise<Kernel>) {
    super();
    this.editable = new EditableDocument(document);
    this.runs = new CellRuns({
      find: (id) => this.records.find((cell) => cell.id === id) ?? null,
      above: (id) =>
        this.records.slice(
          0,
          this.records.findIndex((cell) => cell.id === id),
        ),
      openKernel,
      onChange: () => {
        this.describeCells();
        this.changed();
      },
    });
    this.showSaved(saved);
  }

  get document(): Document & { readonly blocks: readonly OpenBlock[] } {
    return this.editable.document;
  }

  /** The whole document as Markdown. */
  get text(): string {
    return serializeDocument(this.document);
  }

  get blocks(): readonly OpenBlock[] {
    return this.editable.blocks;
  }

  /** The blocks that can be run. */
  get cells(): readonly CellRecord[] {
    return this.records;
  }

  /** What the cells gave that still read as when they ran. */
  get outputs(): SavedOutputs {
    const ran = this.records.filter((cell) => cell.outputs.length > 0 && !isEditedSinceRun(cell));
    return {
      format: 1,
      cells: ran.map(({ source, outputs }) => ({ source: hashSource(source), outputs })),
    };
  }

  /** The block that the reader is in, or was in last; null before that, and when it was deleted. */
  get activeId(): string | null {
    return this.active !== null && this.editable.find(this.active) !== null ? this.active : null;
  }

  get state(): NotebookState {
    return this.runs.state;
  }

  /** Whether a cell waits for the kernel to load. */
  get isStarting(): boolean {
    return this.runs.isStarting;
  }

  /** Why the kernel could not start; null if it could, or was not asked to. */
  get problem(): string | null {
    return this.runs.problem;
  }

  /** How many of the cells that were asked for have run. */
  get progress(): { readonly ran: number; readonly asked: number } {
    return this.runs.progress;
  }

  /** What `undo` would take back, as `Delete cell`; null where there is nothing. */
  get undoLabel(): string | null {
    return this.editable.undoLabel;
  }

  get redoLabel(): string | null {
    return this.editable.redoLabel;
  }

  /** Tells which block the reader is in; what they type next is a step of its own. */
  activate(id: string | null): void {
    if (this.active === id) return;
    this.active = id;
    this.editable.endTyping();
    this.changed();
  }

  /** Adds a block before the one at the index, makes it the active one, and gives its name. */
  insert(kind: BlockKind, index: number, source = ""): string {
    const id = this.editable.insert(kind, index, source);
    this.active = id;
    this.edited();
    return id;
  }

  delete(id: string): void {
    const index = this.blocks.findIndex((block) => block.id === id);
    this.runs.forget(id);
    this.editable.delete(id);
    if (this.active === id) this.active = (this.blocks[index] ?? this.blocks.at(-1))?.id ?? null;
    this.edited();
  }

  /** @param index - where the block stands afterwards */
  move(id: string, index: number): void {
    this.editable.move(id, index);
    this.edited();
  }

  edit(id: string, source: string): void {
    this.editable.edit(id, source);
    this.edited();
  }

  /** Text that was written is done: cells in it, as fenced blocks, become cells. */
  finishText(id: string): void {
    this.editable.splitText(id);
    this.editable.endTyping();
    this.edited();
  }

  /** Makes two cells of one, and gives the name of the second, which becomes the active one. */
  split(id: string, offset: number): string | null {
    const below = this.editable.split(id, offset);
    if (below !== null) this.active = below;
    this.edited();
    return below;
  }

  canMergeBelow(id: string): boolean {
    return this.editable.partnerOf(id) !== null;
  }

  /** Makes one block of a block and the one below it. */
  mergeBelow(id: string): void {
    const partner = this.editable.partnerOf(id);
    if (partner === null) return;
    this.runs.forget(partner.id);
    this.editable.mergeBelow(id);
    this.edited();
  }

  changeKind(id: string, kind: BlockKind): void {
    this.editable.changeKind(id, kind);
    this.edited();
  }

  /** Changes what follows a cell's language: the Instance of SQL, `throws`. */
  changeInfo(id: string, info: string): void {
    this.editable.changeInfo(id, info);
    this.edited();
  }

  /**
   * Puts another text in the place of the whole document: a step like any other.
   *
   * @param names - as `keptNames` finds them
   */
  replace(document: Document, label: string, names: readonly (string | null)[]): void {
    this.editable.replace(document, label, names);
    this.edited();
  }

  /** Takes the last step back; its label, or null where there is none. */
  undo(): string | null {
    return this.travel(() => this.editable.undo());
  }

  redo(): string | null {
    return this.travel(() => this.editable.redo());
  }

  runAll(): void {
    this.runs.enqueue(this.records.map((cell) => cell.id));
  }

  /** Runs the cells before a block, or all from it on. */
  runPart(part: "above" | "below", id: string): void {
    const index = this.blocks.findIndex((block) => block.id === id);
    const blocks = part === "above" ? this.blocks.slice(0, index) : this.blocks.slice(index);
    this.runs.enqueue(blocks.filter(isCell).map((cell) => cell.id));
  }

  /** Runs again what is no longer what it was when it ran, or builds on such a cell. */
  runStale(): void {
    const isOld = (cell: CellRecord): boolean =>
      cell.origin === "run" && (cell.isStale || isEditedSinceRun(cell));
    this.runs.enqueue(this.records.filter(isOld).map((cell) => cell.id));
  }

  run(id: string): void {
    this.runs.enqueue([id]);
  }

  /** Ends what runs at once, and forgets what waits. */
  stop(): Promise<void> {
    return this.runs.stop();
  }

  /** Empties the scope that the cells share; stored data stays. */
  restart(): Promise<void> {
    return this.runs.restart();
  }

  /** Gives cells that never ran the outputs that were saved for their source. */
  private showSaved(saved: SavedOutputs | null): void {
    const cells = this.blocks.filter(isCell);
    const runs = savedRuns(cells, saved).map((run, index) => [cells[index]!.id, run] as const);
    this.runs.remember(new Map(runs.filter(([, run]) => run.origin !== null)));
    this.describeCells();
  }

  /** Makes the records anew; those of cells that are as before stay the same objects. */
  private describeCells(): void {
    const known = new Map(this.records.map((record) => [record.id, record]));
    const records: CellRecord[] = [];
    for (const cell of this.blocks.filter(isCell)) {
      const record = cellRecord(cell, this.runs.of(cell.id) ?? NEVER_RUN, records);
      const before = known.get(cell.id);
      records.push(before !== undefined && isSameRecord(before, record) ? before : record);
    }
    this.records = records;
  }

  private travel(go: () => string | null): string | null {
    const label = go();
    if (label !== null) this.edited();
    return label;
  }

  private edited(): void {
    this.describeCells();
    this.dispatchEvent(new Event(SESSION_EDIT));
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event(SESSION_CHANGE));
  }
}

function isSameRecord(one: CellRecord, other: CellRecord): boolean {
  return (Object.keys(one) as (keyof CellRecord)[]).every((name) => one[name] === other[name]);
}
