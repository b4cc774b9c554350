import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("toArrays", (backend) => {
  async function readings() {
    const inst = await backend.connect();
    const Reading = inst.Schema(backend.schemaName("readings"))(
      class Reading extends dj.Manual {
        static readonly definition = "run : int32\nstep : int32\n---\nlabel : varchar(9)\nsignal : <blob>";
      },
    );
    const signal = new dj.NDArray({ dtype: "float64", shape: [1, 2], data: new Float64Array([1, 2]) });
    await Reading.insert([
      { run: 1, step: 1, label: "a", signal },
      { run: 1, step: 2, label: "b", signal },
    ]);
    return Reading;
  }

  test("puts keys before the arrays where they are asked for", async () => {
    const Reading = await readings();
    const keys = [
      { run: 1, step: 2 },
      { run: 1, step: 1 },
    ];
    const options = { includeKey: true, orderBy: "KEY DESC" } as const;
    expect(await Reading.toArrays("label", options)).toEqual([keys, ["b", "a"]]);
    expect(await Reading.toArrays("label", "step", options)).toEqual([keys, ["b", "a"], [2, 1]]);
    expect(await Reading.toArrays("label", { limit: 1, orderBy: "KEY" })).toEqual(["a"]);
    await expect(Reading.toArrays("label", { include_key: true } as object)).rejects.toThrow(/"includeKey"/);
  });

  test("squeezes arrays where that is asked for", async () => {
    const Reading = await readings();
    const shapes = (values: readonly unknown[]) => values.map((value) => (value as dj.NDArray).shape);
    expect(shapes(await Reading.toArrays("signal"))).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(shapes(await Reading.toArrays("signal", { squeeze: true }))).toEqual([[2], [2]]);
    const rows = await Reading.toDicts({ squeeze: true });
    expect(shapes(rows.map(({ signal }) => signal))).toEqual([[2], [2]]);
  });
});
