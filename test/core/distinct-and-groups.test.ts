import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("distinct rows and groups", (backend) => {
  async function trials() {
    const schema = (await backend.connect()).Schema(backend.schemaName("groups"));
    class Trial extends dj.Manual {
      static definition = `
        trial : int32
        ---
        side : enum('right', 'left')
        dose : int32
      `;
    }
    schema(Trial);
    await Trial.insert([
      [1, "left", 5],
      [2, "right", 5],
      [3, "left", 7],
      [4, "left", 7],
    ]);
    return Trial;
  }

  test("distinct rows stay apart where only some of their attributes are wanted", async () => {
    const Trial = await trials();
    const kinds = dj.U("side", "dose").restrict(Trial);
    expect(await kinds.toArrays("dose", { orderBy: ["dose", "side"] })).toEqual([5, 5, 7]);
    expect(await kinds.top({ limit: 2, offset: 2, orderBy: "dose" }).count()).toBe(1);
    expect(
      await Trial.restrict(kinds.top({ limit: 1, offset: 2 }).proj({ other: "side", d: "dose" })).count(),
    ).toBe(4);
    expect(
      await dj
        .U("dose")
        .restrict(kinds.proj({ half: "dose / 2" }))
        .count(),
    ).toBe(2);
    expect(dj.U("dose", "dose").restrict(Trial).primaryKey).toEqual(["dose"]);
  });

  test("an expression without a key is one group, with what it has besides", async () => {
    const Trial = await trials();
    const totals = dj.U().aggr(Trial, { trials: "count(*)", most: "max(dose)" });
    const again = totals.aggr(Trial, "trials", "most", { again: "count(trial)" });
    expect(await again.fetch1()).toEqual({ trials: 4, most: 7, again: 4 });
    expect(await again.proj({ share: "trials / 2" }).fetch1()).toMatchObject({ share: "2.0000" });
  });

  test("what is computed can be grouped by and restricted", async () => {
    const Trial = await trials();
    const doubled = Trial.proj({ double_dose: "2 * dose" });
    const groups = dj.U("double_dose").aggr(doubled, { n: "count(*)" });
    expect(await groups.restrict("double_dose > 10 AND n > 1").toDicts()).toEqual([
      { double_dose: 14, n: 2 },
    ]);
    const each = doubled.aggr(Trial, "double_dose", { n: "count(dose)" });
    expect(await each.restrict("double_dose < 12").restrict("n = 1").count()).toBe(2);
  });

  test("what has several values in a group is refused, what depends on the key is not", async () => {
    const Trial = await trials();
    const bySide = dj.U("side");
    expect(() => bySide.aggr(Trial, { n: "count(*)", next: "dose + 1" })).toThrow(/dose_max/);
    expect(() => bySide.aggr(Trial, { share: "max(dose) / dose" })).toThrow(dj.errors.DataJointError);
    expect(() => dj.U().aggr(Trial, { next: "dose + 1" })).toThrow(dj.errors.DataJointError);
    expect(await dj.U("trial").aggr(Trial, { next: "dose + 1" }).toArrays("next")).toHaveLength(4);
    const fixed = bySide.aggr(Trial.restrict({ trial: 3 }), { next: "dose + 1" });
    expect(await fixed.toDicts()).toEqual([{ side: "left", next: 8 }]);
    const doses = Trial.aggr(Trial.proj(), { n: "count(*)" }).join(Trial.proj("dose"));
    expect(await Trial.proj().aggr(doses, { sum: "n + dose" }).toArrays("sum")).toHaveLength(4);
  });

  test("constants of one group of all rows are one row", async () => {
    const Trial = await trials();
    expect(await dj.U().aggr(Trial, { two: "1 + 1" }).toDicts()).toEqual([{ two: 2 }]);
    expect(await dj.U().aggr(Trial.restrict(false), { two: "1 + 1" }).toDicts()).toEqual([{ two: 2 }]);
  });

  test("what is computed from aggregates of all rows is of one group too", async () => {
    const Trial = await trials();
    const counted = dj.U().aggr(Trial, { n: "count(trial)" });
    const known = counted.proj({ known: "n IS NULL" });
    expect(await known.toDicts()).toEqual([{ known: 0 }]);
    expect(await known.proj({ unknown: "known + 1" }).toDicts()).toMatchObject([{ unknown: 1 }]);
  });

  test("a negated conjunction is one condition where it stands in another", async () => {
    const Trial = await trials();
    const row = { side: "left", dose: 7 };
    expect(await Trial.exclude([false, row]).toArrays("trial", { orderBy: "trial" })).toEqual([1, 2]);
    expect(await Trial.exclude(dj.and(row)).toArrays("trial", { orderBy: "trial" })).toEqual([1, 2]);
    const none = Trial.restrict(false).proj({ other: "trial" });
    expect(await Trial.exclude(dj.and(row, none)).count()).toBe(4);
  });

  test("a union with secondary attributes needs keys of one origin", async () => {
    const Trial = await trials();
    const doses = dj.U("dose").restrict(Trial);
    expect(await doses.union(doses).count()).toBe(2);
    expect(() => doses.union(doses.proj({ twice: "2 * dose" }))).toThrow(dj.errors.DataJointError);
  });

  test("enums of both sides of a union sort as texts", async () => {
    const Trial = await trials();
    const both = dj.U("side").restrict(Trial.restrict("dose = 5")).union(dj.U("side").restrict(Trial));
    expect(await dj.U("side").restrict(Trial).toArrays("side", { orderBy: "KEY" })).toEqual([
      "right",
      "left",
    ]);
    expect(await both.toArrays("side", { orderBy: "KEY" })).toEqual(["left", "right"]);
  });
});
