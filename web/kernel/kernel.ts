import sandboxUrl from "virtual:datajoint/sandbox-url";
import type { OfferedLine, ServerRequest } from "../../core/driver/gateway/index.ts";
import type { DeletionQuestion } from "../../core/table/prompt.ts";
import type { DatabaseFiles } from "../files/database-files.ts";
import type { CellLanguage, CellResult, CellSource } from "./cell.ts";
import type { CompiledCell, LanguageFrontEnd, RefusedCell } from "./languages/language-front-end.ts";
import { sqlFrontEnd } from "./languages/sql-front-end.ts";
import { TypeScriptFrontEnd } from "./languages/typescript/typescript-front-end.ts";
import type { ErrorOutput, Output } from "./output.ts";
import { Sandbox } from "./sandbox/sandbox.ts";
import type { AskWorker } from "./table-questions.ts";
import { loadWorkerFiles } from "./worker-files.ts";
import { pageServices, WorkerLine } from "./worker-line.ts";

export type { CellLanguage, CellResult, CellSource } from "./cell.ts";

export interface CellHandlers {
  /** Called with each output as it comes. */
  onOutput(output: Output): void;
}

/** Runs cells in a sandboxed worker, one after the other. */
export interface Kernel {
  /** Loads compiler, sandbox and SQLite. Calling it again does nothing. */
  start(): Promise<void>;
  /** Runs a cell; resolves when all that it committed is saved. Never rejects: what goes wrong is an output. */
  run(cell: CellSource, handlers: CellHandlers): Promise<CellResult>;
  /**
   * Asks about a table that a cell has shown.
   *
   * @throws Error where the kernel does not hold it any more
   */
  readonly ask: AskWorker;
  /** Ends the running cell at once, and those that wait. Files stay as they were saved last; names are lost. */
  stop(): Promise<void>;
  /** Begins anew with an empty scope. Files stay as they were saved last. */
  restart(): Promise<void>;
}

export interface KernelOptions {
  /** Where database files are kept. */
  readonly files: DatabaseFiles;
  /** Asks the reader before a running cell deletes rows or tables; without it, such a cell fails. */
  readonly confirm?: (question: DeletionQuestion) => Promise<boolean>;
  /**
   * Connects a cell's Instance to a server, of which the kernel gets a message port; without it, there are no servers.
   * The signal ends what was connected or asked, as the kernel that wanted it has gone.
   */
  readonly connectServer?: ConnectServer;
}

/** Makes a connection to a server for a kernel, which is ended by the signal. */
export type ConnectServer = (
  request: ServerRequest,
  signal: AbortSignal,
) => Promise<OfferedLine<MessagePort>>;

export function createKernel(options: KernelOptions): Kernel {
  return new SandboxedKernel(options);
}

const noServers: ConnectServer = async () => {
  throw new Error("Servers can't be reached from here.");
};

/** Why a worker was ended before its cell; the name is that of the error which the cell shows. */
class Ended extends Error {
  override readonly name: "Stopped" | "KernelError";

  constructor(name: "Stopped" | "KernelError", message: string) {
    super(message);
    this.name = name;
  }
}

