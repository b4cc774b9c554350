import { describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { durable, useFaultyServer, waysToServer } from "./faulty-server.ts";

const { LostConnectionError } = dj.errors;

describe.skipIf(isHarmSkipped).each(waysToServer)("a server that is killed, reached %s,", (way) => {
  const faulty = useFaultyServer(durable, way);

  test("in mid-transaction: the transaction fails, nothing of it is kept, the next call works", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const attempt = inst.connection.transaction(async () => {
      await Sample.insert1([3, 30]);
      await faulty.server.kill();
      const first = await Sample.insert1([4, 40]).catch((error: unknown) => error);
      expect(first).toBeInstanceOf(LostConnectionError);
      await faulty.server.start();
      // The server is back, but the transaction is not.
      await expect(Sample.count()).rejects.toThrow(/Run it again from its beginning/);
      await Sample.insert1([5, 50]);
    });
    await expect(attempt).rejects.toThrow(LostConnectionError);
    expect(inst.connection.inTransaction).toBe(false);
    expect(await Sample.toArrays("sample")).toEqual([1, 2]);
    await inst.connection.transaction(() => Sample.insert1([3, 30]));
    expect(await Sample.count()).toBe(3);
  });

  test("loses no write that was acknowledged", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const acknowledged: number[] = [];
    let enough = () => {};
    const hasEnough = new Promise<void>((resolve) => {
      enough = resolve;
    });
    const writing = (async () => {
      for (let sample = 3; ; sample++) {
        await Sample.insert1([sample, sample]);
        acknowledged.push(sample);
        if (acknowledged.length === 50) enough();
      }
    })().catch((error: unknown) => error);
    await hasEnough;
    await faulty.server.kill();
    expect(await writing).toBeInstanceOf(LostConnectionError);
    await faulty.server.start();
    const kept = new Set(await Sample.toArrays("sample"));
    expect(acknowledged.filter((sample) => !kept.has(sample))).toEqual([]);
  });

  test("is down: every call says so, and works again once it is up", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    await faulty.server.kill();
    for (const call of [
      () => Sample.toDicts(),
      () => Sample.insert1([3, 30]),
      () => inst.connection.ping(),
      () => inst.connection.transaction(() => Sample.insert1([3, 30])),
    ]) {
      const error = await call().catch((thrown: unknown) => thrown as Error);
      expect(error).toBeInstanceOf(LostConnectionError);
    }
    await expect(Sample.count()).rejects.toThrow(/ECONNREFUSED.*check host and port/);
    expect(inst.connection.isConnected).toBe(false);
    await faulty.server.start();
    await Sample.insert1([3, 30]);
    expect(inst.connection.isConnected).toBe(true);
    expect(await Sample.count()).toBe(3);
  });

  test("is noticed by a program that reads rows one by one", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const filler = "x".repeat(1000);
    const numbers = Array.from({ length: 500 }, (_, index) => index);
    await Sample.insert(numbers.map((index) => [index + 100, index]));
    const rows = Sample.proj("value", { filler: `'${filler}'` }).join(
      Sample.proj({ other: "sample", third: "value" }).proj("other", "third"),
      { semanticCheck: false },
    );
    const reading = (async () => {
      let count = 0;
      for await (const _row of rows) if (count++ === 0) await faulty.server.kill();
    })();
    await expect(reading).rejects.toThrow(LostConnectionError);
    await faulty.server.start();
    expect(await Sample.count()).toBe(502);
  });

  test("with reconnect off, waits for connect()", async () => {
    const inst = faulty.connect({ database__reconnect: false });
    const { Sample } = await faulty.samples(inst);
    await faulty.server.kill();
    await faulty.server.start();
    await expect(Sample.count()).rejects.toThrow(LostConnectionError);
    await expect(Sample.insert1([3, 30])).rejects.toThrow(/connection\.connect\(\)/);
    await inst.connection.connect();
    expect(await Sample.count()).toBe(2);
  });
});
