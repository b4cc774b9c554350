import { describe, expect, test } from "vitest";
import { blob, NDArray } from "../../core/index.ts";
import { formatValue } from "../../web/kernel/worker/format-value.ts";
import { inspectValue } from "../../web/kernel/worker/inspect-value.ts";

const format = (value: unknown): string => formatValue(inspectValue(value));

describe("inspectValue", () => {
  test.each<[unknown, unknown]>([
    [null, { kind: "null" }],
    [undefined, { kind: "undefined" }],
    [true, { kind: "boolean", value: true }],
    [-0, { kind: "number", text: "-0" }],
    [Number.NaN, { kind: "number", text: "NaN" }],
    [12345678901234567890n, { kind: "number", text: "12345678901234567890n" }],
    ["text", { kind: "text", text: "text" }],
    [Symbol("s"), { kind: "opaque", text: "Symbol(s)" }],
    [function f() {}, { kind: "function", name: "f", isClass: false }],
    [class A {}, { kind: "function", name: "A", isClass: true }],
    [new Uint8Array([0, 255, 16]), { kind: "bytes", size: 3, start: "00ff10" }],
    [new Uint8Array([1, 2, 3, 4]).subarray(1, 3), { kind: "bytes", size: 2, start: "0203" }],
    [new ArrayBuffer(2), { kind: "bytes", size: 2, start: "0000" }],
    [new Date(0), { kind: "opaque", text: "1970-01-01T00:00:00.000Z" }],
    [new Date(Number.NaN), { kind: "opaque", text: "Invalid Date" }],
    [new File(["abc"], "a.txt"), { kind: "opaque", text: 'File "a.txt", 3 bytes' }],
    [new Blob(["ab"]), { kind: "opaque", text: "Blob, 2 bytes" }],
    [/a/g, { kind: "opaque", text: "/a/g" }],
    [new TypeError("bad"), { kind: "opaque", text: "TypeError: bad" }],
    [
      NDArray.from([1, 2.5]),
      {
        kind: "ndarray",
        dtype: "float64",
        shape: [2],
        text: "NDArray float64 [2] [1, 2.5]",
        plot: { kind: "line", low: [1, 2.5], high: [1, 2.5] },
      },
    ],
    [new blob.Decimal("1.50"), { kind: "opaque", text: "Decimal 1.50" }],
    [Promise.resolve(1), { kind: "opaque", text: "Promise" }],
    [[], { kind: "array", items: [], length: 0 }],
    [{}, { kind: "object", type: "Object", entries: [], hidden: 0 }],
    [Object.create(null), { kind: "object", type: "Object", entries: [], hidden: 0 }],
  ])("%o", (value, shown) => {
    expect(inspectValue(value)).toEqual(shown);
  });

  test("objects, maps, sets and typed arrays with their types", () => {
    class Point {
      x = 1;
    }
    expect(inspectValue([new Point(), new Map([["k", 1]]), new Set([2]), new Float64Array([0.5])])).toEqual({
      kind: "array",
      length: 4,
      items: [
        { kind: "object", type: "Point", entries: [["x", { kind: "number", text: "1" }]], hidden: 0 },
        { kind: "object", type: "Map(1)", entries: [["k", { kind: "number", text: "1" }]], hidden: 0 },
        { kind: "object", type: "Set(1)", entries: [["0", { kind: "number", text: "2" }]], hidden: 0 },
        {
          kind: "object",
          type: "Float64Array(1)",
          entries: [["0", { kind: "number", text: "0.5" }]],
          hidden: 0,
        },
      ],
    });
  });

  test("what is too deep, too long, circular or hostile is cut off", () => {
    const circular: Record<string, unknown> = { name: "me" };
    circular.self = circular;
    expect(format(circular)).toBe('{ name: "me", self: (circular) }');
    expect(format([[[[[[1]]]]]])).toBe("[[[[[Array(1)]]]]]");
    expect(inspectValue(Array(1000).fill(0))).toMatchObject({ length: 1000, items: { length: 100 } });
    const many = inspectValue(Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`k${i}`, i])));
    expect(many).toMatchObject({ hidden: 150, entries: { length: 100 } });
    expect(inspectValue("x".repeat(20_000))).toEqual({
      kind: "text",
      text: `${"x".repeat(10_000)}… (10000 more characters)`,
    });
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("no");
        },
      },
    );
    expect(inspectValue(hostile)).toEqual({ kind: "opaque", text: "(can't be shown: no)" });
    expect(
      inspectValue({
        get secret() {
          throw new Error("must not run");
        },
      }),
    ).toMatchObject({
      entries: [["secret", { kind: "opaque", text: "(computed when read)" }]],
    });
    const wide = (depth: number): unknown =>
      depth === 0 ? 1 : Array.from({ length: 100 }, () => wide(depth - 1));
    expect(JSON.stringify(inspectValue(wide(3))).length).toBeLessThan(400_000);
  });

  test("the same object twice is no circle", () => {
    const shared = { a: 1 };
    expect(format([shared, shared])).toBe("[{ a: 1 }, { a: 1 }]");
  });
});

describe("formatValue", () => {
  test.each<[unknown, string]>([
    ["it's", `"it's"`],
    ['say "hi"', `'say "hi"'`],
    ["a\nb", '"a\\nb"'],
    [[1, "two", null], '[1, "two", null]'],
    [{ a: 1, "b-c": [2] }, '{ a: 1, "b-c": [2] }'],
    [
      new Map<unknown, number>([
        [1, 2],
        ["a", 3],
      ]),
      "Map(2) { 1: 2, a: 3 }".replace("1:", '"1":'),
    ],
    [new Set([1, 2]), "Set(2) [1, 2]"],
    [new Float32Array([1, 2]), "Float32Array(2) [1, 2]"],
    [new Uint8Array(40), `<40 bytes: ${"00".repeat(32)}…>`],
    [new Uint8Array(0), "<0 bytes>"],
    [() => 1, "[function]"],
    [class Lab {}, "[class Lab]"],
    [[], "[]"],
    [{}, "{}"],
  ])("%o", (value, text) => {
    expect(format(value)).toBe(text);
  });

  test("breaks what does not fit on a line", () => {
    const rows = [
      { lab_id: 1, lab_name: "Neural Dynamics", institution: "MIT" },
      { lab_id: 2, lab_name: "Vision Lab", institution: "Stanford" },
    ];
    expect(format(rows)).toBe(
      [
        "[",
        '  { lab_id: 1, lab_name: "Neural Dynamics", institution: "MIT" },',
        '  { lab_id: 2, lab_name: "Vision Lab", institution: "Stanford" }',
        "]",
      ].join("\n"),
    );
    expect(format(Array(150).fill(7)).split("\n").at(-2)).toBe("  … 50 more");
  });
});
