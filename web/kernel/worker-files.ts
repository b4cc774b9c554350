import workerUrl from "virtual:datajoint/cell-worker-url";
import wasmUrl from "sql.js/dist/sql-wasm-browser.wasm?url";
import { loadFile } from "./load-file.ts";

/** What a worker in the sandbox is made of: its script, and SQLite as WebAssembly. */
export interface WorkerFiles {
  readonly script: string;
  readonly wasm: ArrayBuffer;
}

let files: Promise<WorkerFiles> | null = null;

/**
 * Loads the files once; after a failure, at the next call again.
 *
 * @throws Error that names the file that could not be loaded
 */
export function loadWorkerFiles(): Promise<WorkerFiles> {
  files ??= Promise.all([loadFile(workerUrl), loadFile(wasmUrl)])
    .then(async ([script, wasm]) => ({ script: await script.text(), wasm: await wasm.arrayBuffer() }))
    .catch((error: unknown) => {
      files = null;
      throw error;
    });
  return files;
}
