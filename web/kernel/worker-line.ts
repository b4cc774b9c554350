import type { DatabaseFiles } from "../files/database-files.ts";
import type { CellResult } from "./cell.ts";
import type { CompiledCell } from "./languages/language-front-end.ts";
import type {
  PageServices,
  PageToWorker,
  WorkerServices,
  WorkerToPage,
  WorkerToPageRequest,
} from "./messages.ts";
import type { Output } from "./output.ts";
import { Channel, type Port } from "./transport.ts";

/** Asks the worker for one of its services. */
type AskWorker = <Name extends keyof WorkerServices>(
  service: Name,
  argument: Parameters<WorkerServices[Name]>[0],
) => ReturnType<WorkerServices[Name]>;

/** What a worker may ask the page for. */
export function pageServices(
  files: DatabaseFiles,
  { confirm, connectServer, tellCopy }: Pick<PageServices, "confirm" | "connectServer" | "tellCopy">,
): PageServices {
  return {
    readFile: (name) => files.open(name),
    saveFile: (save) => files.save(save),
    removeFile: (name) => files.remove(name),
    loadScript: async (name) => (await import("./late-scripts.ts")).loadLateScript(name),
    confirm,
    connectServer,
    tellCopy,
  };
}

interface OpenRun {
  readonly run: number;
  send(outputs: readonly Output[]): void;
  resolve(result: CellResult): void;
  reject(reason: Error): void;
}

/** The page's end of the line to one worker. Once it is closed, nothing that the worker does has an effect. */
export class WorkerLine {
  readonly #channel: Channel<PageToWorker, WorkerToPage>;
  readonly #services: PageServices;
  readonly #underWay = new Set<Promise<void>>();
  readonly ready: Promise<void>;
  /** Resolves when the line is closed. */
  readonly closed: Promise<void>;
  #isClosed: () => void = () => {};
  #isReady: () => void = () => {};
  #fail: (reason: Error) => void = () => {};
  readonly #questions = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>();
  #runs = 0;
  #asked = 0;
  #last: OpenRun | null = null;

  constructor(port: Port, wasm: ArrayBuffer, services: PageServices) {
    this.#services = services;
    this.ready = new Promise((resolve, reject) => {
      this.#isReady = resolve;
      this.#fail = reject;
    });
    this.ready.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.#isClosed = resolve;
    });
    this.#channel = new Channel(port, { here: "page", there: "worker" }, (message) => this.#receive(message));
    this.#channel.send({ type: "prepare", wasm });
  }

  /**
   * Runs a cell in the worker.
   *
   * @throws the reason for which the line was closed meanwhile
   */
  run(cell: CompiledCell, info: string, send: (outputs: readonly Output[]) => void): Promise<CellResult> {
    const run = ++this.#runs;
    return new Promise((resolve, reject) => {
      this.#last = { run, send, resolve, reject };
      this.#channel.send({ type: "run", run, cell, info });
    });
  }

  /**
   * Asks the worker, which answers when what it runs gives it a moment.
   *
   * @throws what the worker says, or the reason for which the line was closed meanwhile
   */
  readonly ask: AskWorker = ((service, argument) => {
    const question = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#questions.set(question, { resolve, reject });
      this.#channel.send({ type: "ask", question, service, argument });
    });
  }) as AskWorker;

  /** Closes the line; resolves when no save that was begun is under way any more. */
  async close(reason: Error): Promise<void> {
    this.#channel.close();
    this.#isClosed();
    this.#fail(reason);
    this.#last?.reject(reason);
    this.#last = null;
    for (const { reject } of this.#questions.values()) reject(reason);
    this.#questions.clear();
    await Promise.all(this.#underWay);
  }

  #receive(message: WorkerToPage): void {
    switch (message.type) {
      case "ready":
        this.#isReady();
        break;
      case "outputs":
        if (message.run === this.#last?.run) this.#last.send(message.outputs);
        break;
      case "done":
        if (message.run === this.#last?.run)
          this.#last.resolve({
            ok: message.ok,
            milliseconds: message.milliseconds,
            statements: message.statements,
          });
        break;
      case "answer": {
        const asked = this.#questions.get(message.question);
        this.#questions.delete(message.question);
        if ("error" in message.answer) asked?.reject(new Error(message.answer.error));
        else asked?.resolve(message.answer.value);
        break;
      }
      case "request": {
        const serving = this.#serve(message).finally(() => this.#underWay.delete(serving));
        this.#underWay.add(serving);
      }
    }
  }

  async #serve({ request, service, argument }: WorkerToPageRequest): Promise<void> {
    try {
      if (!Object.hasOwn(this.#services, service)) throw new Error(`There is no service "${service}".`);
      const serve = this.#services[service] as (argument: unknown) => Promise<unknown>;
      const value = await serve(argument);
      this.#channel.send({ type: "reply", request, reply: { value } }, portsIn(value));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#channel.send({ type: "reply", request, reply: { error: reason } });
    }
  }
}

/** A port goes from one side to the other; all else is copied. */
function portsIn(value: unknown): Transferable[] {
  const port = typeof value === "object" && value !== null && "port" in value ? value.port : null;
  return port instanceof MessagePort ? [port] : [];
}
