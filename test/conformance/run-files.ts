import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { BackendName } from "./backend.ts";
import type { CaseResult, FileResult } from "./case-result.ts";
import { readVectorFile } from "./vector-file.ts";
import type { RunFile, WorkerMessage } from "./worker-messages.ts";

export interface RunOptions {
  readonly backend: BackendName;
  /** The URL of the server; null for SQLite. */
  readonly url: string | null;
  /** Starts the names of all schemas on the server. */
  readonly prefix: string;
  /** How long one case, or the making ready of a file, may take. */
  readonly secondsPerCase?: number;
}

type KnownDifferences = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** Cases that a real difference between servers explains, by backend, file and id, each with its reason. */
const knownDifferences = JSON.parse(
  readFileSync(new URL("./known-differences.json", import.meta.url), "utf8"),
) as KnownDifferences;

/** A thread that is replaced when a case hangs in it or ends it. */
class CaseThread {
  #worker: Worker | null = null;
  readonly #options: RunOptions;
  readonly #prefix: string;

  constructor(options: RunOptions, index: number) {
    this.#options = options;
    this.#prefix = `${options.prefix}${index}_`;
  }

  /** Runs all cases of a file, in as many threads as it takes. */
  async run(path: string): Promise<CaseResult[]> {
    const { cases } = readVectorFile(path);
    const results: CaseResult[] = [];
    while (results.length < cases.length) {
      const fault = await this.#runFrom(path, results);
      if (fault === null) break;
      const next = cases[results.length];
      if (next === undefined) {
        const last = results.pop()!;
        results.push({ id: last.id, status: "failed", reason: `after this last case: ${fault}` });
        break;
      }
      results.push({ id: next.id, status: "failed", reason: fault });
    }
    return results;
  }

  /** Adds results until the file is done (null), or a case can't be finished (why). */
  #runFrom(file: string, results: CaseResult[]): Promise<string | null> {
    this.#worker ??= new Worker(new URL("./worker.mjs", import.meta.url));
    const worker = this.#worker;
    const { backend, url, secondsPerCase = backend === "mysql" ? 60 : 20 } = this.#options;
    return new Promise((resolve) => {
      const listeners = {
        message: (message: WorkerMessage): void => {
          clearTimeout(timer);
          if (message.kind === "done") {
            end(null);
            return;
          }
          if (message.kind === "result") results.push(message.result);
          timer = setTimeout(expire, secondsPerCase * 1000);
        },
        error: (error: Error): void => end(`an error outside of the case: ${error.stack ?? error.message}`),
        exit: (code: number): void => end(`the thread ended with code ${code}`),
      };
      const end = (fault: string | null): void => {
        clearTimeout(timer);
        for (const [name, listener] of Object.entries(listeners)) worker.off(name, listener);
        if (fault !== null) {
          this.#worker = null;
          void worker.terminate();
        }
        resolve(fault);
      };
      const expire = (): void => end(`no end after ${secondsPerCase} seconds`);
      let timer = setTimeout(expire, secondsPerCase * 1000);
      for (const [name, listener] of Object.entries(listeners)) worker.on(name, listener);
      worker.postMessage({
        file,
        backend,
        url,
        prefix: this.#prefix,
        from: results.length,
      } satisfies RunFile);
    });
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }
}

/** A failed case that need not hold here counts as skipped, with the reason. */
function excuse(
  results: readonly CaseResult[],
  quirks: ReadonlyMap<string, string>,
  known: Readonly<Record<string, string>>,
): CaseResult[] {
  return results.map((result) => {
    if (result.status !== "failed") return result;
    const quirk = quirks.get(result.id);
    const reason =
      known[result.id] ?? (quirk === undefined ? undefined : `a peculiarity of the reference: ${quirk}`);
    return reason === undefined ? result : { id: result.id, status: "skipped", reason };
  });
}

/** Runs vector files on a backend, several at a time; the results are in the order of the files. */
export async function runFiles(files: readonly string[], options: RunOptions): Promise<FileResult[]> {
  const waiting = files.map((file, index) => ({ file, index }));
  const done: FileResult[] = [];
  const work = async (thread: CaseThread): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { kind, name, cases } = readVectorFile(next.file);
      const quirks = new Map(
        cases.flatMap(({ id, quirk }) => (quirk === undefined ? [] : [[id, quirk] as const])),
      );
      const fullName = `${kind}/${name}`;
      const known = knownDifferences[options.backend]?.[fullName] ?? {};
      done[next.index] = { name: fullName, kind, cases: excuse(await thread.run(next.file), quirks, known) };
    }
    await thread.close();
  };
  const count = Math.max(1, Math.min(files.length, availableParallelism(), 4));
  await Promise.all(Array.from({ length: count }, (_, index) => work(new CaseThread(options, index))));
  return done;
}
