import { describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";

const { NDArray } = dj;
const grid = NDArray.from([
  [0, 1, 2, 3],
  [4, 5, 6, 7],
  [8, 9, 10, 11],
]);

describe("making arrays", () => {
  test("of nested arrays", () => {
    expect(grid.dtype).toBe("float64");
    expect(grid.shape).toEqual([3, 4]);
    expect(grid.data).toBeInstanceOf(Float64Array);
    expect([grid.ndim, grid.size, grid.length]).toEqual([2, 12, 3]);
    expect(NDArray.from([true, false]).dtype).toBe("bool");
    expect(NDArray.from([1n]).data).toEqual(BigInt64Array.of(1n));
    expect(NDArray.from(["a"]).dtype).toBe("object");
    expect(NDArray.from([[1], [2]], "int16").data).toEqual(Int16Array.of(1, 2));
    expect(NDArray.from(5).shape).toEqual([]);
    expect(NDArray.from([[], []]).shape).toEqual([2, 0]);
  });

  test("keeps a typed array as it is", () => {
    const data = new Float32Array(6);
    expect(new NDArray({ shape: [2, 3], data }).data).toBe(data);
  });

  test.each([
    [() => NDArray.from([[1, 2], [3]]), /differ in length/],
    [() => NDArray.from([1, [2]]), /differ in length/],
    [() => new NDArray({ shape: [2, 2], data: [1, 2, 3] }), /has 4 elements, and 3 are given/],
    [() => new NDArray({ shape: [-1], data: [] }), /-1/],
    [() => new NDArray({ dtype: "flaot64", data: [] }), /Did you mean "float64"/],
    [() => new NDArray({ dtype: "int64", data: [1.5] }), /no int64/],
  ])("is refused where it can't be one", (make, message) => {
    expect(make).toThrow(message);
    expect(make).toThrow(dj.DataJointError);
  });
});

describe("elements", () => {
  test("by index, from either end", () => {
    expect(grid.at(1, 2)).toBe(6);
    expect(grid.at(-1, -1)).toBe(11);
    expect((grid.at(1) as dj.NDArray).toArray()).toEqual([4, 5, 6, 7]);
    expect(() => grid.at(3)).toThrow(/outside of dimension 0/);
    expect(() => grid.at(0, 4)).toThrow(/outside of dimension 1/);
    expect(() => grid.at(0, 0, 0)).toThrow(/2 dimensions, and 3/);
    expect(() => grid.at(0.5)).toThrow(dj.DataJointError);
  });

  test("are of the kinds of programs", () => {
    expect(NDArray.from([true, false]).at(0)).toBe(true);
    expect(new NDArray({ dtype: "int64", data: [5n, 2n ** 60n] }).toArray()).toEqual([5, 2n ** 60n]);
    expect(new NDArray({ dtype: "complex128", data: [1, 2, 3, -4] }).at(1)).toEqual(
      new dj.blob.Complex(3, -4),
    );
    expect(new NDArray({ dtype: "datetime64[ms]", data: [1609556645678n, -(2n ** 63n)] }).toArray()).toEqual([
      "2021-01-02T03:04:05.678",
      null,
    ]);
    expect(new NDArray({ dtype: "float32", shape: [], data: [2.5] }).item()).toBe(2.5);
  });

  test.each([
    ["Y", 29n, "1999"],
    ["M", 630n, "2022-07"],
    ["M", -1n, "1969-12"],
    ["W", 1n, "1970-01-08"],
    ["D", 18321n, "2020-02-29"],
    ["D", -719528n, "0000-01-01"],
    ["h", 438301n, "2020-01-01T13"],
    ["m", 26913906n, "2021-03-04T05:06"],
    ["s", -1n, "1969-12-31T23:59:59"],
    ["us", -500000n, "1969-12-31T23:59:59.500000"],
    ["ns", 1000000000000000000n, "2001-09-09T01:46:40.000000000"],
  ])("datetime64[%s] %s is %s", (unit, value, text) => {
    expect(new NDArray({ dtype: `datetime64[${unit}]`, data: [value] }).at(0)).toBe(text);
  });

  test("one by one, along the first dimension", () => {
    expect([...NDArray.from([1, 2, 3])]).toEqual([1, 2, 3]);
    expect([...grid].map((row) => (row as dj.NDArray).at(0))).toEqual([0, 4, 8]);
    expect([...grid.elements()]).toHaveLength(12);
    expect(() => [...NDArray.from(1)]).toThrow(/no length/);
  });
});

describe("parts and other shapes", () => {
  test.each([
    [
      [[1, 3]],
      [
        [4, 5, 6, 7],
        [8, 9, 10, 11],
      ],
    ],
    [
      [null, 1],
      [1, 5, 9],
    ],
    [[-1, -1], 11],
    [
      [null, [null, null, 2]],
      [
        [0, 2],
        [4, 6],
        [8, 10],
      ],
    ],
    [
      [[null, null, -1], 0],
      [8, 4, 0],
    ],
    [
      [null, [-2, null]],
      [
        [2, 3],
        [6, 7],
        [10, 11],
      ],
    ],
    [[[2, 1]], []],
    [
      [[-100, 100], 0],
      [0, 4, 8],
    ],
  ])("slice(%j)", (ranges, expected) => {
    expect(grid.slice(...(ranges as never[])).toArray()).toEqual(expected);
  });

  test("slices of complex arrays keep both parts", () => {
    const array = new NDArray({ dtype: "complex64", shape: [2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8] });
    expect(array.slice(null, 1).data).toEqual(Float32Array.of(3, 4, 7, 8));
    expect(array.transpose().data).toEqual(Float32Array.of(1, 2, 5, 6, 3, 4, 7, 8));
  });

  test("reshape, squeeze, transpose, astype", () => {
    expect(grid.reshape(2, -1).shape).toEqual([2, 6]);
    expect(() => grid.reshape(5)).toThrow(/5 elements, and 12/);
    expect(NDArray.from([[[1], [2]]]).squeeze().shape).toEqual([2]);
    expect(grid.transpose().at(3)).toEqual(NDArray.from([3, 7, 11]));
    expect(grid.astype("int32").data).toBeInstanceOf(Int32Array);
    expect(grid.astype("float64")).toBe(grid);
    expect(() => grid.slice([null, null, 0])).toThrow(/step/);
  });
});

describe("comparing and printing", () => {
  test("equals looks at dtype, shape and elements", () => {
    expect(NDArray.from([1, Number.NaN]).equals(NDArray.from([1, Number.NaN]))).toBe(true);
    expect(NDArray.from([1, 2]).equals(NDArray.from([1, 3]))).toBe(false);
    expect(NDArray.from([1, 2]).equals(NDArray.from([1, 2], "float32"))).toBe(false);
    expect(NDArray.from([[1, 2]]).equals(NDArray.from([1, 2]))).toBe(false);
    expect(NDArray.from([1]).equals([1])).toBe(false);
  });

  test("long arrays are printed short", () => {
    expect(String(NDArray.from([0.5, 1]))).toBe("NDArray float64 [2] [0.5, 1]");
    expect(String(new NDArray({ data: new Int32Array(1000) }))).toBe(
      "NDArray int32 [1000] [0, 0, 0, …, 0, 0]",
    );
    expect(String(new NDArray({ data: new Int32Array(1e6), shape: [100, 100, 100] })).length).toBeLessThan(
      300,
    );
    expect(String(NDArray.from(3))).toBe("float64 3");
    expect(String(NDArray.from(["a"]))).toBe('NDArray object [1] ["a"]');
  });

  test("a single number can be computed with, and JSON has nested arrays", () => {
    expect((NDArray.from(3) as unknown as number) + 1).toBe(4);
    expect(JSON.stringify({ grid: grid.slice([0, 1]) })).toBe('{"grid":[[0,1,2,3]]}');
  });
});
