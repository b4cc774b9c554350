import { createServer } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { isHarmSkipped } from "../servers/mysql-url.ts";
import { durable, useFaultyServer, waysToServer } from "./faulty-server.ts";

const { AccessError, LostConnectionError, MissingTableError, QueryError } = dj.errors;

describe.skipIf(isHarmSkipped).each(waysToServer)("a server that refuses, reached %s,", (way) => {
  const faulty = useFaultyServer([...durable, "--max-allowed-packet=1M"], way);
  const failing = (call: Promise<unknown>): Promise<Error> =>
    call.then(
      () => {
        throw new Error("It did not fail.");
      },
      (error: unknown) => error as Error,
    );

  beforeAll(async () => {
    const { connection } = faulty.connect();
    await connection.query("CREATE USER reader@'%' IDENTIFIED BY 'right'");
    await connection.query("CREATE USER reader@localhost IDENTIFIED BY 'right'");
  });

  // Through the gateway, the page asks where to and who until it is connected.
  const testOfConnecting = test.skipIf(way !== "directly");

  testOfConnecting("a wrong password", async () => {
    const { connection } = faulty.connect({ user: "reader", password: "wrong" });
    const error = await failing(connection.query("SELECT 1"));
    expect(error).toBeInstanceOf(AccessError);
    expect(error.message).toMatch(/Access denied for user 'reader'.*Check user and password/);
    expect((error.cause as { errno: number }).errno).toBe(1045);
  });

  testOfConnecting("an Instance without a user", async () => {
    const { connection } = faulty.connect({ user: null });
    await expect(connection.query("SELECT 1")).rejects.toThrow(/No database user is set/);
  });

  test("what the user has no privilege for, and goes on", async () => {
    const owner = faulty.connect();
    const { Sample, schema } = await faulty.samples(owner);
    await owner.connection.query(`GRANT SELECT ON \`${schema.database}\`.* TO reader@'%', reader@localhost`);
    const reader = faulty.connect({ user: "reader", password: "right" });
    const seen = reader.FreeTable(Sample.fullTableName);
    expect(await seen.count()).toBe(2);
    for (const call of [
      () => seen.insert1({ sample: 3, value: 30 }),
      () => seen.deleteQuick(),
      () => reader.connection.query("CREATE DATABASE faults_of_reader"),
    ]) {
      expect(await failing(call())).toBeInstanceOf(AccessError);
    }
    expect(await seen.count()).toBe(2);
  });

  testOfConnecting("a port where nobody listens, and a host that is not there", async () => {
    const probe = createServer();
    const port = await new Promise<number>((resolve) =>
      probe.listen(0, "127.0.0.1", () => resolve((probe.address() as { port: number }).port)),
    );
    await new Promise((resolve) => probe.close(resolve));
    const nobody = await failing(faulty.connect({ port }).connection.query("SELECT 1"));
    expect(nobody).toBeInstanceOf(LostConnectionError);
    expect(nobody.message).toContain(`127.0.0.1:${port}`);
    expect(nobody.message).toContain("start it, or check host and port");
    const nowhere = await failing(
      faulty.connect({ host: "no-such-host.invalid" }).connection.query("SELECT 1"),
    );
    expect(nowhere).toBeInstanceOf(LostConnectionError);
    expect(nowhere.message).toContain("no-such-host.invalid");
  });

  test("to encrypt, where TLS is required, but not where it is preferred", async () => {
    const required = faulty.connect({ useTls: true });
    await expect(required.connection.query("SELECT 1")).rejects.toThrow(/offers no TLS/);
    const preferred = faulty.connect({ useTls: null });
    expect(await preferred.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("a statement that is larger than it takes, and the connection is kept", async () => {
    const inst = faulty.connect();
    const schema = inst.Schema("faults_packets");
    class Scan extends dj.Manual {
      static definition = `
        scan : int32
        ---
        image : bytes
      `;
    }
    schema(Scan);
    const [{ id }] = (await inst.connection.query("SELECT CONNECTION_ID() AS id")) as [{ id: number }];
    const error = await failing(Scan.insert1([1, new Uint8Array(2 ** 21)]));
    expect(error).toBeInstanceOf(QueryError);
    expect(error.message).toMatch(/at most 1048576 \(max_allowed_packet\)/);
    // Rows that fit one by one are sent in several statements.
    await Scan.insert([1, 2, 3, 4, 5].map((scan) => [scan, new Uint8Array(300_000).fill(scan)]));
    expect(await Scan.count()).toBe(5);
    expect(await inst.connection.query("SELECT CONNECTION_ID() AS id")).toEqual([{ id }]);
  });

  test("what a transaction of another connection holds, after the time limit", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const other = faulty.connect({ database__lockTimeout: 1 });
    const same = other.FreeTable(Sample.fullTableName);
    await inst.connection.transaction(async () => {
      await Sample.update1({ sample: 1, value: 11 });
      await other.connection.transaction(async () => {
        await same.insert1({ sample: 3, value: 30 });
        const error = await failing(same.update1({ sample: 1, value: 12 }));
        expect(error).toBeInstanceOf(QueryError);
        expect(error.message).toMatch(/Lock wait timeout.*config\.database\.lockTimeout/);
        // Only that statement is undone.
        await same.insert1({ sample: 4, value: 40 });
      });
    });
    expect(await Sample.toArrays("sample", "value")).toEqual([
      [1, 2, 3, 4],
      [11, 20, 30, 40],
    ]);
  });

  test("one of two transactions that wait for one another, as a whole", async () => {
    const one = faulty.connect();
    const { Sample } = await faulty.samples(one);
    const two = faulty.connect();
    const same = two.FreeTable(Sample.fullTableName);
    let oneHolds = () => {};
    let twoHolds = () => {};
    const isHeldByOne = new Promise<void>((resolve) => {
      oneHolds = resolve;
    });
    const isHeldByTwo = new Promise<void>((resolve) => {
      twoHolds = resolve;
    });
    const cross = async (
      { connection }: dj.Instance,
      table: Pick<typeof Sample, "update1" | "insert1">,
      [mine, others]: [number, number],
      hold: () => void,
      wait: Promise<void>,
    ): Promise<void> =>
      connection.transaction(async () => {
        await table.update1({ sample: mine, value: 100 + mine });
        hold();
        await wait;
        try {
          await table.update1({ sample: others, value: 200 + mine });
        } catch (error) {
          // A program that passes over the error must not write outside of the transaction.
          await table.insert1({ sample: 9, value: 9 });
          throw error;
        }
      });
    const results = await Promise.allSettled([
      cross(one, Sample, [1, 2], oneHolds, isHeldByTwo),
      cross(two, same as never, [2, 1], twoHolds, isHeldByOne),
    ]);
    const failed = results.filter((result) => result.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(failed[0]!.reason).toBeInstanceOf(QueryError);
    expect(failed[0]!.reason.message).toMatch(/Deadlock/);
    const winner = results[0]!.status === "fulfilled" ? 1 : 2;
    const values = winner === 1 ? [101, 201] : [202, 102];
    expect(await Sample.toArrays("sample", "value")).toEqual([[1, 2], values]);
  });

  test("a table of a schema that someone else dropped, and takes it when it is made again", async () => {
    const inst = faulty.connect();
    const { Sample, schema } = await faulty.samples(inst);
    expect(await Sample.count()).toBe(2);
    const other = faulty.connect();
    await other.connection.query(`DROP DATABASE \`${schema.database}\``);
    for (const call of [() => Sample.toDicts(), () => Sample.insert1([3, 30]), () => Sample.delete()]) {
      expect(await failing(call())).toBeInstanceOf(MissingTableError);
    }
    const again = other.Schema(schema.database);
    class Sample2 extends dj.Manual {
      static definition = `
        sample : int32
        ---
        value : int32
      `;
    }
    again(class Sample extends Sample2 {});
    await again.declare();
    await Sample.insert1([3, 30]);
    expect(await Sample.count()).toBe(1);
  });

  test("to go on with a statement that its administrator ended", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const admin = faulty.connect();
    const [{ id }] = (await inst.connection.query("SELECT CONNECTION_ID() AS id")) as [{ id: number }];
    const holder = faulty.connect();
    const held = holder.FreeTable(Sample.fullTableName);
    await holder.connection.transaction(async () => {
      await held.update1({ sample: 1, value: 11 });
      const waiting = failing(Sample.update1({ sample: 1, value: 12 }));
      await untilUpdates(admin, id);
      await admin.connection.query(`KILL QUERY ${id}`);
      const error = await waiting;
      expect(error).toBeInstanceOf(QueryError);
      expect(error.message).toMatch(/interrupted.*Someone ended the statement/);
    });
    expect(await inst.connection.query("SELECT CONNECTION_ID() AS id")).toEqual([{ id }]);
    expect(await Sample.restrict({ sample: 1 }).fetch1("value")).toBe(11);
  });

  test("to go on with a connection that its administrator ended: the query is repeated, a change is not", async () => {
    const inst = faulty.connect();
    const { Sample } = await faulty.samples(inst);
    const admin = faulty.connect();
    const [{ id }] = (await inst.connection.query("SELECT CONNECTION_ID() AS id")) as [{ id: number }];
    await admin.connection.query(`KILL ${id}`);
    await Sample.insert1([3, 30]);
    expect(await Sample.count()).toBe(3);
    const [{ again }] = (await inst.connection.query("SELECT CONNECTION_ID() AS again")) as [
      { again: number },
    ];
    expect(again).not.toBe(id);
  });
});

/** Until a connection is at an UPDATE. InnoDB's own list of who waits would stand still while it is asked for. */
async function untilUpdates(admin: dj.Instance, id: number): Promise<void> {
  const updates = async () => {
    const [{ n }] = (await admin.connection.query(
      "SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE ID = ? AND INFO LIKE 'UPDATE%'",
      [id],
    )) as [{ n: number }];
    return n;
  };
  await expect.poll(updates, { interval: 20 }).toBe(1);
}
