import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectToGateway, type Socket } from "../../core/driver/gateway/index.ts";
import * as dj from "../../core/index.ts";
import { type GatewayProcess, instanceThrough, pageSocket, startGateway } from "../servers/gateway.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { useFaultyServer } from "./faulty-server.ts";
import { openProxy, type TcpProxy } from "./tcp-proxy.ts";

const { LostConnectionError } = dj.errors;

/** A cell's way to a server, of which either half may freeze: page, proxy, gateway, proxy, server. */
describe.skipIf(isHarmSkipped)("a gateway on a link that freezes", () => {
  const faulty = useFaultyServer();
  let outer: TcpProxy;
  let inner: TcpProxy;
  let gateway: GatewayProcess;
  let instances: dj.Instance[] = [];

  beforeAll(async () => {
    inner = await openProxy(faulty.server.port);
    gateway = await startGateway("--to", `mysql://127.0.0.1:${inner.port}`, "--heartbeat", "0.2");
    outer = await openProxy(Number(new URL(gateway.url).port));
  });
  afterEach(async () => {
    for (const proxy of [outer, inner]) {
      proxy.recover();
      proxy.cut();
    }
    for (const instance of instances) await instance.close();
    instances = [];
  });
  afterAll(async () => {
    await outer?.close();
    await gateway?.end("SIGKILL");
    await inner?.close();
  });

  /** With no time limit for statements, unless the options set one. */
  async function behindBoth(options: Record<string, unknown> = {}) {
    const inst = instanceThrough(
      ({ host: _host, port: _port, ...request }) =>
        connectToGateway(pageSocket(`ws://127.0.0.1:${outer.port}`) as Socket, {
          ...request,
          token: gateway.token,
          user: "root",
          password: "",
          useTls: false,
        }),
      { connection__connectTimeout: 2, ...options },
    );
    instances.push(inst);
    return { inst, ...(await faulty.samples(inst)) };
  }

  /** How many connections to the server do something, or wait within a transaction. */
  const open = async (): Promise<number> => {
    const [row] = await faulty
      .connect()
      .connection.query(
        "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info LIKE 'DO SLEEP(6%'",
      );
    return Number(row!.n);
  };

  describe("between page and gateway", () => {
    test("ends a statement that runs, on the server too, and the next call works", async () => {
      const { inst, Sample } = await behindBoth();
      const sleeping = inst.connection.query("DO SLEEP(600)").catch((error: unknown) => error as Error);
      await expect.poll(open, { timeout: 20_000 }).toBe(1);
      outer.stall();
      const error = await sleeping;
      expect(error).toBeInstanceOf(LostConnectionError);
      expect((error as Error).message).toMatch(/the gateway has not answered for 0\.6 s/);
      expect((error as Error).message).toMatch(/not known whether it took effect/);
      expect(await Sample.count()).toBe(2);
      await expect.poll(open, { timeout: 20_000 }).toBe(0);
    });

    test("goes unnoticed by queries, and by changes after it", async () => {
      const { inst, Sample } = await behindBoth();
      const calls: (() => Promise<unknown>)[] = [
        () => Sample.count(),
        () => Sample.insert1([3, 30]),
        () => inst.connection.transaction(() => Sample.insert1([4, 40])),
      ];
      for (const call of calls) {
        outer.stall();
        await call();
      }
      expect(await Sample.count()).toBe(4);
    });

    test("ends a transaction, of which nothing is kept", async () => {
      const { inst, Sample } = await behindBoth();
      const attempt = inst.connection.transaction(async () => {
        await Sample.insert1([3, 30]);
        outer.stall();
        await Sample.insert1([4, 40]);
      });
      await expect(attempt).rejects.toThrow(LostConnectionError);
      expect(await Sample.count()).toBe(2);
      // The gateway has noticed too: nothing of the transaction holds the rows.
      await Sample.insert1([3, 30]);
    });

    test("ends the reading of rows that are on their way", async () => {
      const { inst } = await behindBoth();
      const rows = inst.connection.stream({
        sql: "SELECT seq, REPEAT('x', 1000) FROM mysql.seq_1_to_100000",
        values: [],
      });
      const reading = (async () => {
        let count = 0;
        for await (const portion of rows) {
          if (count === 0) outer.stall();
          count += portion.rows.length;
        }
        return count;
      })();
      await expect(reading).rejects.toThrow(LostConnectionError);
    });

    test("does not take a server for gone that takes its time", async () => {
      const { inst } = await behindBoth();
      expect(await inst.connection.query("SELECT SLEEP(1.5) AS slept")).toEqual([{ slept: 0 }]);
    });
  });

  test("a gateway that is stopped and goes on: LostConnectionError, and the next call works", async () => {
    const { inst, Sample } = await behindBoth();
    gateway.process.kill("SIGSTOP");
    try {
      const ping = inst.connection.ping();
      await expect(ping).rejects.toThrow(LostConnectionError);
    } finally {
      gateway.process.kill("SIGCONT");
    }
    expect(await Sample.count()).toBe(2);
  });

  describe("between gateway and server", () => {
    test("ends with the time limit of a statement, and the query is repeated", async () => {
      const { Sample } = await behindBoth({ connection__queryTimeout: 1 });
      inner.stall();
      expect(await Sample.count()).toBe(2);
      inner.stall();
      await Sample.insert1([3, 30]);
      expect(await Sample.count()).toBe(3);
    });

    test("is noticed before a change, without a time limit of statements", async () => {
      const { inst, Sample } = await behindBoth();
      inner.stall();
      await Sample.insert1([3, 30]);
      inner.stall();
      await inst.connection.transaction(() => Sample.insert1([4, 40]));
      inner.stall();
      await expect(inst.connection.ping()).rejects.toThrow(LostConnectionError);
      expect(await Sample.count()).toBe(4);
    });

    test("ends a transaction within the time limit", async () => {
      const { inst, Sample } = await behindBoth({ connection__queryTimeout: 1 });
      const attempt = inst.connection.transaction(async () => {
        await Sample.insert1([3, 30]);
        inner.stall();
        await Sample.insert1([4, 40]);
      });
      await expect(attempt).rejects.toThrow(LostConnectionError);
      expect(await Sample.count()).toBe(2);
    });

    test("ends in an error where nothing comes through, and all is well when it recovers", async () => {
      const { inst, Sample } = await behindBoth({ connection__queryTimeout: 1 });
      inner.stall();
      inner.stallNew();
      for (const call of [() => Sample.count(), () => Sample.insert1([3, 30]), () => inst.connection.ping()])
        await expect(call()).rejects.toThrow(LostConnectionError);
      await expect(Sample.count()).rejects.toThrow(/did not answer within 2 s/);
      inner.recover();
      inner.cut();
      expect(await Sample.count()).toBe(2);
    });
  });
});
