import { afterEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";
import { studio } from "../support/studio.ts";

describeBackends("deleting", (backend) => {
  afterEach(() => dj.setPrompt(null));

  const counts = async (tables: Record<string, { count(): Promise<number> }>) => {
    const result: Record<string, number> = {};
    for (const [name, table] of Object.entries(tables)) result[name] = await table.count();
    return result;
  };

  test("takes along whatever refers to the rows, by whatever foreign key", async () => {
    const { Tenant, Desk, Locker, Key, Message, Plant, Badge } = await studio(backend);
    expect(await Tenant.restrict({ tenant: 1 }).delete()).toBe(1);
    expect(await counts({ Tenant, Desk, Locker, Key, Message, Plant, Badge })).toEqual({
      Tenant: 2,
      Desk: 1,
      Locker: 1,
      Key: 1,
      Message: 1,
      Plant: 2,
      Badge: 1,
    });
    expect(await Plant.toDicts({ orderBy: "KEY" })).toEqual([
      { plant: 2, tenant: null },
      { plant: 3, tenant: 2 },
    ]);
  });

  test("follows one side of a diamond only", async () => {
    const { Tenant, Desk, Locker, Key } = await studio(backend);
    expect(await Locker.restrict("locker = 2").delete()).toBe(1);
    expect(await counts({ Tenant, Desk, Locker, Key })).toEqual({ Tenant: 3, Desk: 3, Locker: 2, Key: 2 });
  });

  test("deletes by secondary attributes, SQL, lists, negations and the first rows in an order", async () => {
    const { Tenant, Desk, Key } = await studio(backend);
    expect(await Desk.restrict({ lamp: "red" }).delete()).toBe(1);
    expect(await Key.keys({ orderBy: "KEY" })).toEqual([
      { tenant: 1, desk: 2, locker: 2 },
      { tenant: 2, desk: 1, locker: 1 },
    ]);
    expect(await Desk.restrict("lamp IS NULL").delete()).toBe(1);
    expect(await Tenant.restrict(dj.Top({ limit: 2, orderBy: "tenant DESC" })).delete()).toBe(2);
    expect(await Tenant.keys()).toEqual([{ tenant: 1 }]);
    expect(await Tenant.exclude([{ tenant: 1 }, "tenant > 7"]).delete()).toBe(0);
    expect(await Tenant.delete()).toBe(1);
    expect(await Key.count()).toBe(0);
  });

  test("reads conditions on dependent tables before these lose their rows", async () => {
    const { Tenant, Desk, Message } = await studio(backend);
    expect(await Tenant.restrict(Desk.restrict("desk = 2")).delete()).toBe(1);
    expect(await Tenant.keys({ orderBy: "KEY" })).toEqual([{ tenant: 2 }, { tenant: 3 }]);
    expect(await Tenant.exclude(Desk).delete()).toBe(1);
    expect(await Tenant.keys()).toEqual([{ tenant: 2 }]);
    expect(await Message.count()).toBe(0);
  });

  test("deletes thousands of rows that were named by another table", async () => {
    const { Tenant, Desk, Key } = await studio(backend);
    await Tenant.delete();
    await Tenant.insert(
      Array.from({ length: 1200 }, (_, index) => [index, `tenant ${index}`, 1, null, true]),
    );
    await Desk.insert(Array.from({ length: 1200 }, (_, index) => [index, 1, index % 2 === 0 ? "on" : null]));
    expect(await Tenant.restrict(Desk.restrict("lamp = 'on'")).delete()).toBe(600);
    expect(await Desk.count()).toBe(600);
    expect(await Key.count()).toBe(0);
  });

  test("refuses to delete parts without their master, unless told what to do", async () => {
    const { Meal, Course, Garnish, Tenant } = await studio(backend);
    await Garnish.update1({ meal: 1, course: 1, garnish: 1, tenant: 3 });
    await expect(Course.restrict({ meal: 1 }).delete()).rejects.toThrow(/part table.*partIntegrity/s);
    await expect(Tenant.restrict({ tenant: 3 }).delete()).rejects.toThrow(/master/);
    expect(await counts({ Tenant, Meal, Course, Garnish })).toEqual({
      Tenant: 3,
      Meal: 2,
      Course: 3,
      Garnish: 3,
    });
    await expect(Course.delete({ partIntegrity: "perhaps" as never })).rejects.toThrow(/"perhaps"/);
    expect(await Course.restrict({ meal: 1, course: 2 }).delete({ partIntegrity: "ignore" })).toBe(1);
    expect(await counts({ Meal, Course, Garnish })).toEqual({ Meal: 2, Course: 2, Garnish: 2 });
    expect(await Tenant.restrict({ tenant: 3 }).delete({ partIntegrity: "cascade" })).toBe(1);
    expect(await counts({ Tenant, Meal, Course, Garnish })).toEqual({
      Tenant: 2,
      Meal: 1,
      Course: 1,
      Garnish: 1,
    });
    expect(await Garnish.restrict({ meal: 2 }).delete({ partIntegrity: "cascade" })).toBe(1);
    expect(await counts({ Meal, Course, Garnish })).toEqual({ Meal: 0, Course: 0, Garnish: 0 });
  });

  test("reaches tables of other schemas", async () => {
    const { inst, schema, Tenant, Desk } = await studio(backend);
    const other = inst.Schema(backend.schemaName("other"), { context: { studio: schema } });
    const Photo = other(
      class Photo extends dj.Manual {
        static definition = `
          -> studio.Desk
          photo : int16
        `;
      },
    );
    await Photo.insert([
      [1, 1, 1],
      [2, 1, 1],
    ]);
    await expect(Desk.restrict({ tenant: 1, desk: 1 }).deleteQuick()).rejects.toThrow(
      dj.errors.IntegrityError,
    );
    expect(await Tenant.restrict({ tenant: 1 }).delete()).toBe(1);
    expect(await Photo.keys()).toEqual([{ tenant: 2, desk: 1, photo: 1 }]);
  });

  test("shows what would go before it goes, and stops where the user says no", async () => {
    const { inst, Tenant, Desk } = await studio(backend);
    const questions: dj.DeletionQuestion[] = [];
    let answer = false;
    dj.setPrompt(async (question) => {
      questions.push(question);
      return answer;
    });
    inst.config.safemode = true;
    expect(await Tenant.restrict({ tenant: 1 }).delete()).toBe(0);
    expect(await Tenant.count()).toBe(3);
    expect(questions[0]!.question).toMatch(/1 rows? of .*tenant/);
    const shown = questions[0]!.tables.map(({ table, rows }) => [table.replace(/^.*\.|`/g, ""), rows]);
    expect(shown[0]).toEqual(["tenant", 1]);
    expect(Object.fromEntries(shown)).toEqual({
      tenant: 1,
      desk: 2,
      locker: 2,
      key: 2,
      message: 2,
      plant: 1,
      badge: 1,
    });
    answer = true;
    expect(await Tenant.restrict({ tenant: 99 }).delete()).toBe(0);
    expect(questions.length).toBe(1);
    expect(await Desk.restrict({ tenant: 2 }).delete()).toBe(1);
    expect(await Tenant.restrict({ tenant: 1 }).delete({ prompt: false })).toBe(1);
    expect(questions.length).toBe(2);
    dj.setPrompt(null);
    if (!process.stdin.isTTY) await expect(Tenant.delete()).rejects.toThrow(/prompt: false/);
  });

  test("asks again where other rows would go than were shown", async () => {
    const { Tenant, Desk } = await studio(backend);
    const shown: number[] = [];
    dj.setPrompt(async ({ tables }) => {
      shown.push(tables.find(({ className }) => className === "Desk")!.rows);
      if (shown.length === 1) await Desk.insert1({ tenant: 1, desk: 77 });
      return true;
    });
    expect(await Tenant.restrict({ tenant: 1 }).delete({ prompt: true })).toBe(1);
    expect(shown).toEqual([2, 3]);
    expect(await Desk.restrict({ tenant: 1 }).count()).toBe(0);
    dj.setPrompt(async () => null);
    await expect(Tenant.delete({ prompt: true })).rejects.toThrow(/Nobody can be asked here/);
    expect(await Tenant.count()).toBe(2);
  });

  test("takes part in an open transaction", async () => {
    const { inst, Tenant, Meal, Course, Garnish } = await studio(backend);
    await Garnish.update1({ meal: 1, course: 1, garnish: 1, tenant: 3 });
    await expect(
      inst.connection.transaction(async () => {
        expect(await Tenant.restrict({ tenant: 1 }).delete()).toBe(1);
        expect(await Tenant.count()).toBe(2);
        await expect(Tenant.restrict({ tenant: 3 }).delete()).rejects.toThrow(/master/);
        expect(await Tenant.count()).toBe(2);
        throw new Error("undo");
      }),
    ).rejects.toThrow("undo");
    expect(await Tenant.count()).toBe(3);
    await inst.connection.transaction(async () => {
      expect(await Meal.restrict({ meal: 1 }).delete({ transaction: false })).toBe(1);
    });
    expect(await Course.count()).toBe(1);
  });

  test("deletes quickly, without what depends on the rows", async () => {
    const { Tenant, Key, Desk } = await studio(backend);
    await expect(Tenant.restrict({ tenant: 1 }).deleteQuick()).rejects.toThrow(dj.errors.IntegrityError);
    expect(await Key.restrict({ tenant: 1 }).deleteQuick({ getCount: true })).toBe(2);
    expect(await Key.restrict({ tenant: 1 }).deleteQuick()).toBeUndefined();
    expect(await Desk.restrict(Desk.restrict("desk = 2").proj()).deleteQuick({ getCount: true })).toBe(1);
    expect(await Desk.exclude(Key).deleteQuick({ getCount: true })).toBe(1);
    expect(await Desk.keys()).toEqual([{ tenant: 2, desk: 1 }]);
  });

  test("deletes through projections", async () => {
    const { Tenant, Desk, Key } = await studio(backend);
    expect(await Key.proj({ place: "desk" }).restrict("place = 2").deleteQuick({ getCount: true })).toBe(1);
    expect(await Desk.proj({ owner: "tenant" }).restrict("owner = 2").delete()).toBe(1);
    expect(await Desk.restrict({ tenant: 2 }).count()).toBe(0);
    expect(await Tenant.proj("name").restrict("tenant = 1").delete()).toBe(1);
    expect(await Key.count()).toBe(0);
    expect(await Tenant.proj({ doubled: "tenant * 2" }).restrict("doubled = 6").delete()).toBe(1);
    expect(await Tenant.proj().delete()).toBe(1);
    expect(await Tenant.count()).toBe(0);
  });

  test("deletes from tables only, restricted or projected", async () => {
    const { Tenant, Desk } = await studio(backend);
    for (const expression of [
      Tenant.join(Desk),
      Tenant.aggr(Desk, { n: "count(*)" }),
      Tenant.proj().union(Tenant.proj()),
      dj.U("name").restrict(Tenant),
    ]) {
      await expect(expression.delete()).rejects.toThrow(/from a table, restricted or projected/);
      await expect(expression.deleteQuick()).rejects.toThrow(/from a table, restricted or projected/);
    }
    expect(await Tenant.count()).toBe(3);
  });
});
