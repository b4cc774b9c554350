import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { encodeFrame } from "../../../core/driver/gateway/frame-encoding.ts";
import {
  framesAhead,
  type GatewayToPage,
  type PageToGateway,
  protocolVersion,
  readGatewayMessage,
  writeMessage,
} from "../../../core/driver/gateway/protocol.ts";
import * as dj from "../../../core/index.ts";
import {
  accountFor,
  connectAsPage,
  type GatewayProcess,
  instanceThrough,
  pageSocket,
  startGateway,
} from "../../servers/gateway.ts";
import { isMysqlSkipped } from "../../servers/mysql-url.ts";

const instances: dj.Instance[] = [];

/** An Instance that reaches its server through a gateway. */
function instanceOn(
  gateway: Pick<GatewayProcess, "url" | "token">,
  options: Record<string, unknown> = {},
): dj.Instance {
  const inst = instanceThrough(
    ({ charset, initFunction, lockTimeout, connectTimeout, useTls }) =>
      connectAsPage(gateway, { charset, initFunction, lockTimeout, connectTimeout, useTls }),
    options,
  );
  instances.push(inst);
  return inst;
}

const schemas: string[] = [];

function newSchemaName(): string {
  const name = `djtest_gateway_${process.pid}_${schemas.length}`;
  schemas.push(name);
  return name;
}

/** A page that speaks for itself, message by message. */
async function rawPage(gateway: GatewayProcess) {
  const line = await connectAsPage(gateway);
  const answers: GatewayToPage[] = [];
  let wake = () => {};
  line.listen({
    frame: (bytes) => {
      answers.push(readGatewayMessage(bytes));
      wake();
    },
    ended: () => {},
  });
  return {
    line,
    send: (message: PageToGateway) => line.send(writeMessage(message)),
    types: () => answers.map(({ type }) => type),
    /** The last of so many answers. */
    async answered(count: number): Promise<GatewayToPage> {
      while (answers.length < count)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return answers[count - 1]!;
    },
  };
}

const value = async (inst: dj.Instance, sql: string): Promise<unknown> =>
  Object.values((await inst.connection.query(sql))[0]!)[0];

/** Resolves once a query gives what is expected. */
async function becomes(inst: dj.Instance, sql: string, wanted: unknown): Promise<void> {
  await expect.poll(() => value(inst, sql), { timeout: 20_000, interval: 20 }).toEqual(wanted);
}

