import type { BackendName } from "./backend.ts";
import type { CaseResult } from "./case-result.ts";

// Messages between the thread that reads the clock and the threads that run cases.

/** To a worker: run a file. */
export interface RunFile {
  readonly file: string;
  readonly backend: BackendName;
  readonly url: string | null;
  readonly prefix: string;
  /** The index of the first case to run. */
  readonly from: number;
}

/** From a worker. */
export type WorkerMessage =
  | { readonly kind: "start"; readonly id: string }
  | { readonly kind: "result"; readonly result: CaseResult }
  | { readonly kind: "done" };
