import type {
  PageServices,
  PageToWorker,
  PageToWorkerAsk,
  WorkerServices,
  WorkerToPage,
} from "../messages.ts";
import { Channel, type Port } from "../transport.ts";
import { CellRunner } from "./cell-runner.ts";
import type { DataJointEngine } from "./datajoint-engine.ts";
import type { AskPage } from "./saved-files.ts";

/** Makes the engine once the page has sent what it needs. */
export type MakeEngine = (options: {
  wasm: ArrayBuffer;
  ask: AskPage;
}) => Promise<DataJointEngine> | DataJointEngine;

interface OpenRequest {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The worker's end of the line to the page: runs cells as they come, and asks for files. */
export class WorkerHost {
  readonly #channel: Channel<WorkerToPage, PageToWorker>;
  readonly #makeEngine: MakeEngine;
  readonly #requests = new Map<number, OpenRequest>();
  #nextRequest = 1;
  #runner: Promise<CellRunner> | undefined;
  #services: WorkerServices | null = null;
  #prepared: CellRunner | null = null;

  constructor(port: Port, makeEngine: MakeEngine) {
    this.#makeEngine = makeEngine;
    this.#channel = new Channel(port, { here: "worker", there: "page" }, (message) => this.#receive(message));
  }

  /** Shows an error that no cell has caught below the cell that runs or ran last. */
  reportUncaught(error: unknown): void {
    this.#prepared?.reportUncaught(error);
  }

  #receive(message: PageToWorker): void {
    switch (message.type) {
      case "prepare":
        this.#runner = this.#prepare(message.wasm);
        break;
      case "run":
        void this.#run(message);
        break;
      case "ask":
        void this.#answer(message);
        break;
      case "reply": {
        const request = this.#requests.get(message.request);
        this.#requests.delete(message.request);
        if ("error" in message.reply) request?.reject(new FileError(message.reply.error));
        else request?.resolve(message.reply.value);
      }
    }
  }

  async #prepare(wasm: ArrayBuffer): Promise<CellRunner> {
    const engine = await this.#makeEngine({ wasm, ask: this.#ask });
    const runner = new CellRunner(engine);
    this.#services = { ...runner.services, ...engine.copies };
    runner.captureConsole(console);
    this.#prepared = runner;
    this.#channel.send({ type: "ready" });
    return runner;
  }

  async #run({ run, cell, info }: Extract<PageToWorker, { type: "run" }>): Promise<void> {
    const runner = await this.#runner;
    if (runner === undefined) return;
    const result = await runner.run({ cell, info }, (outputs) =>
      this.#channel.send({ type: "outputs", run, outputs }),
    );
    this.#channel.send({ type: "done", run, ...result });
  }

  async #answer({ question, service, argument }: PageToWorkerAsk): Promise<void> {
    try {
      await this.#runner;
      if (this.#services === null) throw new Error("The kernel has not started.");
      const answer = this.#services[service] as (argument: unknown) => Promise<unknown>;
      const value = await answer(argument);
      this.#channel.send({ type: "answer", question, answer: { value } });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#channel.send({ type: "answer", question, answer: { error: reason } });
    }
  }

  readonly #ask: AskPage = (<Name extends keyof PageServices>(
    service: Name,
    argument: Parameters<PageServices[Name]>[0],
    transfer: Transferable[] = [],
  ) =>
    new Promise((resolve, reject) => {
      const request = this.#nextRequest++;
      this.#requests.set(request, { resolve, reject });
      this.#channel.send({ type: "request", request, service, argument }, transfer);
    })) as AskPage;
}

/** A database file could not be read or saved; the message is the page's. */
class FileError extends Error {
  override readonly name = "FileError";
}
