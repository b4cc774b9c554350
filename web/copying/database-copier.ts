import sandboxUrl from "virtual:datajoint/sandbox-url";
import type { DatabaseFiles } from "../files/database-files.ts";
import { ConnectionDeclined } from "../gateway/gateway-connector.ts";
import type {
  CopyOutcome,
  CopyPlace,
  CopyRequest,
  CopyServices,
  PlaceSchemas,
  SurveyedTable,
  TransferProgress,
} from "../kernel/copy-questions.ts";
import type { ConnectServer } from "../kernel/kernel.ts";
import { Sandbox } from "../kernel/sandbox/sandbox.ts";
import { loadWorkerFiles } from "../kernel/worker-files.ts";
import { pageServices, WorkerLine } from "../kernel/worker-line.ts";

export interface DatabaseCopierOptions {
  /** Where database files are kept. */
  readonly files: DatabaseFiles;
  readonly connectServer: ConnectServer;
}

/** What was asked of a copier was ended by its `stop`. */
export class CopyStopped extends Error {
  override readonly name = "CopyStopped";
}

/**
 * Copies schemas between database files and servers, in a sandboxed worker of its own: cells run on meanwhile, and the
 * page does not wait. The worker starts with the first question.
 */
export class DatabaseCopier {
  readonly #options: DatabaseCopierOptions;
  readonly #sandbox = new Sandbox(sandboxUrl, (reason) =>
    this.#end(new Error(`Copying has ended: ${reason}.`)),
  );
  #line: Promise<WorkerLine> | null = null;
  #stopping: Promise<void> | null = null;
  #declined: ConnectionDeclined | null = null;
  #onProgress: (progress: TransferProgress) => void = () => {};

  constructor(options: DatabaseCopierOptions) {
    this.#options = options;
  }

  /**
   * The names of the schemas of a place; connects where it is a server.
   *
   * @throws ConnectionDeclined where the reader does not want to connect
   */
  schemasOf(place: CopyPlace): Promise<PlaceSchemas> {
    return this.#ask("schemasOf", place);
  }

  /** What a copy of a schema would take. */
  survey(place: CopyPlace, schema: string): Promise<SurveyedTable[]> {
    return this.#ask("surveySchema", { place, schema });
  }

  /**
   * Copies; resolves when all is copied and verified, or refused.
   *
   * @param onProgress told how far it is
   * @throws CopyStopped where it was stopped; Error where it failed
   */
  async copy(request: CopyRequest, onProgress: (progress: TransferProgress) => void): Promise<CopyOutcome> {
    this.#onProgress = onProgress;
    let outcome: CopyOutcome | null = null;
    try {
      outcome = await this.#ask("copySchemas", request);
      return outcome;
    } finally {
      this.#onProgress = () => {};
      // The worker holds a file that was not finished; another attempt begins without it.
      if (request.to.kind === "file" && outcome?.kind !== "copied") await this.stop();
    }
  }

  /** Ends what runs, at once: the server rolls back the table that was being copied, a file is not saved. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => {
      this.#stopping = null;
    });
    return this.#stopping;
  }

  async #stop(): Promise<void> {
    await this.#end(new CopyStopped("The copy was cancelled."));
    await this.#sandbox.endWorker();
  }

  /** Ends what runs, and lets go of all that was opened. */
  async close(): Promise<void> {
    await this.#end(new CopyStopped("The copy was cancelled."));
    this.#sandbox.close();
  }

  async #end(reason: Error): Promise<void> {
    const line = this.#line;
    this.#line = null;
    await (await line?.catch(() => null))?.close(reason);
  }

  async #ask<Name extends keyof CopyServices>(
    service: Name,
    argument: Parameters<CopyServices[Name]>[0],
  ): Promise<Awaited<ReturnType<CopyServices[Name]>>> {
    this.#line ??= this.#startWorker();
    const current = this.#line;
    this.#declined = null;
    try {
      const line = await current;
      await line.ready;
      return (await line.ask(service, argument)) as Awaited<ReturnType<CopyServices[Name]>>;
    } catch (error) {
      throw this.#declined ?? error;
    }
  }

  async #startWorker(): Promise<WorkerLine> {
    try {
      // What ends a worker must not end the next one.
      await this.#stopping;
      const [{ script, wasm }] = await Promise.all([loadWorkerFiles(), this.#sandbox.load()]);
      const port = await this.#sandbox.startWorker(script);
      const closing = new AbortController();
      const services = pageServices(this.#options.files, {
        confirm: async () => null,
        connectServer: async (request) => {
          try {
            return await this.#options.connectServer(request, closing.signal);
          } catch (error) {
            // Only its message comes back from the worker.
            if (error instanceof ConnectionDeclined) this.#declined = error;
            throw error;
          }
        },
        tellCopy: async (progress) => this.#onProgress(progress),
      });
      const line = new WorkerLine(port, wasm, services);
      line.closed.then(() => closing.abort());
      return line;
    } catch (error) {
      this.#line = null;
      throw error;
    }
  }
}
