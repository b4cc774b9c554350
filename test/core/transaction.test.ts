import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("a transaction that a program begins and ends itself", (backend) => {
  async function pebbles() {
    const inst = await backend.connect();
    const Pebble = inst.Schema(backend.schemaName("pebbles"))(
      class Pebble extends dj.Manual {
        static readonly definition = "pebble : int32";
      },
    );
    return { connection: inst.connection, Pebble };
  }

  test("is kept or undone", async () => {
    const { connection, Pebble } = await pebbles();
    expect(connection.inTransaction).toBe(false);
    await connection.startTransaction();
    expect(connection.inTransaction).toBe(true);
    await Pebble.insert1({ pebble: 1 });
    await connection.commitTransaction();
    expect(connection.inTransaction).toBe(false);
    await connection.startTransaction();
    await Pebble.insert1({ pebble: 2 });
    await Pebble.restrict({ pebble: 1 }).delete();
    await connection.cancelTransaction();
    expect(connection.inTransaction).toBe(false);
    expect(await Pebble.toArrays("pebble")).toEqual([1]);
  });

  test("can neither be nested nor ended twice", async () => {
    const { connection, Pebble } = await pebbles();
    await expect(connection.commitTransaction()).rejects.toThrow(/No transaction is open/);
    await expect(connection.cancelTransaction()).rejects.toThrow(dj.DataJointError);
    await connection.startTransaction();
    await Pebble.insert1({ pebble: 1 });
    await expect(connection.startTransaction()).rejects.toThrow(/can't be nested/);
    await expect(connection.transaction(() => {})).rejects.toThrow(/can't be nested/);
    await connection.commitTransaction();
    expect(await connection.transaction(() => Pebble.count())).toBe(1);
  });
});
