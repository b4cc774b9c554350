import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("restriction by an expression that shares no attribute", (backend) => {
  test("keeps every row once where the expression has rows, and none where it has none", async () => {
    const schema = (await backend.connect()).Schema(backend.schemaName("any"));
    class Ship extends dj.Manual {
      static definition = `
        ship : int32
      `;
    }
    class Slot extends dj.Manual {
      static definition = `
        slot : int16
        ---
        cost : decimal(6,2)
      `;
    }
    schema(Ship);
    schema(Slot);
    await Ship.insert([[1], [2], [3]]);
    await Slot.insert([
      [2, 1],
      [5, 2],
    ]);
    const joined = Slot.join(Slot.proj({ other: "cost" }).restrict({ slot: 5 }), { left: true });
    expect(await Ship.restrict(joined).count()).toBe(3);
    expect(await Ship.exclude(joined).count()).toBe(0);
    expect(await Ship.restrict(joined.restrict("cost > 9")).count()).toBe(0);
    expect(await Ship.exclude(joined.restrict("cost > 9")).count()).toBe(3);
    expect(await Ship.restrict(dj.not(Slot.top({ limit: 0 }))).count()).toBe(3);
    expect(await Ship.restrict(dj.U().aggr(Slot.restrict("cost > 9"), { n: "count(*)" })).count()).toBe(3);
    expect(await Ship.restrict([{ ship: 2 }, Slot.restrict("cost > 9")]).toArrays("ship")).toEqual([2]);
  });
});
