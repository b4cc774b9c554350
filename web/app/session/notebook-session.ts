import { type Document, isCell } from "../../documents/document.ts";
import { hashSource, type SavedOutputs } from "../../documents/saved-outputs.ts";
import { serializeDocument } from "../../documents/serialize-document.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Output, StatementLog } from "../../kernel/output.ts";
import {
  type CellRecord,
  type CellRun,
  cellRecord,
  isEditedSinceRun,
  isExpectedToThrow,
  NEVER_RUN,
  savedRuns,
} from "./cell-record.ts";
import { collectOutput } from "./collect-outputs.ts";
import { type BlockKind, EditableDocument, type OpenBlock } from "./editable-document.ts";

export type NotebookState = "idle" | "running" | "done" | "failed";

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
  private runs: ReadonlyMap<string, CellRun>;
  private records: readonly CellRecord[] = [];
  private active: string | null = null;
  private queue: string[] = [];
  private runningId: string | null = null;
  private outcome: "idle" | "done" | "failed" = "idle";
  private kernel: Promise<Kernel> | null = null;
  /** Grows with every stop and restart; what an earlier generation still has to say is not heard. */
  private generation = 0;
  private startProblem: string | null = null;
  private isKernelReady = false;
  private asked = 0;

  /**
   * @param document - the document as it is opened
   * @param saved - outputs that an earlier run gave
   * @param openKernel - loads and makes the kernel; called at the first run, and again after a failure
   */
  constructor(
    document: Document,
    saved: SavedOutputs | null,
    private readonly openKernel: () => Promise<Kernel>,
  ) {
    super();
    this.editable = new EditableDocument(document);
    this.runs = new Map();
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
    return this.runningId !== null || this.queue.length > 0 ? "running" : this.outcome;
  }

  /** Whether a cell waits for the kernel to load. */
  get isStarting(): boolean {
    return this.state === "running" && !this.isKernelReady;
  }

  /** Why the kernel could not start; null if it could, or was not asked to. */
  get problem(): string | null {
    return this.startProblem;
  }

  /** How many of the cells that were asked for have run. */
  get progress(): { readonly ran: number; readonly asked: number } {
    const left = this.queue.length + (this.runningId === null ? 0 : 1);
    return { ran: this.asked - left, asked: this.asked };
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
    if (this.queue.includes(id)) {
      this.queue = this.queue.filter((waiting) => waiting !== id);
      this.update(id, { status: this.statusBeforeWaiting(id) });
    }
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

  changeKind(id: string, kind: BlockKind): void {
    this.editable.changeKind(id, kind);
    this.edited();
  }

  /** Changes what follows a cell's language: the Instance of SQL, `throws`. */
  changeInfo(id: string, info: string): void {
    this.editable.changeInfo(id, info);
    this.edited();
  }

  /** Puts another text in the place of the whole document: a step like any other. */
  replace(document: Document, label: string, saved: SavedOutputs | null = null): void {
    this.editable.replace(document, label);
    this.showSaved(saved);
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
    this.enqueue(this.records.map((cell) => cell.id));
  }

  /** Runs the cells before a block, or all from it on. */
  runPart(part: "above" | "below", id: string): void {
    const index = this.blocks.findIndex((block) => block.id === id);
    const blocks = part === "above" ? this.blocks.slice(0, index) : this.blocks.slice(index);
    this.enqueue(blocks.filter(isCell).map((cell) => cell.id));
  }

  run(id: string): void {
    this.enqueue([id]);
  }

  /** Ends what runs at once, and forgets what waits. */
  async stop(): Promise<void> {
    if (this.state !== "running") return;
    this.clearQueue();
    if (this.runningId === null) {
      this.outcome = "idle";
      this.changed();
      return;
    }
    if (this.isKernelReady) {
      this.forgetScope();
      // The running cell then resolves with an error that says so.
      await this.renew((kernel) => kernel.stop());
    } else {
      this.abandonRunning();
      this.outcome = "idle";
    }
    this.changed();
  }

  /** Empties the scope that the cells share; stored data stays. */
  async restart(): Promise<void> {
    this.clearQueue();
    this.abandonRunning();
    this.generation++;
    this.outcome = "idle";
    this.startProblem = null;
    this.forgetScope();
    this.changed();
    if (this.isKernelReady) await this.renew((kernel) => kernel.restart());
  }

  /** Lets the kernel begin anew; where it cannot, the next run opens another one. */
  private async renew(begin: (kernel: Kernel) => Promise<void>): Promise<void> {
    try {
      if (this.kernel !== null) await begin(await this.kernel);
    } catch (error) {
      this.loseKernel(error);
      this.changed();
    }
  }

  private loseKernel(error: unknown): void {
    this.kernel = null;
    this.isKernelReady = false;
    this.startProblem = error instanceof Error ? error.message : String(error);
  }

  private enqueue(ids: readonly string[]): void {
    if (this.state !== "running") this.asked = 0;
    const added = ids.filter((id) => !this.queue.includes(id) && id !== this.runningId);
    if (added.length === 0) return;
    this.asked += added.length;
    this.queue.push(...added);
    this.startProblem = null;
    for (const id of added) this.update(id, { status: "waiting" });
    if (this.runningId === null) void this.drain();
  }

  private async drain(): Promise<void> {
    const generation = this.generation;
    this.outcome = "done";
    for (;;) {
      const id = this.queue.shift();
      if (id === undefined) break;
      this.runningId = id;
      this.update(id, { status: "running" });
      const isGood = await this.runOne(id, generation);
      if (generation !== this.generation) return;
      this.runningId = null;
      if (!isGood) {
        this.outcome = "failed";
        this.clearQueue();
      }
    }
    this.changed();
  }

  /** Runs a cell to its end. False if it failed, or never came to run. */
  private async runOne(id: string, generation: number): Promise<boolean> {
    const isCurrent = (): boolean => generation === this.generation;
    let kernel: Kernel;
    try {
      this.kernel ??= this.openKernel();
      kernel = await this.kernel;
      await kernel.start();
      if (!isCurrent()) return false;
      this.isKernelReady = true;
      this.changed();
    } catch (error) {
      this.kernel = null;
      if (!isCurrent()) return false;
      this.loseKernel(error);
      this.update(id, { status: this.statusBeforeWaiting(id) });
      return false;
    }

    const cell = this.find(id);
    if (cell === null) {
      this.update(id, { status: "never run" });
      return true;
    }
    const { source, language, info } = cell;
    let outputs: readonly Output[] = [];
    // Earlier outputs stay until there is something to put in their place, so that nothing jumps.
    const onOutput = (output: Output): void => {
      if (!isCurrent()) return;
      outputs = collectOutput(outputs, output);
      this.update(id, { outputs, origin: "run", sourceOfOutputs: source });
    };
    let milliseconds: number | null = null;
    let statements: StatementLog | null = null;
    let ok = false;
    try {
      const result = await kernel.run({ id, language, info, source }, { onOutput });
      ({ ok, milliseconds, statements = null } = result);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onOutput({ kind: "error", name: "KernelError", message, line: null, column: null });
    }
    if (!isCurrent()) return false;
    const isGood = ok || (isExpectedToThrow(cell) && !isStopped(outputs));
    this.update(id, {
      status: isGood ? "done" : "failed",
      outputs,
      origin: "run",
      sourceOfOutputs: source,
      milliseconds,
      statements,
    });
    return isGood;
  }

  private clearQueue(): void {
    for (const id of this.queue.splice(0)) this.update(id, { status: this.statusBeforeWaiting(id) });
  }

  private abandonRunning(): void {
    if (this.runningId === null) return;
    this.update(this.runningId, { status: "never run" });
    this.runningId = null;
    this.generation++;
  }

  private statusBeforeWaiting(id: string): CellRecord["status"] {
    const cell = this.find(id);
    if (cell?.origin !== "run") return "never run";
    return cell.outputs.some((output) => output.kind === "error") && !isExpectedToThrow(cell)
      ? "failed"
      : "done";
  }

  /** What ran before belongs to a scope that is gone: nothing that follows may build on it. */
  private forgetScope(): void {
    const isForgotten = (id: string, { origin, status }: CellRun): boolean =>
      origin === "run" && status !== "failed" && id !== this.runningId;
    this.runs = new Map(
      [...this.runs].map(([id, run]) => [
        id,
        isForgotten(id, run) ? { ...run, origin: "before restart", status: "never run" } : run,
      ]),
    );
    this.describeCells();
  }

  /** The cell; null when it was deleted. */
  private find(id: string): CellRecord | null {
    return this.records.find((cell) => cell.id === id) ?? null;
  }

  private update(id: string, change: Partial<CellRun>): void {
    this.runs = new Map(this.runs).set(id, { ...(this.runs.get(id) ?? NEVER_RUN), ...change });
    this.describeCells();
    this.changed();
  }

  /** Gives cells that never ran the outputs that were saved for their source. */
  private showSaved(saved: SavedOutputs | null): void {
    const cells = this.blocks.filter(isCell);
    const runs = new Map(this.runs);
    for (const [index, run] of savedRuns(cells, saved).entries()) {
      const { id } = cells[index]!;
      if (!runs.has(id) && run.origin !== null) runs.set(id, run);
    }
    this.runs = runs;
    this.describeCells();
  }

  /** Makes the records anew; those of cells that are as before stay the same objects. */
  private describeCells(): void {
    const known = new Map(this.records.map((record) => [record.id, record]));
    this.records = this.blocks.filter(isCell).map((cell, index) => {
      const record = cellRecord(cell, this.runs.get(cell.id) ?? NEVER_RUN, index + 1);
      const before = known.get(cell.id);
      return before !== undefined && isSameRecord(before, record) ? before : record;
    });
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

function isStopped(outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.kind === "error" && output.name === "Stopped");
}
