import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseDefinition } from "../../../core/definition/parse-definition.ts";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

const { NDArray } = dj;

class Point {
  readonly x: number;
  readonly y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}

class PointCodec extends dj.Codec {
  readonly name = "test_point";

  getDtype(): string {
    return "<blob>";
  }

  override validate(value: unknown): void {
    if (!(value instanceof Point)) throw new TypeError("a Point is expected");
  }

  encode({ x, y }: Point): unknown {
    return { x, y };
  }

  decode({ x, y }: { x: number; y: number }): Point {
    return new Point(x, y);
  }
}

class LateCodec extends dj.Codec {
  readonly name = "test_late";

  getDtype(): string {
    return "varchar(60)";
  }

  async encode(
    value: string,
    { key, schema, table, attribute, storeName }: dj.EncodeContext,
  ): Promise<string> {
    await Promise.resolve();
    return [value, key.probe_id, schema.replace(/.*_/, ""), table, attribute, storeName].join("|");
  }

  async decode(stored: string, { key }: dj.DecodeContext): Promise<unknown> {
    await Promise.resolve();
    return { stored, key };
  }
}

beforeAll(() => {
  dj.registerCodec(PointCodec);
  dj.registerCodec(new LateCodec());
});
afterAll(() => {
  dj.unregisterCodec("test_point");
  dj.unregisterCodec("test_late");
});

