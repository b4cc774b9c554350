import { parentPort } from "node:worker_threads";
import { Backend } from "./backend.ts";
import { runCases } from "./run-cases.ts";
import { readVectorFile } from "./vector-file.ts";
import type { RunFile, WorkerMessage } from "./worker-messages.ts";

/** Runs the files that it is sent, and tells how each case goes. */
export function serve(): void {
  const port = parentPort!;
  const send = (message: WorkerMessage): void => port.postMessage(message);
  port.on("message", async ({ file, backend, url, prefix, from }: RunFile) => {
    await runCases(
      readVectorFile(file),
      new Backend(backend, url, prefix),
      from,
      (id) => send({ kind: "start", id }),
      (result) => send({ kind: "result", result }),
    );
    send({ kind: "done" });
  });
}
