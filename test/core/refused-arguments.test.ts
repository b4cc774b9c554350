import { describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("arguments that mean nothing", (backend) => {
  const study = async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("refused"));
    const Lab = schema(
      class Lab extends dj.Manual {
        static definition = "lab_id : int32\n---\ncity = null : varchar(30)";
      },
    );
    const Report = schema(
      class Report extends dj.Computed {
        static definition = "-> Lab\n---\nseen : bool";
        async make(key: dj.Row) {
          await this.insert1({ ...key, seen: true });
        }
      },
    );
    await Lab.insert([
      { lab_id: 1, city: "Bonn" },
      { lab_id: 2, city: "Kiel" },
      { lab_id: 3, city: null },
    ]);
    return { inst, schema, Lab, Report };
  };

  test("an option of another name is refused by every call, with the nearest one", async () => {
    const { inst, schema, Lab, Report } = await study();
    // biome-ignore lint/suspicious/noExplicitAny: what a program without types may give
    const wrong = (name: string, value: unknown = true): any => ({ [name]: value });
    const calls: [() => unknown, string][] = [
      [() => Lab.restrict(true, wrong("semantic_check")).count(), "semanticCheck"],
      [() => Lab.exclude("lab_id = 1", wrong("semanticcheck")).count(), "semanticCheck"],
      [() => Lab.join(Report, wrong("leftt")).count(), "left"],
      [() => Lab.extend(Report, wrong("semantic")).count(), "semanticCheck"],
      [() => Lab.top(wrong("order_by", "city")).count(), "orderBy"],
      [() => Lab.makeSql(wrong("dialekt", "mysql")), "dialect"],
      [() => Lab.explain(wrong("limits", 1)), "limit"],
      [() => Lab.alter(wrong("dryrun")), "dryRun"],
      [() => Lab.parents(wrong("asObject")), "asObjects"],
      [() => Lab.children(wrong("as_objects")), "asObjects"],
      [() => Lab.ancestors(wrong("asobjects")), "asObjects"],
      [() => Lab.descendants(wrong("asobjects")), "asObjects"],
      [() => Lab.parts(wrong("asobjects")), "asObjects"],
      [() => Lab.drop(wrong("promt", false)), "prompt"],
      [() => schema.drop(wrong("promt", false)), "prompt"],
      [() => schema.code(wrong("lang", "python")), "language"],
      [() => inst.Schema("refused", wrong("createTable", false)), "createTables"],
      [() => dj.virtualSchema("refused", wrong("instanc", inst)), "instance"],
      [() => dj.listSchemas(wrong("instanc", inst)), "instance"],
      [() => Report.populate({}, wrong("maxcalls", 1)), "maxCalls"],
      [() => Report.jobs.refresh({}, wrong("priorty", 1)), "priority"],
      [() => dj.Diagram.cascade(Lab, wrong("part_integrity", "ignore")), "partIntegrity"],
      [() => inst.copyTo(inst, wrong("schema", ["refused"])), "schemas"],
    ];
    for (const [call, nearest] of calls) {
      const refused = async () => call();
      await expect(refused(), String(call)).rejects.toThrow(dj.errors.DataJointError);
      await expect(refused(), String(call)).rejects.toThrow(new RegExp(`has no option .*\\b${nearest}\\b`));
    }
    await expect((async () => Lab.makeSql("mysql" as never))()).rejects.toThrow(/options as one object/);
    expect(await Lab.count()).toBe(3);
    expect(await Report.count()).toBe(0);
  });

  test("what is no restriction does not pass for one", async () => {
    const { Lab } = await study();
    const given = [undefined, null, 5, () => true, new Date(), /x/, Lab.keys(), [null]];
    for (const one of given) {
      expect(() => Lab.restrict(one), String(one)).toThrow(dj.errors.DataJointError);
      expect(() => Lab.exclude(one), String(one)).toThrow(dj.errors.DataJointError);
    }
    expect(() => Lab.restrict(Lab.keys())).toThrow(/must be awaited/);
    expect(await Lab.count()).toBe(3);
  });

  test("options of populate and refresh may stand alone", async () => {
    const { Report } = await study();
    expect(await Report.populate({ maxCalls: 1 })).toEqual({ successCount: 1, errorList: [] });
    expect(await Report.count()).toBe(1);
    await Report.jobs.refresh({ priority: 2 });
    expect(await Report.jobs.toArrays("priority")).toEqual([2, 2]);
    expect(await Report.populate(null, { maxCalls: 0 })).toEqual({ successCount: 0, errorList: [] });
    expect(await Report.populate({ lab_id: 2 })).toEqual({ successCount: 1, errorList: [] });
    for (const maxCalls of [-1, 1.5, "two"]) {
      await expect(Report.populate({}, { maxCalls: maxCalls as never })).rejects.toThrow(/maxCalls/);
    }
  });

  test("names that are no texts are refused in words", async () => {
    const { schema, Lab } = await study();
    const calls: (() => unknown)[] = [
      () => Lab.restrict({ lab_id: 1 }).fetch1(5 as never),
      () => dj.U(["city"] as never),
      () => schema.get(5 as never),
      () => dj.previewExpression(5, { limit: 1 }),
    ];
    for (const call of calls) {
      await expect((async () => call())(), String(call)).rejects.toThrow(dj.errors.DataJointError);
    }
  });

  test("raw SQL without all of its values is refused", async () => {
    const { inst, Lab } = await study();
    const { query } = inst.connection;
    const run = query.bind(inst.connection);
    const expression = Lab.restrict({ city: "Bonn" });
    await expect(run(expression.makeSql())).rejects.toThrow(dj.errors.QuerySyntaxError);
    await expect(run("SELECT 1 AS one", "x" as never)).rejects.toThrow(/values as a list/);
    const { sql, values } = expression.makeStatement();
    expect(await run(sql, values)).toEqual([{ lab_id: 1, city: "Bonn" }]);
    expect(await run("SELECT '?' AS mark, ? AS value /* ? */", [4])).toEqual([{ mark: "?", value: 4 }]);
  });

  test("names of a heading can't be changed from outside", async () => {
    const { Lab } = await study();
    expect(() => (Lab.heading.names as string[]).reverse()).toThrow(TypeError);
    expect(() => (Lab.primaryKey as string[]).push("city")).toThrow(TypeError);
    expect(await Lab.restrict({ lab_id: 1 }).fetch1()).toEqual({ lab_id: 1, city: "Bonn" });
  });
});

describe("an Instance in a block", () => {
  test("is closed at its end", async () => {
    let left: dj.Instance;
    {
      await using inst = new dj.Instance({ database: ":memory:" });
      left = inst;
      expect(await inst.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    }
    await expect(left.connection.query("SELECT 1")).rejects.toThrow(/closed/);
  });
});
