import { describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { useFaultyServer } from "./faulty-server.ts";

describe.skipIf(isHarmSkipped)("ending statements", () => {
  const faulty = useFaultyServer();

  /** An Instance and what makes a statement of it wait for ever. */
  async function waiting(options: Record<string, unknown> = {}) {
    const inst = faulty.connect(options);
    const holder = faulty.connect();
    const name = `ending_${Math.random()}`;
    await holder.connection.query("SELECT GET_LOCK(?, 0)", [name]);
    const [{ id }] = (await inst.connection.query("SELECT CONNECTION_ID() AS id")) as [{ id: number }];
    const isSame = async () =>
      ((await inst.connection.query("SELECT CONNECTION_ID() AS id"))[0] as { id: number }).id === id;
    const wait = (signal?: AbortSignal) =>
      inst.connection.query("SELECT GET_LOCK(?, 600)", [name], { signal });
    const untilWaits = async () => {
      for (;;) {
        const [row] = await holder.connection.query(
          "SELECT STATE AS state FROM information_schema.PROCESSLIST WHERE ID = ?",
          [id],
        );
        if (row?.state === "User lock") return;
      }
    };
    return { inst, wait, untilWaits, isSame };
  }

  test("by a signal: the call fails with its reason, the connection is kept", async () => {
    const { wait, untilWaits, isSame } = await waiting();
    const controller = new AbortController();
    const call = wait(controller.signal).catch((error: unknown) => error);
    await untilWaits();
    const reason = new Error("Enough.");
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(await isSame()).toBe(true);
  });

  test("of every kind of fetch", async () => {
    const { inst, untilWaits, isSame } = await waiting();
    const { Sample } = await faulty.samples(inst);
    const holder = faulty.connect();
    const name = `fetch_${Math.random()}`;
    await holder.connection.query("SELECT GET_LOCK(?, 0)", [name]);
    const endless = Sample.restrict({ sample: 1 }).proj({ lock: `get_lock('${name}', 600)` });
    const fetches: ((options: dj.FetchOptions) => Promise<unknown>)[] = [
      (options) => endless.toDicts(options),
      (options) => endless.toArrays("lock", options),
      (options) => endless.toArrow(options),
    ];
    for (const fetch of fetches) {
      const controller = new AbortController();
      const call = fetch({ signal: controller.signal }).catch((error: unknown) => error);
      await untilWaits();
      controller.abort(new Error("Enough."));
      expect((await call) as Error).toHaveProperty("message", "Enough.");
    }
    expect(await isSame()).toBe(true);
  });

  test("that have not begun, without touching the one that runs", async () => {
    const { inst, wait, untilWaits, isSame } = await waiting();
    const first = new AbortController();
    const second = new AbortController();
    const running = wait(first.signal).catch((error: unknown) => error);
    const queued = inst.connection
      .query("SELECT 1", [], { signal: second.signal })
      .catch((error: unknown) => error);
    await untilWaits();
    second.abort(new Error("second"));
    expect((await queued) as Error).toHaveProperty("message", "second");
    first.abort(new Error("first"));
    expect((await running) as Error).toHaveProperty("message", "first");
    expect(await isSame()).toBe(true);
  });

  test("in a transaction, which goes on", async () => {
    const { inst, wait, untilWaits } = await waiting();
    const { Sample } = await faulty.samples(inst);
    await inst.connection.transaction(async () => {
      await Sample.insert1([3, 30]);
      const controller = new AbortController();
      const call = wait(controller.signal).catch((error: unknown) => error);
      await untilWaits();
      controller.abort();
      expect((await call) as Error).toHaveProperty("name", "AbortError");
      await Sample.insert1([4, 40]);
    });
    expect(await Sample.count()).toBe(4);
  });

  test("by the time limit of the settings", async () => {
    const { wait, isSame } = await waiting({ connection__queryTimeout: 1 });
    const error = await wait().catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(dj.errors.QueryError);
    expect((error as Error).message).toMatch(/took longer than 1 s and was ended: SELECT GET_LOCK/);
    expect(await isSame()).toBe(true);
  });

  test("whose rows are left early, on the same connection", async () => {
    const { inst, isSame } = await waiting();
    const { Sample } = await faulty.samples(inst);
    await Sample.insert(Array.from({ length: 300 }, (_, index) => [index + 10, index]));
    const many = Sample.proj({ first: "sample" })
      .join(Sample.proj({ second: "sample" }), { semanticCheck: false })
      .join(Sample.proj({ third: "sample" }), { semanticCheck: false });
    for await (const _row of many) break;
    expect(await isSame()).toBe(true);
    expect(await Sample.count()).toBe(302);
  });

  test("runs the function of the settings on each new connection", async () => {
    const inst = faulty.connect({ connection__initFunction: "SET @made = 'here'" });
    expect(await inst.connection.query("SELECT @made AS made")).toEqual([{ made: "here" }]);
  });
});
