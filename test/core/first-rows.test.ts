import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("the first rows in an order", (backend) => {
  async function pairs() {
    const schema = (await backend.connect()).Schema(backend.schemaName("first"));
    class Pair extends dj.Manual {
      static definition = `
        pair : int32
        ---
        a : int32
        b : int32
      `;
    }
    schema(Pair);
    await Pair.insert([
      [1, 3, 1],
      [2, 1, 2],
      [3, 2, 3],
    ]);
    return Pair;
  }

  test("attributes that swapped names are sorted by as they are named now", async () => {
    const Pair = await pairs();
    const swapped = Pair.proj({ a: "b", b: "a" });
    expect(await swapped.top({ limit: 2, orderBy: "a DESC" }).toArrays("pair")).toEqual([3, 2]);
    expect(await swapped.toArrays("pair", { orderBy: "b" })).toEqual([2, 3, 1]);
    expect(await Pair.proj({ a: "5 - b", v: "a" }).toArrays("pair", { orderBy: ["v"] })).toEqual([2, 3, 1]);
    expect(await Pair.proj({ pair: "a", v: "pair" }).toArrays("v", { orderBy: "KEY DESC" })).toEqual([
      3, 2, 1,
    ]);
    expect(await Pair.proj("b", { a: "-a" }).toArrays("a", { orderBy: "a" })).toEqual([-3, -2, -1]);
  });

  test("a second top adds to the first one only in the same or in no order of its own", async () => {
    const Pair = await pairs();
    const last = { limit: 1, offset: 1 };
    expect(await Pair.top(last).top(last).toArrays("pair")).toEqual([3]);
    expect(
      await Pair.top(last)
        .top({ ...last, orderBy: null })
        .toArrays("pair"),
    ).toEqual([3]);
    expect(
      await Pair.top({ limit: 1, orderBy: null })
        .top({ ...last, orderBy: "KEY" })
        .count(),
    ).toBe(0);
    expect(
      await Pair.top({ limit: 2, orderBy: "a" }).top({ limit: 2, orderBy: "a DESC" }).toArrays("a"),
    ).toEqual([2, 1]);
  });
});
