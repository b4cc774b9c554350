import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { useFaultyServer } from "./faulty-server.ts";
import { openProxy, type TcpProxy } from "./tcp-proxy.ts";

const { LostConnectionError } = dj.errors;

/** In the clear, so that the proxy can tell statements apart. */
const inTheClear = { useTls: false, connection__connectTimeout: 2 };

describe.skipIf(isHarmSkipped)("a network that fails", () => {
  const faulty = useFaultyServer();
  let proxy: TcpProxy;
  beforeAll(async () => {
    proxy = await openProxy(faulty.server.port);
  });
  afterAll(() => proxy.close());

  async function behindProxy(options: Record<string, unknown> = {}) {
    const inst = faulty.connect({ port: proxy.port, ...inTheClear, ...options });
    return { inst, ...(await faulty.samples(inst)) };
  }

  test("a connection that was cut while it stood idle goes unnoticed", async () => {
    const { inst, Sample } = await behindProxy();
    const calls: (() => Promise<unknown>)[] = [
      () => Sample.count(),
      () => Sample.insert1([3, 30]),
      () => inst.connection.transaction(() => Sample.insert1([4, 40])),
      () => Sample.update1({ sample: 3, value: 31 }),
      () => Sample.restrict({ sample: 4 }).delete(),
      () => inst.connection.query("SET @here = 1"),
    ];
    for (const call of calls) {
      proxy.cut();
      await call();
    }
    expect(await Sample.keys()).toEqual([{ sample: 1 }, { sample: 2 }, { sample: 3 }]);
  });

  test("a query whose connection is cut is sent again", async () => {
    const { Sample } = await behindProxy();
    const cut = proxy.cutAt("SELECT");
    expect(await Sample.restrict("value > 10").count()).toBe(1);
    await cut;
  });

  test("a change that was not sent is told as unknown, and not made", async () => {
    const { Sample } = await behindProxy();
    const cut = proxy.cutAt("INSERT");
    await expect(Sample.insert1([3, 30])).rejects.toThrow(/not known whether it took effect/);
    await cut;
    expect(await Sample.count()).toBe(2);
  });

  test("a change whose acknowledgement is lost is not made twice", async () => {
    const { inst, Sample } = await behindProxy();
    await inst.connection.query(`UPDATE ${Sample.fullTableName} SET value = value + 1 WHERE sample = 1`);
    const cut = proxy.cutAfter("UPDATE");
    const error = await inst.connection
      .query(`UPDATE ${Sample.fullTableName} SET value = value + 1 WHERE sample = 1`)
      .catch((thrown: unknown) => thrown as Error);
    await cut;
    expect(error).toBeInstanceOf(LostConnectionError);
    expect((error as Error).message).toMatch(/not known whether it took effect/);
    expect(await Sample.restrict({ sample: 1 }).fetch1("value")).toBe(12);
  });

  test("a commit whose acknowledgement is lost is told as unknown", async () => {
    const { inst, Sample } = await behindProxy();
    const cut = proxy.cutAfter("COMMIT");
    const attempt = inst.connection.transaction(() => Sample.insert1([3, 30]));
    await expect(attempt).rejects.toThrow(/while a transaction was committed.*not known/);
    await cut;
    expect(await Sample.count()).toBe(3);
  });

  test("a transaction does not go on over a new connection", async () => {
    const { inst, Sample } = await behindProxy();
    const attempt = inst.connection.transaction(async () => {
      await Sample.insert1([3, 30]);
      proxy.cut();
      await Sample.insert1([4, 40]).catch(() => {});
      await Sample.insert1([5, 50]).catch(() => {});
    });
    await expect(attempt).rejects.toThrow(LostConnectionError);
    expect(await Sample.count()).toBe(2);
  });

  test("an insert in a transaction that was cut tells what was lost", async () => {
    const { inst, Sample } = await behindProxy();
    const attempt = inst.connection.transaction(async () => {
      const cut = proxy.cutAt("INSERT");
      const insert = Sample.insert1([3, 30]);
      await cut;
      await insert;
    });
    await expect(attempt).rejects.toThrow(/lost during a transaction, of which nothing is kept/);
    expect(await Sample.count()).toBe(2);
  });

  test("a half-open connection is given up after the time limit of a statement", async () => {
    const { Sample } = await behindProxy({ connection__queryTimeout: 1 });
    proxy.stall();
    // The query is repeated on a connection that works.
    expect(await Sample.count()).toBe(2);
    proxy.stall();
    await Sample.insert1([3, 30]);
    expect(await Sample.count()).toBe(3);
  });

  test("a half-open connection is noticed before a change, without a time limit of statements", async () => {
    const { inst, Sample } = await behindProxy();
    proxy.stall();
    await Sample.insert1([3, 30]);
    proxy.stall();
    await inst.connection.transaction(() => Sample.insert1([4, 40]));
    proxy.stall();
    await expect(inst.connection.ping()).rejects.toThrow(LostConnectionError);
    expect(await Sample.count()).toBe(4);
  });

  test("a transaction on a half-open connection fails within the time limit", async () => {
    const { inst, Sample } = await behindProxy({ connection__queryTimeout: 1 });
    const attempt = inst.connection.transaction(async () => {
      await Sample.insert1([3, 30]);
      proxy.stall();
      await Sample.insert1([4, 40]);
    });
    await expect(attempt).rejects.toThrow(LostConnectionError);
    expect(await Sample.count()).toBe(2);
  });

  test("a network that lets nothing through ends in an error, and all is well when it recovers", async () => {
    const { inst, Sample } = await behindProxy({ connection__queryTimeout: 1 });
    proxy.stall();
    proxy.stallNew();
    for (const call of [() => Sample.count(), () => Sample.insert1([3, 30]), () => inst.connection.ping()]) {
      await expect(call()).rejects.toThrow(LostConnectionError);
    }
    const other = faulty.connect({ port: proxy.port, ...inTheClear });
    await expect(other.connection.query("SELECT 1")).rejects.toThrow(/did not answer within 2 s/);
    proxy.recover();
    proxy.cut();
    expect(await Sample.count()).toBe(2);
    expect(await other.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
});
