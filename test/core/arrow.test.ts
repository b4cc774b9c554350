import { tableFromIPC, tableToIPC } from "@uwdata/flechette";
import { expect, test } from "vitest";
import * as dj from "../../core/index.ts";
import { describeBackends } from "./support/backends.ts";

describeBackends("Arrow tables", (backend) => {
  async function samples() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("arrow"));
    return schema(
      class Sample extends dj.Manual {
        static readonly definition = `
          id : int8
          ---
          wide = null : int64
          plain = null : int32
          unsigned = null : int unsigned
          single = null : float32
          double_one = null : float64
          price = null : decimal(20,4)
          huge = null : decimal(50,10)
          flag = null : bool
          name = null : varchar(20)
          side = null : enum('left','right')
          day = null : date
          moment = null : datetime
          exact_moment = null : datetime(6)
          span = null : time(3)
          token = null : uuid
          raw = null : bytes
          extra = null : json
        `;
      },
    );
  }

  const token = "3b12f1df-5232-4c5b-8c3a-8a5b3a3f4c3b";

  test("keep every value of every type, also through bytes", async () => {
    const Sample = await samples();
    await Sample.insert([
      {
        id: 1,
        wide: 2n ** 62n + 1n,
        plain: -5,
        unsigned: 4_000_000_000,
        single: 0.5,
        double_one: 0.1,
        price: "1234567890123456.7891",
        huge: "-1234567890123456789012345678901234567890.0123456789",
        flag: true,
        name: "Zoë",
        side: "right",
        day: "0099-02-28",
        moment: "1969-12-31 23:59:58",
        exact_moment: "9999-12-31 23:59:59.999999",
        span: "-838:59:58.125",
        token,
        raw: new Uint8Array([0, 1, 255]),
        extra: { b: [1, null], a: "é" },
      },
    ]);
    await Sample.insert1({ id: 2 });
    await Sample.insert1({
      id: 3,
      side: "left",
      day: "2024-02-29",
      flag: false,
      span: "00:00:01",
      price: "-0.5",
    });
    const made = await Sample.toArrow({ orderBy: "KEY", useDecimalInt: true });
    const options = { useBigInt: true, useDecimalInt: true };
    for (const table of [made, tableFromIPC(tableToIPC(made, { format: "stream" })!, options)]) {
      expect(table.numRows).toBe(3);
      expect(table.names).toEqual(Sample.heading.names);
      expect(table.toArray()).toEqual([
        {
          id: 1,
          wide: 2n ** 62n + 1n,
          plain: -5,
          unsigned: 4_000_000_000,
          single: 0.5,
          double_one: 0.1,
          price: 12345678901234567891n,
          huge: -12345678901234567890123456789012345678900123456789n,
          flag: true,
          name: "Zoë",
          side: "right",
          day: new Date(0).setUTCFullYear(99, 1, 28),
          moment: -2000,
          exact_moment: expect.closeTo(Date.UTC(10000, 0, 1), 2),
          span: -BigInt(((838 * 60 + 59) * 60 + 58) * 1000 + 125),
          token,
          raw: new Uint8Array([0, 1, 255]),
          extra: expect.stringMatching(/^\{.*"é".*\}$/),
        },
        { ...Object.fromEntries(Sample.heading.names.map((name) => [name, null])), id: 2 },
        expect.objectContaining({
          side: "left",
          day: Date.UTC(2024, 1, 29),
          flag: false,
          span: 1000n,
          price: -5000n,
        }),
      ]);
      const moments = table.getChild("exact_moment")!.data[0]!.values as BigInt64Array;
      expect(moments[0]).toBe(253402300799999999n);
    }
    const types = made.schema.fields.map(({ type }) => type);
    expect(types.map(({ typeId }) => typeId)).toEqual([
      2, 2, 2, 2, 3, 3, 7, 7, 6, 5, -1, 8, 10, 10, 18, 5, 4, 5,
    ]);
    expect(types[0]).toMatchObject({ bitWidth: 8, signed: true });
    expect(types[3]).toMatchObject({ bitWidth: 32, signed: false });
    expect(types[7]).toMatchObject({ bitWidth: 256, precision: 50, scale: 10 });
    expect([types[12], types[13], types[14]]).toMatchObject([{ unit: 0 }, { unit: 2 }, { unit: 1 }]);
  });

  test("are read back as asked for", async () => {
    const Sample = await samples();
    await Sample.insert1({ id: 1, wide: 3, price: "2.5", day: "2024-01-31", moment: "2024-01-31 10:20:30" });
    const [row] = (await Sample.toArrow({ useBigInt: false, useDate: true })).toArray();
    expect(row).toMatchObject({
      wide: 3,
      price: 2.5,
      day: new Date("2024-01-31"),
      moment: new Date("2024-01-31T10:20:30Z"),
    });
  });

  test("hold what is computed, in the order and window asked for, and no rows at all", async () => {
    const Sample = await samples();
    await Sample.insert([
      { id: 1, name: "a", plain: 1 },
      { id: 2, name: "b", plain: 2 },
      { id: 3, name: "c", plain: 4 },
    ]);
    const computed = Sample.proj({ twice: "2 * plain", word: "concat(name, '!')", none: "NULL" });
    expect((await computed.toArrow({ orderBy: "id DESC", limit: 2 })).toColumns()).toEqual({
      id: Int8Array.of(3, 2),
      twice: BigInt64Array.of(8n, 4n),
      word: ["c!", "b!"],
      none: [null, null],
    });
    const empty = await Sample.restrict("id > 10").toArrow();
    expect([empty.numRows, empty.numCols]).toEqual([0, Sample.heading.names.length]);
  });

  test("can be inserted again, JSON as such, and refuse what a codec stored", async () => {
    const Sample = await samples();
    const rows = [
      { id: 1, extra: { b: [1, null], a: "é" }, price: "0.5000" },
      { id: 2, extra: "text", price: null },
      { id: 3, extra: null, price: null },
    ];
    await Sample.insert(rows);
    const made = await Sample.proj("extra", "price").toArrow({ orderBy: "KEY" });
    for (const table of [made, tableFromIPC(tableToIPC(made, { format: "stream" })!)]) {
      await Sample.delete();
      await Sample.insert(table);
      expect(await Sample.proj("extra", "price").toDicts({ orderBy: "KEY" })).toEqual(rows);
    }
    const inst = await backend.connect();
    const Trace = inst.Schema(backend.schemaName("traces"))(
      class Trace extends dj.Manual {
        static readonly definition = "id : int32\n---\nsignal : <blob>";
      },
    );
    await Trace.insert1({ id: 1, signal: [1, 2] });
    const stored = await Trace.toArrow();
    await expect(Trace.insert(stored, { replace: true })).rejects.toThrow(/"signal".*toDicts/s);
    expect(await Trace.fetch1("signal")).toEqual([1, 2]);
  });
});
