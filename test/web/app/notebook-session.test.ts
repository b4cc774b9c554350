import { describe, expect, it } from "vitest";
import { NotebookSession, SESSION_CHANGE, SESSION_EDIT } from "../../../web/app/session/notebook-session.ts";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import type { Kernel } from "../../../web/kernel/kernel.ts";

/** A kernel that prints the source of each cell, and fails with those that say so; it runs a cell when it is let. */
class EchoKernel {
  readonly ran: string[] = [];
  private readonly waiting: (() => void)[] = [];

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  async restart(): Promise<void> {}

  ask(): never {
    throw new Error("no tables here");
  }

  readonly run: Kernel["run"] = async ({ source }, { onOutput }) => {
    await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.ran.push(source);
    onOutput({ kind: "text", level: "log", text: source });
    return { ok: source !== "fail", milliseconds: 1 };
  };

  /** Lets cells run until none is left. */
  async finish(session: NotebookSession): Promise<void> {
    while (session.state === "running") {
      this.waiting.shift()?.();
      await Promise.resolve();
    }
  }
}

function open(markdown: string): { session: NotebookSession; kernel: EchoKernel } {
  const kernel = new EchoKernel();
  const session = new NotebookSession(parseDocument(markdown), null, async () => kernel as unknown as Kernel);
  return { session, kernel };
}

const three = "# T\n\n```ts\na\n```\n\n```ts\nb\n```\n\n```ts\nc\n```\n";
const ids = (session: NotebookSession): string[] => session.cells.map(({ id }) => id);
const statuses = (session: NotebookSession): string[] => session.cells.map(({ status }) => status);

describe("NotebookSession", () => {
  it("runs cells in the order of the document, wherever they were moved", async () => {
    const { session, kernel } = open(three);
    session.move(ids(session)[2]!, 0);
    session.runAll();
    expect(statuses(session)).toEqual(["running", "waiting", "waiting"]);
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["c", "a", "b"]);
    expect(session.cells.map(({ number, status }) => [number, status])).toEqual([
      [1, "done"],
      [2, "done"],
      [3, "done"],
    ]);
  });

  it("runs what is above a cell, or what is from it on", async () => {
    const { session, kernel } = open(three);
    session.runPart("above", ids(session)[2]!);
    await kernel.finish(session);
    session.runPart("below", ids(session)[1]!);
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["a", "b", "b", "c"]);
  });

  it("knows which cells ran before one above them changed", async () => {
    const { session, kernel } = open(three);
    const stale = (): boolean[] => session.cells.map(({ isStale }) => isStale);
    const [a, b, c] = ids(session);
    session.runAll();
    await kernel.finish(session);
    expect(stale()).toEqual([false, false, false]);
    session.edit(b!, "b2");
    expect(stale()).toEqual([false, false, true]);
    session.undo();
    expect(stale()).toEqual([false, false, false]);
    session.edit(a!, "a2");
    session.run(a!);
    await kernel.finish(session);
    expect(stale()).toEqual([false, true, true]);
    session.runStale();
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["a", "b", "c", "a2", "b", "c"]);
    expect(stale()).toEqual([false, false, false]);
    session.insert("ts", 1, "new");
    expect(session.cells.some(({ isStale }) => isStale)).toBe(false);
    session.run(session.cells[0]!.id);
    await kernel.finish(session);
    expect(session.cells.map(({ isStale }) => isStale)).toEqual([false, true, true, true]);
    session.delete(b!);
    expect(session.cells.at(-1)).toMatchObject({ id: c, isStale: true });
    await session.restart();
    expect(session.cells.some(({ isStale }) => isStale)).toBe(false);
  });

  it("leaves out a cell that is deleted while it waits, and gives back its outputs when that is undone", async () => {
    const { session, kernel } = open(three);
    const [, b] = ids(session);
    session.run(b!);
    await kernel.finish(session);
    session.runAll();
    session.delete(b!);
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["b", "a", "c"]);
    expect(session.undo()).toBe("Delete cell");
    expect(session.cells[1]).toMatchObject({
      id: b,
      status: "done",
      outputs: [{ kind: "text", level: "log", text: "b" }],
    });
  });

  it("does not run a cell that became text while it waited", async () => {
    const { session, kernel } = open(three);
    session.runAll();
    session.changeKind(ids(session)[1]!, "prose");
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["a", "c"]);
    session.undo();
    expect(statuses(session)).toEqual(["done", "never run", "done"]);
  });

  it("ends at the first cell that fails", async () => {
    const { session, kernel } = open("```ts\na\n```\n\n```ts\nfail\n```\n\n```ts\nc\n```\n");
    session.runAll();
    await kernel.finish(session);
    expect(session.state).toBe("failed");
    expect(statuses(session)).toEqual(["done", "failed", "never run"]);
  });

  it("does not run a cell that was stopped while it waited for the kernel to begin anew", async () => {
    const { session, kernel } = open(three);
    const [a, b] = ids(session);
    session.run(a!);
    await kernel.finish(session);
    let begin = (): void => {};
    kernel.start = () => new Promise((resolve) => (begin = resolve));
    session.run(b!);
    await session.stop();
    begin();
    await new Promise((resolve) => setTimeout(resolve));
    await kernel.finish(session);
    expect(kernel.ran).toEqual(["a"]);
    expect(session.state).toBe("idle");
    expect(statuses(session)).toEqual(["done", "never run", "never run"]);
  });

  it("keeps the outputs of cells that read as when they ran", async () => {
    const { session, kernel } = open(three);
    session.runAll();
    await kernel.finish(session);
    session.edit(ids(session)[0]!, "x");
    expect(session.outputs.cells).toHaveLength(2);
  });

  it("makes an added block the active one, and the next one when it is deleted", () => {
    const { session } = open(three);
    const added = session.insert("sql", 2, "SELECT 1");
    expect(session.activeId).toBe(added);
    session.delete(added);
    expect(session.activeId).toBe(session.blocks[2]!.id);
  });

  it("tells edits from other changes", async () => {
    const { session, kernel } = open(three);
    const told: string[] = [];
    session.addEventListener(SESSION_EDIT, () => told.push("edit"));
    session.addEventListener(SESSION_CHANGE, () => told.push("change"));
    session.run(ids(session)[0]!);
    await kernel.finish(session);
    expect(told).not.toContain("edit");
    told.length = 0;
    session.edit(ids(session)[0]!, "x");
    expect(told).toEqual(["edit", "change"]);
    expect(session.text).toBe(three.replace("a", "x"));
  });

  it("keeps the records of cells that did not change", () => {
    const { session } = open(three);
    const before = session.cells;
    session.edit(ids(session)[0]!, "x");
    expect(session.cells[0]).not.toBe(before[0]);
    expect(session.cells[1]).toBe(before[1]);
  });
});
