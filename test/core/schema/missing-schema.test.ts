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

  test("a schema that was dropped is not made again for one that may not be created", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("dropped");
    const schema = inst.Schema(name);
    await schema.declare();
    await schema.drop({ prompt: false });
    const Lab = define(inst.Schema(name, { createSchema: false }));
    await expect(Lab.count()).rejects.toThrow(/createSchema is false/);
    expect(await schema.exists()).toBe(false);
  });

  test("a table that may not be made is told of where it is used, and bothers nothing else", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("closed");
    const Lab = define(inst.Schema(name, { createTables: false }));
    const query = () => inst.connection.query("SELECT 1 AS one");
    expect(await query()).toEqual([{ one: 1 }]);
    await expect(Lab.count()).rejects.toThrow(/createTables is false/);
    expect(await query()).toEqual([{ one: 1 }]);

    await define(inst.Schema(name)).insert1([1]);
    expect(await Lab.count()).toBe(1);
  });

  test("the other tables of the schema of such a table can be used", async () => {
    const inst = await backend.connect();
    const name = backend.schemaName("half");
    await define(inst.Schema(name)).insert1([1]);
    const schema = inst.Schema(name, { createTables: false });
    const Lab = define(schema);
    const Missing = schema(
      class Missing extends dj.Computed {
        static definition = "-> Lab";
        async make() {}
      },
    );
    expect(await Lab.count()).toBe(1);
    expect(await schema.listTables()).toEqual(["lab"]);
    for (const use of [
      () => Missing.count(),
      () => Lab.restrict(Missing).count(),
      () => Missing.insert1([1], { allowDirectInsert: true }),
      () => Missing.jobs.count(),
      () => schema.declare(),
    ]) {
      await expect(use()).rejects.toThrow(dj.errors.MissingTableError);
    }
    expect(await schema.listTables()).toEqual(["lab"]);
    expect(await Lab.count()).toBe(1);
  });
});