class SandboxedKernel implements Kernel {
  readonly #options: KernelOptions;
  readonly #frontEnds: ReadonlyMap<CellLanguage, LanguageFrontEnd>;
  readonly #sandbox: Sandbox;
  #line: Promise<WorkerLine> | null = null;
  /** Counts the workers; what was asked of an earlier one is void. */
  #generation = 0;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: KernelOptions) {
    this.#options = options;
    this.#frontEnds = new Map<CellLanguage, LanguageFrontEnd>(
      [new TypeScriptFrontEnd(), sqlFrontEnd].map((frontEnd) => [frontEnd.language, frontEnd]),
    );
    this.#sandbox = new Sandbox(sandboxUrl, (reason) => this.#dropWorker(reason));
  }

  async start(): Promise<void> {
    const starting = [...this.#frontEnds.values()].map((frontEnd) => frontEnd.start());
    await Promise.all([this.#readyLine(), ...starting]);
  }

  run(cell: CellSource, handlers: CellHandlers): Promise<CellResult> {
    const generation = this.#generation;
    const compiling = this.#compile(cell);
    const running = this.#queue.then(() => this.#run(cell, compiling, generation, handlers));
    this.#queue = running;
    return running;
  }

  readonly ask: AskWorker = (async (service, argument) => {
    const line = this.#line;
    if (line === null)
      throw new Error("The kernel does not run. Run the cell again to look through its rows.");
    return (await line).ask(service, argument);
  }) as AskWorker;

  stop(): Promise<void> {
    return this.#replaceWorker(
      new Ended(
        "Stopped",
        "The cell was stopped. Database files are as they were saved last; the names that cells declared are gone.",
      ),
    );
  }

  restart(): Promise<void> {
    return this.#replaceWorker(new Ended("Stopped", "The kernel was restarted while the cell ran."));
  }

  async #run(
    cell: CellSource,
    compiling: Promise<CompiledCell | RefusedCell>,
    generation: number,
    { onOutput }: CellHandlers,
  ): Promise<CellResult> {
    const start = performance.now();
    const fail = (...errors: ErrorOutput[]): CellResult => {
      for (const error of errors) onOutput(error);
      return { ok: false, milliseconds: performance.now() - start };
    };
    try {
      const [compiled, line] = await Promise.all([compiling, this.#readyLine()]);
      if (generation !== this.#generation)
        throw new Ended("Stopped", "The kernel was stopped before this cell ran.");
      if (compiled.kind === "refused") return fail(...compiled.errors);
      return await line.run(compiled, cell.info ?? "", (outputs) => {
        for (const output of outputs) onOutput(output);
      });
    } catch (error) {
      const name = error instanceof Ended ? error.name : "KernelError";
      const message = error instanceof Error ? error.message : String(error);
      return fail({ kind: "error", name, message, line: null, column: null });
    }
  }

  async #compile(cell: CellSource): Promise<CompiledCell | RefusedCell> {
    try {
      const frontEnd = this.#frontEnds.get(cell.language);
      if (frontEnd === undefined)
        throw new Error(`Cells in the language "${cell.language}" can't be run here.`);
      return await frontEnd.compile(cell);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return {
        kind: "refused",
        errors: [{ kind: "error", name: "KernelError", message, line: null, column: null }],
      };
    }
  }

  async #readyLine(): Promise<WorkerLine> {
    this.#line ??= this.#startWorker();
    const current = this.#line;
    try {
      const line = await current;
      await line.ready;
      return line;
    } catch (error) {
      if (this.#line !== current && this.#line !== null) return this.#readyLine();
      if (this.#line === current) this.#line = null;
      throw error;
    }
  }

  async #startWorker(): Promise<WorkerLine> {
    const { files, confirm = async () => null, connectServer = noServers } = this.#options;
    const [{ script, wasm }] = await Promise.all([loadWorkerFiles(), this.#sandbox.load()]);
    const port = await this.#sandbox.startWorker(script);
    const closing = new AbortController();
    const services = pageServices(files, {
      confirm,
      connectServer: (request) => connectServer(request, closing.signal),
      tellCopy: async () => {},
    });
    const line = new WorkerLine(port, wasm, services);
    line.closed.then(() => closing.abort());
    return line;
  }

  async #replaceWorker(reason: Ended): Promise<void> {
    this.#generation++;
    const old = this.#line;
    if (old === null) return;
    this.#line = this.#endWorker(old, reason).then(() => this.#startWorker());
    await this.#readyLine();
  }

  /** Gives up a worker that has failed; the next cell starts another. */
  #dropWorker(reason: string): void {
    this.#generation++;
    const line = this.#line;
    this.#line = null;
    const message = `The kernel ended by itself: ${reason}. The names that cells declared are gone; run the cells again.`;
    line?.then(
      (opened) => opened.close(new Ended("KernelError", message)),
      () => {},
    );
  }

  async #endWorker(old: Promise<WorkerLine>, reason: Ended): Promise<void> {
    // A worker that is still being started is ended when it has.
    const line = await old.catch(() => null);
    await Promise.all([line?.close(reason), this.#sandbox.endWorker()]);
  }
}
