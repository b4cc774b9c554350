import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("floats of 32 bits", (backend) => {
  async function gauges() {
    const schema = (await backend.connect()).Schema(backend.schemaName("gauges"));
    class Gauge extends dj.Manual {
      static definition = `
        gauge : int16
        ---
        single=null : float32
        level=null : int32
        label=null : varchar(8)
      `;
    }
    schema(Gauge);
    await Gauge.insert([
      [1, 31.96875, 4, "2.7"],
      [2, null, 7, "x"],
    ]);
    return Gauge;
  }

  test("stay such beside small integers, with the six digits that are shown of them", async () => {
    const Gauge = await gauges();
    const read = async (sql: string) => await Gauge.proj({ v: sql }).toArrays("v", { orderBy: "gauge" });
    expect(await read("COALESCE(single, 0)")).toEqual([31.9688, 0]);
    expect(await read("IF(gauge > 0, single, gauge)")).toEqual([31.9688, null]);
    expect(await read("GREATEST(single, 1)")).toEqual([31.9688, null]);
    expect(await read("COALESCE(single, level)")).toEqual([31.96875, 7]);
    expect(await read("single + 1")).toEqual([32.96875, null]);
  });

  test("a text is an integer up to its point", async () => {
    const Gauge = await gauges();
    const read = async (sql: string) => await Gauge.proj({ v: sql }).toArrays("v", { orderBy: "gauge" });
    expect(await read("CAST(label AS UNSIGNED)")).toEqual([2, 0]);
    expect(await read("CAST(label AS SIGNED)")).toEqual([2, 0]);
    // MariaDB rounds what stands beside a bit operator.
    if (backend.name === "sqlite") expect(await read("label | 0")).toEqual([2, 0]);
  });
});