describeBackends("attributes of codec types", (backend) => {
  let inst: dj.Instance;
  let schema: dj.Instance["Schema"] extends (...given: never[]) => infer Made ? Made : never;

  beforeEach(async () => {
    inst = await backend.connect();
    schema = inst.Schema(backend.schemaName("lab"));
  });

  const makeTrace = () =>
    schema(
      class Trace extends dj.Manual {
        static definition = `
          trace_id : int32
          ---
          data = null : <blob>
          label = "" : varchar(20)
        `;
      },
    );

  test("take any value, and give it back", async () => {
    const Trace = makeTrace();
    const values = [
      1,
      "text",
      [1, [2, null]],
      { name: "a", list: [true] },
      new Map([[1, "one"]]),
      new Set([1]),
      Uint8Array.of(1, 2, 3),
      NDArray.from([
        [1.5, 2],
        [3, 4],
      ]),
      Number.NaN,
      "",
      2n ** 80n,
    ];
    await Trace.insert(values.map((data, trace_id) => ({ trace_id, data })));
    expect(await Trace.toArrays("data", { orderBy: "trace_id" })).toEqual(values);
    const rows: unknown[] = [];
    for await (const row of Trace) rows.push((row as { data: unknown }).data);
    expect(rows).toEqual(values);
  });

  test("null and a missing value stay null", async () => {
    const Trace = makeTrace();
    await Trace.insert([
      { trace_id: 1, data: null },
      { trace_id: 2, data: undefined },
    ]);
    expect(await Trace.toArrays("data")).toEqual([null, null]);
    await Trace.insert1({ trace_id: 3 });
    await Trace.insert1([4, undefined, "x"]);
    expect(await Trace.restrict("data IS NULL").count()).toBe(4);
  });

  test("are stored in the reference's format and types", async () => {
    const Trace = makeTrace();
    await Trace.insert1([1, [1], "x"]);
    expect(Trace.heading.get("data")).toMatchObject({ type: "<blob>", sqlType: "longblob" });
    const [row] = await inst.connection.query(
      `SELECT ${inst.connection.dialect.quote.identifier("data")} AS content FROM ${inst.connection.dialect.quote.table((await Trace.declaration()).name)}`,
    );
    expect(Buffer.from(row!.content as Uint8Array).toString("latin1")).toBe(
      Buffer.from(dj.blob.pack([1])).toString("latin1"),
    );
  });

  test("are decoded under another name, in parts of an expression, and in joins", async () => {
    const Trace = makeTrace();
    await Trace.insert1({ trace_id: 1, data: { a: 1 }, label: "x" });
    expect(await Trace.proj({ content: "data" }).fetch1("content")).toEqual({ a: 1 });
    expect(await Trace.restrict("trace_id = 1").proj("data").toDicts()).toEqual([
      { trace_id: 1, data: { a: 1 } },
    ]);
    expect(await Trace.fetch1("label", "data")).toEqual(["x", { a: 1 }]);
    const preview = await dj.previewExpression(Trace, { limit: 5 });
    expect(preview.rows).toEqual([[1, { a: 1 }, "x"]]);
  });

  test("are updated, copied by a query, and read without the class", async () => {
    const Trace = makeTrace();
    await Trace.insert1({ trace_id: 1, data: "old" });
    await Trace.update1({ trace_id: 1, data: new Float32Array([1, 2]) });
    const Copy = schema(
      class TraceCopy extends dj.Manual {
        static definition = `
          trace_id : int32
          ---
          data = null : <blob>
        `;
      },
    );
    await Copy.insert(Trace.proj("data"));
    const free = inst.FreeTable(Copy.fullTableName);
    expect(String(await free.fetch1("data"))).toBe("NDArray float32 [2] [1, 2]");
    await Trace.update1({ trace_id: 1, data: null });
    expect(await Trace.fetch1("data")).toBeNull();
  });

  test("can't be compared, but for being absent", async () => {
    const Trace = makeTrace();
    await Trace.insert([
      { trace_id: 1, data: 1 },
      { trace_id: 2, data: null },
    ]);
    expect(() => Trace.restrict({ data: 1 })).toThrow(/"data": values of the type <blob> are not compared/);
    expect(await Trace.restrict({ data: null }).toArrays("trace_id")).toEqual([2]);
  });

  test("say which row and attribute a value does not fit, and insert nothing", async () => {
    const Trace = makeTrace();
    await expect(
      Trace.insert([
        { trace_id: 1, data: 1 },
        { trace_id: 2, data: { f: () => 1 } },
      ]),
    ).rejects.toThrow(/^Row 2 for .*"data" can't be stored as <blob>: The value at \.f is a function/);
    expect(await Trace.count()).toBe(0);
  });

  test("are chained: a codec of a program on <blob>", async () => {
    const Site = schema(
      class Site extends dj.Manual {
        static definition = `
          site_id : int32
          ---
          place : <test_point>
        `;
      },
    );
    await Site.insert([{ site_id: 1, place: new Point(1, 2.5) }]);
    expect(Site.heading.get("place")).toMatchObject({ type: "<test_point>", sqlType: "longblob" });
    expect(await Site.fetch1("place")).toEqual(new Point(1, 2.5));
    expect(await inst.FreeTable(Site.fullTableName).fetch1("place")).toBeInstanceOf(Point);
    await expect(Site.insert1({ site_id: 2, place: { x: 1, y: 2 } })).rejects.toThrow(
      /"place" can't be stored as <test_point>: a Point is expected/,
    );
    expect(Site.validate([{ site_id: 3, place: 5 }])).toMatchObject({ isValid: false });
    expect(Site.validate([{ site_id: 3, place: new Point(1, 1) }])).toMatchObject({ isValid: true });
  });

  test("may be asynchronous, and are told the key", async () => {
    const Probe = schema(
      class Probe extends dj.Lookup {
        static definition = `
          probe_id : int32
          ---
          note : <test_late>
        `;
        static contents: unknown[] = [[7, "a"], { probe_id: 8, note: "b" }];
      },
    );
    expect(await Probe.toDicts({ orderBy: "probe_id" })).toEqual([
      { probe_id: 7, note: { stored: "a|7|lab|#probe|note|", key: { probe_id: 7 } } },
      { probe_id: 8, note: { stored: "b|8|lab|#probe|note|", key: { probe_id: 8 } } },
    ]);
    await Probe.update1({ probe_id: 8, note: "c" });
    expect(await Probe.restrict({ probe_id: 8 }).fetch1("note")).toMatchObject({
      stored: "c|8|lab|#probe|note|",
    });
  });

  test("of a codec that is not registered leave the rest of the table readable", async () => {
    const codec = new (class extends dj.Codec {
      readonly name = "test_fleeting";
      getDtype() {
        return "json";
      }
      encode(value: unknown) {
        return value;
      }
      decode(stored: unknown) {
        return stored;
      }
    })();
    dj.registerCodec(codec);
    const Fleeting = schema(
      class Fleeting extends dj.Manual {
        static definition = `
          id : int32
          ---
          value : <test_fleeting>
        `;
      },
    );
    await Fleeting.insert1({ id: 1, value: "a json text" });
    expect(await Fleeting.fetch1("value")).toBe("a json text");
    dj.unregisterCodec("test_fleeting");
    const free = inst.FreeTable(Fleeting.fullTableName);
    expect(await free.proj().toDicts()).toEqual([{ id: 1 }]);
    await expect(free.toDicts()).rejects.toThrow(/"value" \(<test_fleeting>\).*no codec <test_fleeting>/);
    await expect(free.insert1({ id: 2, value: 1 })).rejects.toThrow(/registerCodec/);
  });
});

describe("the registry", () => {
  test("knows the codecs of DataJoint", () => {
    expect(dj.listCodecs()).toEqual(
      expect.arrayContaining(["attach", "blob", "filepath", "hash", "npy", "object"]),
    );
    expect(dj.getCodec("<blob@cold>").name).toBe("blob");
    expect(dj.isCodecRegistered("<npy@>")).toBe(true);
    expect(() => dj.getCodec("blop")).toThrow(/Did you mean "blob"/);
  });

  test("refuses bad names, taken names, and to lose its own", () => {
    class Nameless extends PointCodec {
      override readonly name = "no name" as never;
    }
    class Taken extends PointCodec {
      override readonly name = "blob" as never;
    }
    expect(() => dj.registerCodec(Nameless)).toThrow(/letters, digits and underscores/);
    expect(() => dj.registerCodec(Taken)).toThrow(/<blob> already/);
    expect(() => dj.registerCodec({} as dj.Codec)).toThrow(/extends dj\.Codec/);
    expect(() => dj.unregisterCodec("blob")).toThrow(/stays/);
    class Other extends PointCodec {}
    expect(() => dj.registerCodec(Other)).toThrow(/<test_point> already/);
    expect(dj.registerCodec(PointCodec)).toBe(PointCodec);
  });

  test("tells definitions why a codec can't be used", () => {
    expect(() => parseDefinition("a : int32\n---\nb : <npy>")).toThrow(/write <npy@>/);
    expect(() => parseDefinition("a : int32\n---\nb : <blop>")).toThrow(/Did you mean <blob>/);
    expect(parseDefinition("a : int32\n---\nb : <test_point>").lines).toHaveLength(2);
    expect(() => parseDefinition("a : int32\n---\nb : <test_point>", { codecs: new Map() })).toThrow(
      /no codec <test_point>/,
    );
    class Loop extends PointCodec {
      override readonly name = "test_loop" as never;
      override getDtype() {
        return "<test_loop>";
      }
    }
    dj.registerCodec(Loop);
    expect(() => parseDefinition("a : int32\n---\nb : <test_loop>")).toThrow(/refers to itself/);
    dj.unregisterCodec("test_loop");
  });
});
