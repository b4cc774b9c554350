import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";
import { type Backend, mysqlBackend } from "../support/backends.ts";
import { declarePipeline } from "./worker-program.ts";

const taskCount = 40;

describe.skipIf(isMysqlSkipped)("several workers on one server", () => {
  let backend: Backend;
  beforeEach(() => {
    backend = mysqlBackend();
  });
  afterEach(() => backend.cleanUp());

  async function startWorker(schema: string, ...more: string[]): Promise<ChildProcess> {
    const program = [
      "scripts/typescript.mjs",
      "test/core/populate/worker-program.ts",
      await mysqlUrl(),
      schema,
      ...more,
    ];
    return spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
  }

  async function keysMadeBy(worker: ChildProcess): Promise<number[]> {
    const keys: number[] = [];
    for await (const line of createInterface({ input: worker.stdout! })) keys.push(Number(line));
    return keys;
  }

  test("make each key once, and take over from one that was killed", async () => {
    const inst = await backend.connect();
    const schema = backend.schemaName("workers");
    const { Task, Result } = declarePipeline(inst, schema, async () => {});
    await Task.insert(Array.from({ length: taskCount }, (_, task) => ({ task })));
    await Result.jobs.refresh(undefined, { delay: -1 });

    const hanging = await startWorker(schema, "hang");
    const [first] = (await once(createInterface({ input: hanging.stdout! }), "line")) as [string];
    hanging.kill("SIGKILL");
    await once(hanging, "exit");
    expect(await Result.jobs.reserved.keys()).toEqual([{ task: Number(first) }]);

    const workers = await Promise.all([startWorker(schema), startWorker(schema), startWorker(schema)]);
    const made = await Promise.all(workers.map(keysMadeBy));
    expect(made.flat().sort((a, b) => a - b)).toEqual(
      Array.from({ length: taskCount }, (_, task) => task).filter((task) => task !== Number(first)),
    );
    expect(await Result.count()).toBe(taskCount - 1);

    await inst.connection.query(
      `UPDATE \`${schema}\`.\`~~result\` SET reserved_time = reserved_time - INTERVAL 1 HOUR`,
    );
    expect(await Result.jobs.refresh(undefined, { orphanTimeout: 60 })).toMatchObject({ orphaned: 1 });
    expect((await Result.populate(undefined, { reserveJobs: true })).successCount).toBe(1);
    expect(await Result.progress()).toEqual([0, taskCount]);
  });
});
