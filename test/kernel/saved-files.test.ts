import { describe, expect, test } from "vitest";
import { chunkSize } from "../../web/files/changed-chunks.ts";
import { FileConflictError } from "../../web/files/database-files.ts";
import type { FileSave, PageServices, PageToWorker, WorkerToPage } from "../../web/kernel/messages.ts";
import { Channel, type Port, seal } from "../../web/kernel/transport.ts";
import { type AskPage, SavedFiles } from "../../web/kernel/worker/saved-files.ts";
import { pageServices, WorkerLine } from "../../web/kernel/worker-line.ts";

/** A page that keeps one file and remembers what it was asked to save. */
const question = { action: "drop", question: "?", tables: [] } as const;

function page(): { ask: AskPage; saves: FileSave[]; bytes: () => Uint8Array } {
  const saves: FileSave[] = [];
  let file: { version: string; bytes: Uint8Array<ArrayBuffer> } | null = null;
  const services: PageServices = {
    readFile: async () => file && { version: file.version, bytes: file.bytes.slice() },
    saveFile: async (save) => {
      if ((file?.version ?? null) !== save.base) throw new FileConflictError("changed elsewhere");
      saves.push(save);
      const bytes = new Uint8Array(save.size);
      if (file) bytes.set(file.bytes.subarray(0, save.size));
      for (const chunk of save.chunks) bytes.set(chunk.bytes, chunk.index * chunkSize);
      file = { version: `v${saves.length}`, bytes };
      return file.version;
    },
    loadScript: async () => "",
    removeFile: async () => {
      file = null;
    },
    confirm: async () => null,
    connectServer: async () => {
      throw new Error("There are no servers.");
    },
    tellCopy: async () => {},
  };
  const ask = ((service: keyof PageServices, argument: never) => services[service](argument)) as AskPage;
  return { ask, saves, bytes: () => file!.bytes };
}

describe("SavedFiles", () => {
  test("sends only what has changed since the last save", async () => {
    const { ask, saves, bytes } = page();
    const files = new SavedFiles(ask);
    expect(await files.read("lab")).toBeNull();
    const content = new Uint8Array(chunkSize * 3).fill(1);
    await files.write("lab", content.slice());
    content[chunkSize + 5] = 2;
    await files.write("lab", content.slice());
    await files.write("lab", content.slice());
    await files.write("lab", content.slice(0, chunkSize * 2));
    expect(saves.map(({ base, size, chunks }) => [base, size, chunks.map(({ index }) => index)])).toEqual([
      [null, chunkSize * 3, [0, 1, 2]],
      ["v1", chunkSize * 3, [1]],
      ["v2", chunkSize * 2, []],
    ]);
    expect(bytes()).toEqual(content.slice(0, chunkSize * 2));
  });

  test("goes on from what another session saved", async () => {
    const { ask, saves } = page();
    await new SavedFiles(ask).write("lab", new Uint8Array(chunkSize * 2));
    const later = new SavedFiles(ask);
    const content = (await later.read("lab"))!;
    content[0] = 9;
    await later.write("lab", content);
    expect(saves.at(-1)).toMatchObject({ base: "v1", chunks: [{ index: 0 }] });
  });

  test("a save that fails changes nothing, and can be tried again", async () => {
    const { ask } = page();
    const first = new SavedFiles(ask);
    const second = new SavedFiles(ask);
    await first.read("lab");
    await second.write("lab", new Uint8Array(10));
    await expect(first.write("lab", new Uint8Array(20))).rejects.toThrow("changed elsewhere");
    await second.remove("lab");
    await first.write("lab", new Uint8Array(20));
    expect(await first.read("lab")).toEqual(new Uint8Array(20));
  });
});

describe("a line between page and worker", () => {
  const files = { open: async () => null } as unknown as Parameters<typeof pageServices>[0];

  /** A line whose other end is the test. */
  function line() {
    const { port1, port2 } = new MessageChannel();
    const received: PageToWorker[] = [];
    let heard = (): void => {};
    const worker = new Channel<WorkerToPage, PageToWorker>(
      port2 as Port,
      { here: "worker", there: "page" },
      (message) => {
        received.push(message);
        heard();
      },
    );
    const page = new WorkerLine(
      port1 as Port,
      new ArrayBuffer(1),
      pageServices(files, {
        confirm: async () => true,
        connectServer: async () => {
          throw new Error("There are no servers.");
        },
        tellCopy: async () => {},
      }),
    );
    const next = async (): Promise<PageToWorker> => {
      while (received.length === 0) await new Promise<void>((resolve) => (heard = resolve));
      return received.shift()!;
    };
    return { page, worker, next, close: () => worker.close(), port2 };
  }

  test("runs a cell and takes its outputs", async () => {
    const { page, worker, next, close } = line();
    expect((await next()).type).toBe("prepare");
    worker.send({ type: "ready" });
    await page.ready;
    const outputs: unknown[] = [];
    const cell = { kind: "compiled", target: "sql", code: "SELECT 1", map: null } as const;
    const running = page.run(cell, "inst", (more) => outputs.push(...more));
    expect(await next()).toEqual({ type: "run", run: 1, cell, info: "inst" });
    worker.send({
      type: "outputs",
      run: 7,
      outputs: [{ kind: "text", level: "log", text: "of another run" }],
    });
    worker.send({ type: "outputs", run: 1, outputs: [{ kind: "text", level: "log", text: "mine" }] });
    worker.send({ type: "done", run: 1, ok: true, milliseconds: 5 });
    expect(await running).toEqual({ ok: true, milliseconds: 5 });
    expect(outputs).toEqual([{ kind: "text", level: "log", text: "mine" }]);
    await page.close(new Error("end"));
    close();
  });

  test("answers requests, and refuses services that there are not", async () => {
    const { page, worker, next, close } = line();
    await next();
    worker.send({ type: "request", request: 1, service: "confirm", argument: question });
    expect(await next()).toEqual({ type: "reply", request: 1, reply: { value: true } });
    worker.send({ type: "request", request: 2, service: "constructor" as "confirm", argument: question });
    expect(await next()).toMatchObject({
      request: 2,
      reply: { error: expect.stringContaining("constructor") },
    });
    await page.close(new Error("end"));
    close();
  });

  test("ignores what is not addressed to it, and of another version", async () => {
    const { page, worker, next, close, port2 } = line();
    await next();
    const ready: WorkerToPage = { type: "ready" };
    port2.postMessage("noise");
    port2.postMessage(seal("sandbox", "page", ready));
    port2.postMessage({ ...seal("worker", "page", ready), version: 0 });
    worker.send({ type: "request", request: 1, service: "confirm", argument: question });
    await next();
    await page.close(new Error("never ready"));
    await expect(page.ready).rejects.toThrow("never ready");
    close();
  });

  test("once closed, ends the run and hears nothing more", async () => {
    const { page, worker, next, close } = line();
    await next();
    const cell = { kind: "compiled", target: "sql", code: "", map: null } as const;
    const running = page.run(cell, "", () => {});
    const ended = expect(running).rejects.toThrow("stopped");
    await page.close(new Error("stopped"));
    await ended;
    worker.send({ type: "done", run: 1, ok: true, milliseconds: 1 });
    close();
  });
});
