import type { Kernel } from "../../kernel/kernel.ts";
import type { Output, StatementLog } from "../../kernel/output.ts";
import {
  type CellRecord,
  type CellRun,
  isExpectedToThrow,
  NEVER_RUN,
  sourcesThatRan,
} from "./cell-record.ts";
import { collectOutput } from "./collect-outputs.ts";

export type NotebookState = "idle" | "running" | "done" | "failed" | "stopped";

export interface CellRunsOptions {
  /** The cell as it is now; null when it was deleted. */
  readonly find: (id: string) => CellRecord | null;
  /** The cells above a cell, as they are now. */
  readonly above: (id: string) => readonly CellRecord[];
  /** Loads and makes the kernel; called at the first run, and again after a failure. */
  readonly openKernel: () => Promise<Kernel>;
  /** Called whenever something has changed. */
  readonly onChange: () => void;
}

/** Which cells of a document wait, run and have run, and what they gave. */
export class CellRuns {
  private runs: ReadonlyMap<string, CellRun> = new Map();
  private queue: string[] = [];
  private runningId: string | null = null;
  private outcome: "idle" | "done" | "failed" | "stopped" = "idle";
  private kernel: Promise<Kernel> | null = null;
  /** Grows with every stop and restart; what an earlier generation still has to say is not heard. */
  private generation = 0;
  private startProblem: string | null = null;
  private isKernelReady = false;
  /** Whether the kernel has been given the cell that runs: before that, the cell waits for the kernel. */
  private isGiven = false;
  private asked = 0;

  constructor(private readonly options: CellRunsOptions) {}

  /** What running a cell gave; null where nothing is known of it. */
  of(id: string): CellRun | null {
    return this.runs.get(id) ?? null;
  }

  /** Says what an earlier run gave, of cells that have not run since. */
  remember(earlier: ReadonlyMap<string, CellRun>): void {
    this.runs = new Map([...earlier, ...this.runs]);
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

  /** Ends what runs at once, and forgets what waits. */
  async stop(): Promise<void> {
    if (this.state !== "running") return;
    this.clearQueue();
    if (this.runningId === null) {
      this.outcome = "idle";
      this.options.onChange();
      return;
    }
    if (this.isGiven) {
      this.forgetScope();
      // The running cell then resolves with an error that says so.
      await this.renew((kernel) => kernel.stop());
    } else {
      this.abandonRunning();
      this.outcome = "idle";
    }
    this.options.onChange();
  }

  /** Empties the scope that the cells share; stored data stays. */
  async restart(): Promise<void> {
    this.clearQueue();
    this.abandonRunning();
    this.generation++;
    this.outcome = "idle";
    this.startProblem = null;
    this.forgetScope();
    this.options.onChange();
    if (this.isKernelReady) await this.renew((kernel) => kernel.restart());
  }

  /** Lets the kernel begin anew; where it cannot, the next run opens another one. */
  private async renew(begin: (kernel: Kernel) => Promise<void>): Promise<void> {
    try {
      if (this.kernel !== null) await begin(await this.kernel);
    } catch (error) {
      this.loseKernel(error);
      this.options.onChange();
    }
  }

  private loseKernel(error: unknown): void {
    this.kernel = null;
    this.isKernelReady = false;
    this.startProblem = error instanceof Error ? error.message : String(error);
  }

  /** Runs cells, after those that wait already. */
  enqueue(ids: readonly string[]): void {
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
        this.outcome = this.of(id)?.status === "stopped" ? "stopped" : "failed";
        this.clearQueue();
      }
    }
    this.options.onChange();
  }

  /** Runs a cell to its end. False if it failed, or never came to run. */
  private async runOne(id: string, generation: number): Promise<boolean> {
    const isCurrent = (): boolean => generation === this.generation;
    let kernel: Kernel;
    try {
      this.kernel ??= this.options.openKernel().catch((error: unknown) => {
        this.kernel = null;
        throw error;
      });
      kernel = await this.kernel;
      await kernel.start();
      if (!isCurrent()) return false;
      this.isKernelReady = true;
      this.options.onChange();
    } catch (error) {
      if (!isCurrent()) return false;
      this.loseKernel(error);
      this.update(id, { status: this.statusBeforeWaiting(id) });
      return false;
    }

    const cell = this.options.find(id);
    if (cell === null) {
      this.update(id, { status: "never run" });
      return true;
    }
    const { source, language, info } = cell;
    const above = sourcesThatRan(this.options.above(id));
    let outputs: readonly Output[] = [];
    // Earlier outputs stay until there is something to put in their place, so that nothing jumps.
    const onOutput = (output: Output): void => {
      if (!isCurrent()) return;
      outputs = collectOutput(outputs, output);
      this.update(id, { outputs, origin: "run", sourceOfOutputs: source, above });
    };
    let milliseconds: number | null = null;
    let statements: StatementLog | null = null;
    let ok = false;
    this.isGiven = true;
    try {
      const result = await kernel.run({ id, language, info, source }, { onOutput });
      ({ ok, milliseconds, statements = null } = result);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      onOutput({ kind: "error", name: "KernelError", message, line: null, column: null });
    }
    if (!isCurrent()) return false;
    this.isGiven = false;
    const wasStopped = !ok && isStopped(outputs);
    const isGood = ok || (isExpectedToThrow(cell) && !wasStopped);
    this.update(id, {
      status: isGood ? "done" : wasStopped ? "stopped" : "failed",
      outputs,
      origin: "run",
      sourceOfOutputs: source,
      milliseconds,
      statements,
      above,
    });
    return isGood;
  }

  private clearQueue(): void {
    for (const id of this.queue.splice(0)) this.update(id, { status: this.statusBeforeWaiting(id) });
  }

  private abandonRunning(): void {
    if (this.runningId === null) return;
    this.update(this.runningId, { status: this.statusBeforeWaiting(this.runningId) });
    this.runningId = null;
    this.isGiven = false;
    this.generation++;
  }

  private statusBeforeWaiting(id: string): CellRecord["status"] {
    const cell = this.options.find(id);
    if (cell?.origin !== "run") return "never run";
    if (isStopped(cell.outputs)) return "stopped";
    return cell.outputs.some((output) => output.kind === "error") && !isExpectedToThrow(cell)
      ? "failed"
      : "done";
  }

  /** What ran before belongs to a scope that is gone: nothing that follows may build on it. */
  private forgetScope(): void {
    const isForgotten = (id: string, { origin, status }: CellRun): boolean =>
      origin === "run" && status !== "failed" && status !== "stopped" && id !== this.runningId;
    this.runs = new Map(
      [...this.runs].map(([id, run]) => [
        id,
        isForgotten(id, run) ? { ...run, origin: "before restart", status: "never run" } : run,
      ]),
    );
  }

  /** A cell that waits does not have to run any more. */
  forget(id: string): void {
    if (!this.queue.includes(id)) return;
    this.queue = this.queue.filter((waiting) => waiting !== id);
    this.update(id, { status: this.statusBeforeWaiting(id) });
  }

  private update(id: string, change: Partial<CellRun>): void {
    this.runs = new Map(this.runs).set(id, { ...(this.of(id) ?? NEVER_RUN), ...change });
    this.options.onChange();
  }
}

/** Whether the reader ended what ran, or ended the kernel with it. */
function isStopped(outputs: readonly Output[]): boolean {
  return outputs.some((output) => output.kind === "error" && output.name === "Stopped");
}
