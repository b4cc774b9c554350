/** Starts a worker with Monaco's TypeScript: for Monaco itself, or, given a port, for compiling cells. */
export function createTypeScriptWorker(): Worker {
  return new Worker(new URL("./typescript.worker.ts", import.meta.url), {
    type: "module",
    name: "typescript",
  });
}
