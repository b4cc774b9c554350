import * as dj from "../../../core/index.ts";

/** Declares the pipeline of the test of workers: a key takes long enough for several workers to meet. */
export function declarePipeline(
  inst: dj.Instance,
  schemaName: string,
  beforeInsert: (key: number) => Promise<void>,
) {
  const schema = inst.Schema(schemaName);
  class Task extends dj.Manual {
    static definition = "task : int32";
  }
  schema(Task);
  class Result extends dj.Computed {
    static definition = "-> Task\n---\nworker : int32";
    async make(key: { task: number }) {
      await beforeInsert(key.task);
      await this.insert1({ ...key, worker: process.pid });
    }
  }
  schema(Result);
  return { Task, Result };
}

/** One worker: works on what is pending and prints each key that it made. A worker that is told to hang never ends. */
export async function main([url, schemaName, isHanging]: string[]): Promise<void> {
  const { hostname, port, username, password } = new URL(url!);
  const inst = new dj.Instance({
    backend: "mysql",
    host: hostname,
    port: Number(port),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  });
  const { Result } = declarePipeline(inst, schemaName!, async (key) => {
    process.stdout.write(`${key}\n`);
    if (isHanging === "hang") await new Promise((resolve) => setInterval(resolve, 2 ** 30));
  });
  await Result.populate(undefined, { reserveJobs: true, refresh: false });
  await inst.close();
}
