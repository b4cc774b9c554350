import { describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("what can't be made", (backend) => {
  const define = (schema: dj.Schema) =>
    schema(
      class Lab extends dj.Manual {
        static definition = "lab_id : int32";
      },
    );

  describe("a schema that is missing and may not be created", () => {
    test("is refused where it is used, and bothers nothing else", async () => {
      const inst = await backend.connect();
      const name = backend.schemaName("absent");
      const absent = inst.Schema(name, { createSchema: false });
      const Lab = define(absent);
      await expect(dj.virtualSchema(name, { instance: inst })).rejects.toThrow(/createSchema is false/);
      for (const use of [() => Lab.insert1([1]), () => absent.listTables(), () => absent.declare()]) {
        await expect(use()).rejects.toThrow(/createSchema is false/);
      }
      expect(await inst.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
      expect(await inst.connection.transaction(async () => "done")).toBe("done");
      expect(await absent.exists()).toBe(false);
    });

    test("is used once another has created it", async () => {
      const inst = await backend.connect();
      const name = backend.schemaName("absent");
      const Lab = define(inst.Schema(name, { createSchema: false }));
      await expect(Lab.insert1([1])).rejects.toThrow(/createSchema is false/);
      await inst.Schema(name).declare();
      await Lab.insert1([1]);
      expect(await Lab.count()).toBe(1);
    });
  });

  test("a table that can't be made is told of once, and tried again where it is used", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("closed");
    const Lab = define(inst.Schema(name, { createTables: false }));
    const query = () => inst.connection.query("SELECT 1 AS one");
    await expect(query()).rejects.toThrow(dj.errors.MissingTableError);
    expect(await query()).toEqual([{ one: 1 }]);
    await expect(Lab.count()).rejects.toThrow(/createTables is false/);
    expect(await query()).toEqual([{ one: 1 }]);

    await define(inst.Schema(name)).insert1([1]);
    expect(await Lab.count()).toBe(1);
  });
});
