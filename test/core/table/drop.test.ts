import { afterEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("dropping", (backend) => {
  afterEach(() => dj.setPrompt(null));

  async function kitchen() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("kitchen"));
    class Herb extends dj.Lookup {
      static definition = "herb : varchar(8)";
      static contents = [["dill"], ["sage"]];
    }
    schema(Herb);
    class Meal extends dj.Manual {
      static definition = "meal : int8";
      static Course = class Course extends dj.Part {
        static definition = "-> master\ncourse : int8";
      };
      static Garnish = class Garnish extends dj.Part {
        static definition = "-> master\n-> Herb";
      };
    }
    schema(Meal);
    const more = inst.Schema(backend.schemaName("more"), { context: { kitchen: schema } });
    class Guest extends dj.Manual {
      static definition = "-> kitchen.Meal.Course\nguest : int8";
    }
    more(Guest);
    await Meal.insert([[1], [2]]);
    await Meal.Course.insert1([1, 1]);
    await Guest.insert1([1, 1, 1]);
    return { inst, schema, more, Herb, Meal, Guest };
  }

  test("takes along what depends on a table, in whatever schema", async () => {
    const { schema, more, Meal, Guest, Herb } = await kitchen();
    expect(await Meal.drop()).toBe(true);
    expect(await schema.listTables()).toEqual(["#herb"]);
    expect(await more.listTables()).toEqual([]);
    expect(await Guest.isDeclared()).toBe(false);
    expect(await Herb.isDeclared()).toBe(true);
    await expect(Meal.toDicts()).rejects.toThrow(dj.errors.MissingTableError);
  });

  test("is of whole tables", async () => {
    const { Meal } = await kitchen();
    await expect(Meal.restrict({ meal: 1 }).drop()).rejects.toThrow(/as a whole.*delete\(\)/);
    await expect(Meal.proj().drop()).rejects.toThrow(dj.DataJointError);
    expect(await Meal.count()).toBe(2);
  });

  test("shows what would go, and asks", async () => {
    const { schema, Meal, Guest } = await kitchen();
    const questions: dj.DeletionQuestion[] = [];
    dj.setPrompt(async (question) => {
      questions.push(question);
      return false;
    });
    expect(await Meal.drop({ prompt: true })).toBe(false);
    expect(await schema.drop({ prompt: true }).catch((error: Error) => error.message)).toMatch(/guest/);
    expect(await Meal.count()).toBe(2);
    const [{ tables }] = questions as [dj.DeletionQuestion];
    expect(tables[0]).toEqual({
      table: Meal.fullTableName,
      schema: schema.database,
      className: "Meal",
      rows: 2,
    });
    expect(tables.map(({ className }) => className)).toContain("Meal.Course");
    expect(new Set(tables.map(({ table, rows }) => `${table} ${rows}`))).toEqual(
      new Set([
        `${Meal.fullTableName} 2`,
        `${Meal.Course.fullTableName} 1`,
        `${Meal.Garnish.fullTableName} 0`,
        `${Guest.fullTableName} 1`,
      ]),
    );
    const position = (name: string) => tables.findIndex(({ table }) => table === name);
    expect(position(Meal.Course.fullTableName)).toBeLessThan(position(Guest.fullTableName));
    dj.setPrompt(async () => true);
    expect(await Meal.drop({ prompt: true })).toBe(true);
    expect(await schema.drop({ prompt: true })).toBe(true);
    expect(await schema.exists()).toBe(false);
    expect(await schema.drop()).toBe(true);
  });

  test("leaves a schema that is there again once a table of it is defined", async () => {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("pantry"));
    for (const definition of ["jar : int32", "shelf : int32"]) {
      await schema.drop();
      expect(await schema.exists()).toBe(false);
      const Place = schema(
        class Place extends dj.Manual {
          static definition = definition;
        },
      );
      await Place.insert([[1]]);
      expect(await Place.count()).toBe(1);
    }
  });

  test("keeps parts and masters together unless told otherwise", async () => {
    const { schema, Herb, Meal } = await kitchen();
    await expect(Meal.Garnish.drop()).rejects.toThrow(/is a part of .*meal.*partIntegrity: "ignore"/);
    await expect(Herb.drop()).rejects.toThrow(
      /meal__garnish.* depends on .*#herb.* its master .*meal.* would stay/,
    );
    expect(await schema.listTables()).toHaveLength(4);
    expect(await Herb.drop({ partIntegrity: "ignore" })).toBe(true);
    expect(await schema.listTables()).toEqual(["meal", "meal__course"]);
    await Meal.Course.drop({ partIntegrity: "ignore" });
    expect(await schema.listTables()).toEqual(["meal"]);
    await expect(Meal.drop({ partIntegrity: "cascade" as "ignore" })).rejects.toThrow(/for delete\(\) alone/);
    await expect(Meal.drop({ partIntegrity: "none" as "ignore" })).rejects.toThrow(dj.DataJointError);
  });

  test("is refused inside of a transaction, and changes nothing then", async () => {
    const { inst, schema, more, Meal } = await kitchen();
    await expect(inst.connection.transaction(() => Meal.drop())).rejects.toThrow(/transaction/);
    await expect(inst.connection.transaction(() => more.drop())).rejects.toThrow(/transaction/);
    expect(await schema.listTables()).toHaveLength(4);
    expect(await more.exists()).toBe(true);
  });
});
