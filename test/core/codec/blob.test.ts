import { describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";

const {
  pack,
  unpack,
  Cell,
  Complex,
  Decimal,
  Float,
  PlainDate,
  PlainDateTime,
  PlainTime,
  RecordArray,
  Struct,
  Tuple,
  Uuid,
} = dj.blob;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const again = (value: unknown): unknown => unpack(pack(value));

describe("values of programs", () => {
  test.each([
    ["null", null],
    ["a whole number", -371334],
    ["a number", 2.5],
    ["a great number", 1e300],
    ["a text", "żagiel 🦜 \0 end"],
    ["a text with a byte order mark", "\ufeffx"],
    ["a boolean", true],
    ["a bigint", 2n ** 100n],
    ["a negative bigint", -(2n ** 64n)],
    ["bytes", Uint8Array.of(0, 1, 255)],
    ["an array", [1, "two", null, [3.5, [true]]]],
    ["an object", { name: "x", nested: { list: [1, 2] }, "key with space": 0 }],
    ["an empty object", {}],
    [
      "a Map",
      new Map<unknown, unknown>([
        [1, "one"],
        [true, "yes"],
        [2.5, null],
      ]),
    ],
    ["a Set", new Set([1, "a", null])],
    ["a deep value", Array.from({ length: 200 }).reduce((inner: unknown) => [inner], 1)],
  ])("%s comes back", (_what, value) => {
    expect(again(value)).toEqual(value);
  });

  test("a long text is compressed, and comes back", () => {
    const text = "ü".repeat(5000);
    expect(pack(text).length).toBeLessThan(100);
    expect(pack(text, { compress: false }).length).toBe(10_013);
    expect(again(text)).toBe(text);
  });

  test("NaN, the infinities and -0 are floats", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]) {
      expect(again(value)).toBe(value);
      expect(pack(value)[4]).toBe(0x0d);
    }
  });

  test("undefined is null, an object without a prototype is an object", () => {
    expect(again([undefined])).toEqual([null]);
    expect(again(Object.assign(Object.create(null), { a: 1 }))).toEqual({ a: 1 });
  });

  test("a key __proto__ is a key like others", () => {
    const value = again(new Map([["__proto__", 1]])) as object;
    expect(Object.entries(value)).toEqual([["__proto__", 1]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  test("an ArrayBuffer and a Buffer are bytes, and what is read shares no memory with them", () => {
    expect(again(Uint8Array.of(1, 2).buffer)).toEqual(Uint8Array.of(1, 2));
    const stored = Buffer.from(pack(Buffer.from([7, 8])));
    const read = unpack(stored) as Uint8Array;
    stored.fill(0);
    expect(read).toEqual(Uint8Array.of(7, 8));
    expect(read.constructor).toBe(Uint8Array);
  });

  test.each([
    [new Float32Array([0.5, -1]), "float32"],
    [new Float64Array([1, 2]), "float64"],
    [new Int8Array([-1]), "int8"],
    [new Int16Array([-300]), "int16"],
    [new Int32Array([70000]), "int32"],
    [new BigInt64Array([-5n]), "int64"],
    [new Uint8ClampedArray([3]), "uint8"],
    [new Uint16Array([65535]), "uint16"],
    [new Uint32Array([4294967295]), "uint32"],
    [new BigUint64Array([2n ** 64n - 1n]), "uint64"],
  ])("the typed array %o becomes an array of %s", (typed, dtype) => {
    const array = again(typed) as dj.NDArray;
    expect(array).toBeInstanceOf(dj.NDArray);
    expect(array.dtype).toBe(dtype);
    expect(array.shape).toEqual([typed.length]);
    expect(Array.from(array.data as number[])).toEqual(Array.from(typed as unknown as number[]));
  });

  test("a part of a typed array is stored without the rest", () => {
    expect((again(new Float64Array([1, 2, 3, 4]).subarray(1, 3)) as dj.NDArray).toArray()).toEqual([2, 3]);
  });
});

describe("values that JavaScript has no type for", () => {
  test.each([
    [new Decimal("10.500")],
    [new Decimal("-1E+5")],
    [new Uuid("C0C19E42-DFE2-4E5C-84E3-EF620BE0C737")],
    [new PlainDate("2024-02-29")],
    [new PlainDateTime("2024-02-29 23:59:59.25")],
    [new PlainDateTime("2024-02-29 00:00:00")],
    [new PlainTime("07:08:09.000001")],
    [new Complex(1.5, -2)],
    [new Cell({ shape: [2, 2], items: [1, "a", null, [2]] })],
    [
      new Struct({
        fields: ["id", "name"],
        items: [
          [1, "a"],
          [2, "b"],
        ],
      }),
    ],
    [new RecordArray({ n: dj.NDArray.from([1, 2]), x: dj.NDArray.from(["a", "b"]) })],
  ])("%s comes back", (value) => {
    const read = again(value);
    expect(read).toEqual(value);
    expect((read as object).constructor).toBe(value.constructor);
    expect(hex(pack(read))).toBe(hex(pack(value)));
  });

  test("a tuple stays a tuple, and is an array", () => {
    const read = again(Tuple.of<unknown>(1, Tuple.of("a"))) as unknown[];
    expect(read).toBeInstanceOf(Tuple);
    expect(read[1]).toBeInstanceOf(Tuple);
    expect(Array.isArray(read)).toBe(true);
    expect(read.map((item) => item)).not.toBeInstanceOf(Tuple);
  });

  test("texts are told by JSON and by String", () => {
    expect(
      JSON.stringify({
        d: again(new Decimal("1.50")),
        t: again(new PlainDateTime("2024-01-31T10:20:30.500")),
      }),
    ).toBe('{"d":"1.50","t":"2024-01-31 10:20:30.5"}');
    expect(Number(new Decimal("1.50"))).toBe(1.5);
    expect(new Decimal("1.5").equals(new Decimal("1.5"))).toBe(true);
    expect(new PlainDate("2024-01-01").equals("2024-01-01")).toBe(false);
  });

  test("a Date is a moment in UTC", () => {
    expect(again(new Date("2024-01-31T10:20:30.500Z"))).toEqual(new PlainDateTime("2024-01-31 10:20:30.5"));
    expect(() => pack(new Date(Number.NaN))).toThrow(/invalid Date/);
  });

  test("what does not exist is refused", () => {
    expect(() => new PlainDate("2023-02-29")).toThrow(dj.DataJointError);
    expect(() => new PlainTime("24:00:00")).toThrow(dj.DataJointError);
    expect(() => new Decimal("1,5")).toThrow(dj.DataJointError);
    expect(() => new Uuid("c0c1")).toThrow(dj.DataJointError);
    expect(() => new Cell({ shape: [2, 2], items: [1] })).toThrow(/4 elements, and 1/);
    expect(() => new Struct({ fields: ["a", "b"], items: [[1]] })).toThrow(/a, b/);
    expect(() => new RecordArray({ a: dj.NDArray.from([1]), b: dj.NDArray.from([1, 2]) })).toThrow(
      /"b" has \[2\]/,
    );
  });
});

describe("bytes that are kept", () => {
  test("a whole float stays a float inside of what was read", () => {
    for (const value of [
      [new Float(2), 2],
      Tuple.of(new Float(0)),
      { a: new Float(1), b: 1 },
      new Map<unknown, unknown>([
        [new Float(3), new Float(4)],
        [5, 6],
      ]),
      new Set([new Float(7)]),
      new Cell({ shape: [2, 2], items: [new Float(1), 2, new Float(3), 4] }),
      new Struct({ fields: ["x", "y"], items: [[new Float(1), 1]] }),
      new dj.NDArray({ dtype: "object", shape: [2, 2], data: [1, new Float(2), 3, 4] }),
    ]) {
      expect(hex(pack(again(value)))).toBe(hex(pack(value)));
    }
    expect(again({ a: new Float(1) })).toEqual({ a: 1 });
  });

  test("keys keep their order, also where an object sorts them", () => {
    const value = new Map([
      ["10", 1],
      ["b", 2],
      ["2", 3],
    ]);
    expect(again(value)).toEqual({ "10": 1, b: 2, "2": 3 });
    expect(hex(pack(again(value)))).toBe(hex(pack(value)));
    const changed = again(value) as Record<string, number>;
    changed.c = 4;
    expect(again(changed)).toEqual({ "10": 1, b: 2, "2": 3, c: 4 });
  });
});

describe("values that can't be stored", () => {
  test.each([
    [{ a: { b: [1, () => 1] } }, /at \.a\.b\[1\] is a function/],
    [{ a: Symbol("x") }, /at \.a is a symbol/],
    [[new (class Probe {})()], /at \[0\] is of the class Probe/],
    [Promise.resolve(1), /class Promise/],
    ["\ud800", /half of a character/],
    [new Set([[1]]), /can't hash/],
    [new Map([[{}, 1]]), /can't hash/],
    [new Map([[new Float64Array(1), 1]]), /can't hash/],
  ])("%o is refused with the way to it", (value, message) => {
    expect(() => pack(value)).toThrow(message);
    expect(() => pack(value)).toThrow(dj.DataJointError);
  });

  test("a value that contains itself is refused", () => {
    const circle: Record<string, unknown> = {};
    circle.inner = [circle];
    expect(() => pack(circle)).toThrow(/contains itself/);
  });

  test("an array of float16 is refused with a way out", () => {
    const array = new dj.NDArray({ dtype: "float16", data: [0.5] });
    expect(() => pack(array)).toThrow(/astype/);
    expect(again(array.astype("float32"))).toEqual(array.astype("float32"));
  });
});
