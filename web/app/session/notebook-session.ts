import type { Kernel } from "../../kernel/kernel.ts";
import type { Output } from "../../kernel/output.ts";
import type { CellRecord } from "./cell-record.ts";
import { isExpectedToThrow } from "./cell-record.ts";
import { collectOutput } from "./collect-outputs.ts";

export type NotebookState = "idle" | "running" | "done" | "failed";

/** Dispatched on the session whenever something that it shows has changed. */
export const SESSION_CHANGE = "change";

/**
 * The life of an open document: which cells wait, run and have run, and what they gave.
 * It knows nothing of the screen; the page shows it and calls it.
 *
 * Dispatches `change`.
 */
export class NotebookSession extends EventTarget {
  private records: readonly CellRecord[];
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
   * @param records - the document's cells
   * @param openKernel - loads and makes the kernel; called at the first run, and again after a failure
   */
  constructor(
    records: readonly CellRecord[],
    private readonly openKernel: () => Promise<Kernel>,
  ) {
    super();
    this.records = records;
  }

  get cells(): readonly CellRecord[] {
    return this.records;
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

  edit(id: string, source: string): void {
    this.update(id, { source });
  }

  runAll(): void {
    this.enqueue(this.records.map((cell) => cell.id));
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
      this.update(id, { status: this.find(id).origin === "run" ? "done" : "never run" });
      return false;
    }

    const { source, language, info } = this.find(id);
    let outputs: readonly Output[] = [];
    // Earlier outputs stay until there is something to put in their place, so that nothing jumps.
    const onOutput = (output: Output): void => {
      if (!isCurrent()) return;
      outputs = collectOutput(outputs, output);
      this.update(id, { outputs, origin: "run", sourceOfOutputs: source });
    };
    let milliseconds: number | null = null;
    let ok = false;
    try {
      const result = await kernel.run({ id, language, info, source }, { onOutput });
      ({ ok, milliseconds } = result);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onOutput({ kind: "error", name: "KernelError", message, line: null, column: null });
    }
    if (!isCurrent()) return false;
    const isGood = ok || (isExpectedToThrow(this.find(id)) && !isStopped(outputs));
    this.update(id, {
      status: isGood ? "done" : "failed",
      outputs,
      origin: "run",
      sourceOfOutputs: source,
      milliseconds,
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
    if (cell.origin !== "run") return "never run";
    return cell.outputs.some((output) => output.kind === "error") && !isExpectedToThrow(cell)
      ? "failed"
      : "done";
  }

  /** What ran before belongs to a scope that is gone: nothing that follows may build on it. */
  private forgetScope(): void {
    this.records = this.records.map((cell) =>
      cell.origin === "run" && cell.status !== "failed" && cell.id !== this.runningId
        ? { ...cell, origin: "before restart", status: "never run" }
        : cell,
    );
  }

  private find(id: string): CellRecord {
    return this.records.find((cell) => cell.id === id)!;
  }

  private update(id: string, change: Partial<CellRecord>): void {
    this.records = this.records.map((cell) => (cell.id === id ? { ...cell, ...change } : cell));
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event(SESSION_CHANGE));
  }
}

function isStopped(outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.kind === "error" && output.name === "Stopped");
}
