import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("working with instances", (backend) => {
  async function laboratory() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("lab"));
    class Lab extends dj.Manual {
      static definition = `
        # Research labs
        lab_id : int32
        ---
        lab_name : varchar(100)
        institution : varchar(200)
      `;
    }
    schema(Lab);
    class Researcher extends dj.Manual {
      static definition = `
        -> Lab
        researcher_id : int32
        ---
        researcher_name : varchar(100)
      `;
    }
    schema(Researcher);
    await Lab.insert([
      { lab_id: 1, lab_name: "Neural Dynamics", institution: "MIT" },
      { lab_id: 2, lab_name: "Vision Lab", institution: "Stanford" },
      { lab_id: 3, lab_name: "Empty Lab", institution: "Nowhere" },
    ]);
    await Researcher.insert([
      { lab_id: 1, researcher_id: 1, researcher_name: "Alice Chen" },
      [1, 2, "Bob Park"],
      { lab_id: 2, researcher_id: 3, researcher_name: "Carol Ruiz" },
    ]);
    return { inst, schema, Lab, Researcher };
  }

  test("restricts, excludes and counts", async () => {
    const { Lab, Researcher } = await laboratory();
    expect(await Researcher.restrict({ lab_id: 1 }).toDicts({ orderBy: "KEY" })).toEqual([
      { lab_id: 1, researcher_id: 1, researcher_name: "Alice Chen" },
      { lab_id: 1, researcher_id: 2, researcher_name: "Bob Park" },
    ]);
    expect(await Lab.restrict("institution = 'MIT'").fetch1("lab_name")).toBe("Neural Dynamics");
    expect(await Lab.exclude(Researcher).keys()).toEqual([{ lab_id: 3 }]);
    expect(await Lab.restrict([{ lab_id: 1 }, "lab_id > 2"]).count()).toBe(2);
    expect(await Lab.restrict(dj.and("lab_id > 1", dj.not({ lab_id: 3 }))).keys()).toEqual([{ lab_id: 2 }]);
    expect(await Lab.restrict({ no_such_attribute: 1 }).count()).toBe(3);
    expect(await Lab.restrict([]).isEmpty()).toBe(true);
    expect(await Lab.includes({ lab_id: 2 })).toBe(true);
  });

  test("joins, projects and aggregates", async () => {
    const { Lab, Researcher } = await laboratory();
    expect(
      await Researcher.join(Lab).proj("institution").toDicts({ orderBy: "researcher_id DESC", limit: 1 }),
    ).toEqual([{ lab_id: 2, researcher_id: 3, institution: "Stanford" }]);
    const sizes = Lab.aggr(Researcher, "lab_name", { researchers: "count(researcher_id)" });
    expect(sizes.primaryKey).toEqual(["lab_id"]);
    expect(await sizes.toDicts({ orderBy: "KEY" })).toEqual([
      { lab_id: 1, lab_name: "Neural Dynamics", researchers: 2 },
      { lab_id: 2, lab_name: "Vision Lab", researchers: 1 },
      { lab_id: 3, lab_name: "Empty Lab", researchers: 0 },
    ]);
    expect(await sizes.restrict("researchers > 1").keys()).toEqual([{ lab_id: 1 }]);
    expect(
      await Lab.aggr(Researcher, { n: "count(*)" }, { excludeNonmatching: true }).toArrays("n", {
        orderBy: "KEY",
      }),
    ).toEqual([2, 1]);
    expect(await dj.U().aggr(Researcher, { n: "count(*)" }).fetch1("n")).toBe(3);
    expect(await dj.U("institution").restrict(Lab).count()).toBe(3);
  });

  test("reads a table without its class", async () => {
    const { inst, schema } = await laboratory();
    const other = backend.name === "sqlite" ? inst : await backend.connect();
    const labs = other.FreeTable(`${schema.database}.lab`);
    expect(await labs.restrict("lab_id < 3").proj("lab_name").toDicts({ orderBy: "KEY" })).toEqual([
      { lab_id: 1, lab_name: "Neural Dynamics" },
      { lab_id: 2, lab_name: "Vision Lab" },
    ]);
    expect(labs.heading.get("lab_name")).toMatchObject({ type: "varchar(100)", inKey: false, lineage: null });
    await expect(inst.FreeTable(`${schema.database}.nothing`).toDicts()).rejects.toThrow(
      dj.errors.MissingTableError,
    );
  });

  test("refuses what breaks integrity, with the reference's classes of errors", async () => {
    const { Lab, Researcher } = await laboratory();
    await expect(Lab.insert1([1, "again", "here"])).rejects.toThrow(dj.errors.DuplicateError);
    await expect(Researcher.insert1([9, 9, "orphan"])).rejects.toThrow(dj.errors.IntegrityError);
    await expect(Lab.insert1({ lab_id: 4 })).rejects.toThrow(dj.errors.MissingAttributeError);
    await expect(Lab.insert1({ lab_id: 4, lab_nam: "x", institution: "" })).rejects.toThrow(/lab_name/);
    await expect(Lab.insert1([4, "x".repeat(101), ""])).rejects.toThrow(/101 characters/);
    await expect(Lab.insert1([2 ** 31, "x", ""])).rejects.toThrow(/between/);
    expect(await Lab.count()).toBe(3);
  });

  test("inserts all rows of a call or none", async () => {
    const { Lab } = await laboratory();
    const rows = Array.from({ length: 500 }, (_, index) => [1000 - index, `lab ${index}`, ""]);
    await expect(Lab.insert([...rows, [1, "duplicate", ""]])).rejects.toThrow(dj.errors.DuplicateError);
    expect(await Lab.count()).toBe(3);
    await Lab.insert([...rows, [1, "duplicate", ""]], { skipDuplicates: true });
    expect(await Lab.count()).toBe(503);
    expect(await Lab.restrict({ lab_id: 1 }).fetch1("lab_name")).toBe("Neural Dynamics");
  });

  test("commits a transaction, or undoes all of it", async () => {
    const { inst, Lab } = await laboratory();
    await inst.connection.transaction(async () => {
      await Lab.insert1([4, "four", ""]);
      await expect(
        Lab.insert([
          [5, "five", ""],
          [4, "again", ""],
        ]),
      ).rejects.toThrow(dj.errors.DuplicateError);
      await Lab.insert1([6, "six", ""]);
    });
    expect(await Lab.keys({ orderBy: "KEY" })).toEqual([1, 2, 3, 4, 6].map((lab_id) => ({ lab_id })));
    const failing = inst.connection.transaction(async () => {
      await Lab.insert1([7, "seven", ""]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await Lab.count()).toBe(5);
  });

  test("drops the schema with everything in it", async () => {
    const { schema, Lab } = await laboratory();
    expect(await schema.listTables()).toEqual(["lab", "researcher"]);
    await schema.drop();
    expect(await schema.exists()).toBe(false);
    await expect(Lab.toDicts()).rejects.toThrow(dj.errors.MissingTableError);
    await schema.declare();
    expect(await Lab.count()).toBe(0);
  });

  test("describes and declares the same table again", async () => {
    const { inst, schema, Researcher } = await laboratory();
    const again = inst.Schema(backend.schemaName("copy"), { context: { lab: schema } });
    const definition = (await Researcher.describe()).replace("-> Lab", "-> lab.Lab");
    const Copy = again(
      class Copy extends dj.Manual {
        static definition = definition;
      },
    );
    expect(await Copy.parents()).toEqual([`\`${schema.database}\`.\`lab\``]);
    await Copy.insert(Researcher);
    expect(await Copy.count()).toBe(3);
    expect(
      (
        await Copy.join(Researcher.proj({ name_again: "researcher_name" }), {
          semanticCheck: false,
        }).toDicts()
      ).length,
    ).toBe(3);
  });
});