describe.skipIf(isMysqlSkipped)("the gateway", () => {
  let gateway: GatewayProcess;
  let others: GatewayProcess[] = [];

  const startOther = async (...options: string[]): Promise<GatewayProcess> => {
    const other = await startGateway(...options);
    others.push(other);
    return other;
  };

  beforeAll(async () => {
    gateway = await startGateway("--allow-origin", "https://lab.example");
  });

  afterEach(async () => {
    for (const inst of instances.splice(0)) await inst.close();
    for (const other of others) await other.end("SIGKILL");
    others = [];
  });

  afterAll(async () => {
    const inst = instanceOn(gateway);
    await inst.connection.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const schema of schemas) await inst.connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
    await inst.close();
    await gateway?.end();
  });

  test("leads an Instance to the server: tables, rows, exact values", async () => {
    const inst = instanceOn(gateway);
    const schema = inst.Schema(newSchemaName());
    const Sample = schema(
      class Sample extends dj.Manual {
        static definition = `
          sample : int32
          ---
          wide : int64
          price : decimal(30,10)
          moment : datetime(6)
          raw : bytes
          note = null : varchar(100)
          data : <blob>
        `;
      },
    );
    const row = {
      sample: 1,
      wide: 9007199254740993n,
      price: "12345678901234567890.0123456789",
      moment: "2024-02-29 23:59:59.123456",
      raw: new Uint8Array([0, 1, 127, 128, 255]),
      note: "Zoë 𝄞 \u0000 '",
      data: { weights: [1.5, null, "x"], big: 12345678901234567890n },
    };
    await Sample.insert1(row);
    expect(await Sample.fetch1()).toEqual({ ...row, data: await Sample.fetch1("data") });
    expect(await Sample.fetch1("data")).toMatchObject({ big: 12345678901234567890n });
    expect(inst.connection.description).toMatch(/^root@[^@]+:\d+$/);
    await expect(Sample.insert1(row)).rejects.toThrow(dj.errors.DuplicateError);
    await expect(inst.connection.query("SELECT nothing FROM nowhere")).rejects.toThrow(dj.DataJointError);
    await expect(inst.connection.query("SELEC 1")).rejects.toThrow(dj.errors.QuerySyntaxError);
    await expect(inst.FreeTable(`${schema.database}.absent`).toDicts()).rejects.toThrow(
      dj.errors.MissingTableError,
    );
  });

  test("gives each Instance a connection of its own, so that transactions work", async () => {
    const [inst, other] = [instanceOn(gateway), instanceOn(gateway)];
    const schema = inst.Schema(newSchemaName());
    const Count = schema(
      class Count extends dj.Manual {
        static definition = "n : int32";
      },
    );
    await Count.insert1([1]);
    const seen = other.FreeTable(`${schema.database}.count`);
    await inst.connection.transaction(async () => {
      await Count.insert1([2]);
      expect(await Count.count()).toBe(2);
      expect(await seen.count()).toBe(1);
    });
    expect(await seen.count()).toBe(2);
    const failing = inst.connection.transaction(async () => {
      await Count.insert1([3]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await seen.count()).toBe(2);
    const ids = [await value(inst, "SELECT CONNECTION_ID()"), await value(other, "SELECT CONNECTION_ID()")];
    expect(ids[0]).not.toEqual(ids[1]);
  });

  test("does what is asked at the same time one after the other", async () => {
    const inst = instanceOn(gateway);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => value(inst, `SELECT ${n}`)));
    expect(answers).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  /** Three hundred thousand rows of about 330 bytes, made by the server. */
  const digits =
    "(SELECT 0 d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)";
  const manyRows = `SELECT a.d + 10*b.d + 100*c.d + 1000*e.d + 10000*f.d + 100000*g.d AS n, REPEAT('x', 300) AS filler
    FROM ${"abcefg"
      .split("")
      .map((name) => `${digits} ${name}`)
      .join(" JOIN ")} WHERE g.d < 3`;

  test("streams a large result in bounded memory, and waits for who reads it", async () => {
    const { readFileSync } = await import("node:fs");
    const measured = process.platform === "linux";
    const memory = (): number =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.process.pid}/status`, "utf8"))![1]) / 1024;
    const inst = instanceOn(gateway);
    await value(inst, "SELECT 1");
    const before = measured ? memory() : 0;
    let rows = 0;
    let portions = 0;
    let sum = 0;
    for await (const portion of inst.connection.stream({ sql: manyRows, values: [] })) {
      expect(portion.columns).toEqual(["n", "filler"]);
      rows += portion.rows.length;
      for (const [n] of portion.rows) sum += Number(n);
      // While the reader does something else, the server is not drained into the gateway.
      if (++portions % 50 === 0) await value(instanceOn(gateway), "SELECT 1");
    }
    expect(rows).toBe(300_000);
    expect(sum).toBe((299_999 * 300_000) / 2);
    if (measured) expect(memory() - before).toBeLessThan(80);
  });

  test("sends no more rows than the page has room for", async () => {
    const page = await rawPage(gateway);
    page.send({ type: "execute", request: 1, sql: manyRows, values: [] });
    await page.answered(framesAhead);
    // Time enough for more, if there were any.
    const other = instanceOn(gateway);
    for (let round = 0; round < 50; round++) await value(other, "SELECT 1");
    expect(page.types()).toEqual(Array(framesAhead).fill("rows"));
    page.send({ type: "more", request: 1, frames: 2 });
    await page.answered(framesAhead + 2);
    page.send({ type: "cancel", request: 1 });
    expect(await page.answered(framesAhead + 3)).toMatchObject({ type: "failed" });
    page.line.close();
  });

  test("leaves room for other statements while rows are on their way, and loses none of them", async () => {
    const inst = instanceOn(gateway);
    let rows = 0;
    let asked = 0;
    for await (const portion of inst.connection.stream({ sql: `${manyRows} AND g.d < 1`, values: [] })) {
      rows += portion.rows.length;
      if (asked++ < 3) expect(await value(inst, `SELECT ${asked}`)).toBe(asked);
    }
    expect(rows).toBe(100_000);
  });

  test("ends a statement that is cancelled, and goes on", async () => {
    const [inst, watcher] = [instanceOn(gateway), instanceOn(gateway)];
    const id = await value(inst, "SELECT CONNECTION_ID()");
    const state = `SELECT COUNT(*) FROM information_schema.processlist WHERE id = ${id} AND info LIKE '%SLEEP%'`;
    const abort = new AbortController();
    const sleeping = inst.connection.query("SELECT SLEEP(600)", [], { signal: abort.signal });
    const rejection = expect(sleeping).rejects.toThrow("enough");
    await becomes(watcher, state, 1);
    abort.abort(new Error("enough"));
    await rejection;
    expect(await value(watcher, state)).toBe(0);
    expect(await value(inst, "SELECT CONNECTION_ID()")).toBe(id);
  });

  test("ends a statement whose rows are not wanted any more", async () => {
    const inst = instanceOn(gateway);
    const id = await value(inst, "SELECT CONNECTION_ID()");
    for await (const _ of inst.connection.stream({ sql: manyRows, values: [] })) break;
    expect(await value(inst, "SELECT CONNECTION_ID()")).toBe(id);
  });

  test("rolls back and ends what runs when a page goes", async () => {
    const watcher = instanceOn(gateway);
    const name = newSchemaName();
    await watcher.connection.query(`CREATE DATABASE \`${name}\``);
    await watcher.connection.query(`CREATE TABLE \`${name}\`.t (n INT PRIMARY KEY)`);
    const page = await rawPage(gateway);
    page.send({ type: "begin", request: 1, enforcesForeignKeys: true });
    await page.answered(1);
    page.send({ type: "execute", request: 2, sql: `INSERT INTO \`${name}\`.t VALUES (1)`, values: [] });
    await page.answered(2);
    page.send({ type: "execute", request: 3, sql: "SELECT SLEEP(600)", values: [] });
    const sleeps = "SELECT COUNT(*) FROM information_schema.processlist WHERE info = 'SELECT SLEEP(600)'";
    await becomes(watcher, sleeps, 1);
    page.line.close();
    await becomes(watcher, sleeps, 0);
    // The row is free again, and was never there.
    await watcher.connection.query(`INSERT INTO \`${name}\`.t VALUES (1)`);
    expect(page.types()).toEqual(["done", "done"]);
  });

  test("tells that the server has ended its connection, and connects anew", async () => {
    const [inst, watcher] = [instanceOn(gateway), instanceOn(gateway)];
    const schema = inst.Schema(newSchemaName());
    const Count = schema(
      class Count extends dj.Manual {
        static definition = "n : int32";
      },
    );
    await Count.insert1([1]);
    const end = async (): Promise<void> => {
      const id = await value(inst, "SELECT CONNECTION_ID()");
      await watcher.connection.query(`KILL ${id}`);
      await becomes(watcher, `SELECT COUNT(*) FROM information_schema.processlist WHERE id = ${id}`, 0);
    };
    const transaction = inst.connection.transaction(async () => {
      await Count.insert1([2]);
      await end();
      await Count.insert1([3]);
    });
    await expect(transaction).rejects.toThrow(dj.errors.LostConnectionError);
    expect(await Count.toArrays("n")).toEqual([1]);
    await end();
    await Count.insert1([4]);
    expect(await Count.count()).toBe(2);
  });

  describe("refuses", () => {
    test("a wrong token, and says so in its terminal without telling it", async () => {
      const wrong = `${gateway.token.slice(0, -1)}${gateway.token.endsWith("A") ? "B" : "A"}`;
      for (const token of [wrong, "", `${gateway.token}x`, "x".repeat(100_000)])
        await expect(connectAsPage({ ...gateway, token })).rejects.toMatchObject({ reason: "token" });
      await gateway.printed(/refused a connection: wrong token/);
      expect(gateway.lines.filter((line) => line.includes(wrong))).toEqual([]);
    });

    test("a wrong password and an unknown user, with the server's words", async () => {
      await expect(
        connectAsPage(gateway, { user: "nobody_\u001b[2J", password: "wrong" }),
      ).rejects.toMatchObject({
        reason: "account",
        message: expect.stringContaining("Access denied"),
      });
      const line = await gateway.printed(/could not connect .*nobody/);
      expect(line).not.toContain("\u001b");
      expect(line).not.toContain("wrong");
    });

    test("another version of the protocol", async () => {
      const socket = pageSocket(gateway.url);
      socket.on("open", () =>
        socket.send(encodeFrame({ type: "hello", protocol: 99, key: "what may come" })),
      );
      const answer = await new Promise<Buffer>((resolve) => socket.once("message", resolve));
      expect(readGatewayMessage(answer)).toMatchObject({ type: "refused", reason: "version" });
    });

    test("pages of other origins, and tells how to allow them", async () => {
      const status = (origin?: string): Promise<string> =>
        new Promise((resolve) => {
          const socket = new WebSocket(gateway.url, origin === undefined ? {} : { origin });
          socket.on("open", () => {
            socket.close();
            resolve("open");
          });
          socket.on("error", ({ message }) => resolve(message));
        });
      expect(await status("http://localhost:1234")).toBe("open");
      expect(await status("https://lab.example")).toBe("open");
      expect(await status("https://evil.example")).toMatch(/403/);
      expect(await status("null")).toMatch(/403/);
      expect(await status()).toMatch(/403/);
      await gateway.printed(
        /refused a page of the origin "https:\/\/evil\.example"; to allow it, .*--allow-origin https:\/\/evil\.example/,
      );
      await gateway.printed(/not from a page, as it names no origin/);
    });

    test("connections from other computers: it listens on this one alone", async () => {
      expect(new URL(gateway.url).hostname).toBe("127.0.0.1");
      const { networkInterfaces } = await import("node:os");
      const { connect } = await import("node:net");
      const outside = Object.values(networkInterfaces())
        .flat()
        .filter((one) => one !== undefined && !one.internal && one.family === "IPv4")
        .map((one) => one!.address);
      for (const host of outside) {
        const code = await new Promise((resolve) => {
          const socket = connect({ host, port: Number(new URL(gateway.url).port) });
          socket
            .on("connect", () => resolve("connected"))
            .on("error", (error) => resolve(Reflect.get(error, "code")));
        });
        expect(code).toBe("ECONNREFUSED");
      }
    });
  });

  describe("survives", () => {
    const endOf = (socket: WebSocket): Promise<unknown> =>
      new Promise((resolve) => {
        socket.once("close", resolve);
        socket.on("error", () => {});
      });

    test.each<[string, (socket: WebSocket) => void]>([
      ["text", (socket) => socket.send("hello")],
      ["garbage", (socket) => socket.send(new Uint8Array([255, 1, 2]))],
      ["nothing at all", (socket) => socket.send(new Uint8Array())],
      ["a value that is no message", (socket) => socket.send(encodeFrame([1, 2, 3]))],
      ["an unknown message", (socket) => socket.send(encodeFrame({ type: "shutdown" }))],
      [
        "a statement before any hello",
        (socket) => socket.send(writeMessage({ type: "execute", request: 1, sql: "SELECT 1", values: [] })),
      ],
      ["a half message", (socket) => socket.send(encodeFrame({ type: "hello", protocol: 1 }))],
    ])("%s", async (_, misbehave) => {
      const socket = pageSocket(gateway.url);
      socket.on("open", () => misbehave(socket));
      await endOf(socket);
      expect(await value(instanceOn(gateway), "SELECT 1")).toBe(1);
    });

    test("two requests at a time, and a second hello", async () => {
      const second: readonly PageToGateway[] = [
        { type: "execute", request: 2, sql: "SELECT 2", values: [] },
        { type: "hello", protocol: protocolVersion, ...(await accountFor(gateway.token)) },
      ];
      for (const message of second) {
        const page = await rawPage(gateway);
        page.send({ type: "execute", request: 1, sql: "SELECT SLEEP(600)", values: [] });
        page.send(message);
        expect(await page.answered(1)).toMatchObject({
          type: "ended",
          reason: expect.stringMatching(/could not read what was sent/),
        });
        page.line.close();
      }
      expect(await value(instanceOn(gateway), "SELECT 1")).toBe(1);
    });

    test("requests of the web", async () => {
      const answer = await fetch(gateway.url.replace("ws:", "http:"));
      expect(answer.status).toBe(426);
    });
  });

  describe("keeps to its limits:", () => {
    test("frames, results and connections", async () => {
      const small = await startOther("--max-frame", "200KB", "--max-result", "2MB", "--max-connections", "2");
      const socket = pageSocket(small.url);
      socket.on("open", () => socket.send(new Uint8Array(300_000)));
      await new Promise((resolve) => socket.on("close", resolve));
      await small.printed(/does not keep to the protocol: Max payload size exceeded/);

      const inst = instanceOn(small);
      await expect(inst.connection.query("SELECT ? AS a", ["x".repeat(300_000)])).rejects.toThrow(
        /larger than the gateway takes, which is 0\.2 MB.*chunkSize.*--max-frame/,
      );
      await expect(inst.connection.query("SELECT REPEAT('x', 300000) AS a")).rejects.toThrow(
        /A row of 0\.3 MB is larger than the gateway sends.*--max-frame/,
      );
      await expect(inst.connection.query(manyRows)).rejects.toThrow(
        /result is larger than the gateway sends.*2\.0 MB.*--max-result/,
      );
      expect(await value(inst, "SELECT 1")).toBe(1);

      const line = await connectAsPage(small);
      await expect(connectAsPage(small)).rejects.toMatchObject({
        reason: "busy",
        message: expect.stringContaining("--max-connections"),
      });
      await small.printed(/refused a connection: there are 2 already/);
      line.close();
      await expect
        .poll(
          () =>
            connectAsPage(small).then(
              (again) => again.close() ?? "open",
              ({ reason }) => reason,
            ),
          {
            timeout: 10_000,
            interval: 20,
          },
        )
        .toBe("open");
    });

    test("idle time, after which an Instance connects again", async () => {
      const hasty = await startOther("--idle-timeout", "0.2");
      const inst = instanceOn(hasty);
      const first = await value(inst, "SELECT CONNECTION_ID()");
      await hasty.printed(/ended a connection that was not used for 0\.2 s/);
      expect(await value(inst, "SELECT CONNECTION_ID()")).not.toBe(first);
      // What the server takes its time for is no idleness.
      expect(await value(inst, "SELECT SLEEP(0.7)")).toBe(0);
    });
  });

  describe("when it is ended,", () => {
    test.each(["SIGTERM", "SIGINT"] as const)("by %s: rolls back, says so and exits", async (signal) => {
      const other = await startOther();
      const [inst, watcher] = [instanceOn(other), instanceOn(gateway)];
      const schema = inst.Schema(newSchemaName());
      const Count = schema(
        class Count extends dj.Manual {
          static definition = "n : int32";
        },
      );
      await Count.insert1([1]);
      const id = await value(inst, "SELECT CONNECTION_ID()");
      const transaction = inst.connection.transaction(async () => {
        await Count.insert1([2]);
        expect(await other.end(signal)).toBe(0);
        await Count.insert1([3]);
      });
      await expect(transaction).rejects.toThrow(dj.errors.LostConnectionError);
      expect(other.lines.at(-1)).toMatch(/^Ending: .*rolled back/);
      await becomes(watcher, `SELECT COUNT(*) FROM information_schema.processlist WHERE id = ${id}`, 0);
      expect(await watcher.FreeTable(`${schema.database}.count`).toDicts()).toEqual([{ n: 1 }]);
    });

    test("by a kill: LostConnectionError, and works again when it is back", async () => {
      const other = await startOther();
      const place = { url: other.url, token: other.token };
      const inst = instanceOn(place);
      const schema = inst.Schema(newSchemaName());
      const Count = schema(
        class Count extends dj.Manual {
          static definition = "n : int32";
        },
      );
      await Count.insert1([1]);
      const sleeping = expect(inst.connection.query("DO SLEEP(600)")).rejects.toThrow(
        dj.errors.LostConnectionError,
      );
      await becomes(
        instanceOn(gateway),
        "SELECT COUNT(*) FROM information_schema.processlist WHERE info = 'DO SLEEP(600)'",
        1,
      );
      await other.end("SIGKILL");
      await sleeping;

      await expect(Count.count()).rejects.toThrow();
      const back = await startOther("--port", new URL(place.url).port);
      place.token = back.token;
      expect(await Count.count()).toBe(1);
      await Count.insert1([2]);
      expect(await Count.count()).toBe(2);
    });
  });

  test("says what is wrong at its start", async () => {
    const failing = async (...options: string[]): Promise<string> => {
      const { spawnSync } = await import("node:child_process");
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        ["scripts/typescript.mjs", "core/command/main.ts", "gateway", ...options],
        { encoding: "utf8" },
      );
      expect(status).toBe(1);
      return stdout + stderr;
    };
    expect(await failing()).toContain("--to mysql://HOST:PORT");
    expect(await failing("--to", "mysql://x", "--port", new URL(gateway.url).port)).toMatch(
      /The port \d+ is in use/,
    );
  });

  test("says which server can't be reached", async () => {
    const nowhere = await startOther("--to", "mysql://127.0.0.1:1");
    await expect(connectAsPage(nowhere)).rejects.toMatchObject({
      reason: "server",
      message: expect.stringContaining("ECONNREFUSED"),
    });
    await nowhere.printed(/could not connect/);
  });
});
