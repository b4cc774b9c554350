import { describe, expect, test } from "vitest";
import { compareRows, exactly, isSameValue, type Measure } from "./compare.ts";
import { Mismatch, show } from "./mismatch.ts";
import type { Value } from "./vector-file.ts";

const computed: Measure = { ...exactly, isDecimal: false };
const single: Measure = { relative: 1e-6, isDecimal: false, isExactInteger: false };

type Pair = [expected: Value, got: unknown, measure: Measure];

/** With the values as text, for the titles of tests. */
const titled = (pairs: Pair[]): [string, string, ...Pair][] =>
  pairs.map((pair) => [show(pair[0]), `${typeof pair[1]} ${show(pair[1])}`, ...pair]);

describe("isSameValue", () => {
  test.each(
    titled([
      [null, null, exactly],
      [5, 5n, exactly],
      [1, true, exactly],
      [0, false, exactly],
      [{ $int: "9223372036854775807" }, 9223372036854775807n, exactly],
      [{ $decimal: "1.50" }, "1.5", exactly],
      [{ $decimal: "0.3333" }, "0.33333", computed],
      [{ $decimal: "2" }, 2, computed],
      [0.1, 0.1 * (1 + 1e-10), computed],
      [16777200, 16777216, single],
      [{ $float: "nan" }, Number.NaN, exactly],
      ["a", "a", exactly],
      [{ $date: "2024-01-31" }, "2024-01-31", exactly],
      [{ $datetime: "2024-01-31T10:20:30.500000" }, "2024-01-31 10:20:30.5", exactly],
      [{ $datetime: "2024-01-31T10:20:30" }, "2024-01-31 10:20:30", exactly],
      [{ $time: "-30:20:10" }, "-30:20:10", exactly],
      [{ $bytes: "AQI=" }, Uint8Array.of(1, 2), exactly],
      [{ $uuid: "0e3b5f0e-6d3c-4c0d-9d5c-0a51b7c7e001" }, "0e3b5f0e-6d3c-4c0d-9d5c-0a51b7c7e001", exactly],
      [{ $json: { a: 1, b: [true, null] } }, { b: [true, null], a: 1 }, exactly],
    ]),
  )("takes for %s: %s", (_expected, _got, expected, got, measure) => {
    expect(isSameValue(expected, got, measure)).toBe(true);
  });

  test.each(
    titled([
      [null, undefined, exactly],
      [null, 0, exactly],
      [0, null, exactly],
      [5, "5", computed],
      ["5", 5, exactly],
      [9007199254740992, 9007199254740993n, exactly],
      [{ $int: "9223372036854775807" }, 9223372036854775806n, exactly],
      [{ $int: "9223372036854775807" }, 2 ** 63, exactly],
      [{ $decimal: "1.50" }, "1.504", exactly],
      [{ $decimal: "1.50" }, "1.51", computed],
      [0.1, 0.1 * (1 + 1e-8), computed],
      [1, 1 + 1e-5, single],
      ["a", "A", exactly],
      ["a", "a ", exactly],
      [{ $date: "2024-01-31" }, "2024-01-31 00:00:00", exactly],
      [{ $date: "2024-01-31" }, new Date("2024-01-31"), exactly],
      [{ $datetime: "2024-01-31T10:20:30" }, "2024-01-31 10:20:30.5", exactly],
      [{ $time: "10:20:30" }, "-10:20:30", exactly],
      [{ $bytes: "AQI=" }, Uint8Array.of(1, 3), exactly],
      [{ $bytes: "AQI=" }, "AQI=", exactly],
      [{ $uuid: "0e3b5f0e-6d3c-4c0d-9d5c-0a51b7c7e001" }, "0E3B5F0E-6D3C-4C0D-9D5C-0A51B7C7E001", exactly],
      [{ $json: { a: 1 } }, { a: 1, b: 2 }, exactly],
      [{ $json: { a: 1 } }, '{"a": 1}', exactly],
      [{ $json: [1, 2] }, [2, 1], exactly],
      [{ $now: true }, "2001-01-01 00:00:00", exactly],
    ]),
  )("does not take for %s: %s", (_expected, _got, expected, got, measure) => {
    expect(isSameValue(expected, got, measure)).toBe(false);
  });
});

describe("compareRows", () => {
  const fetched = (rows: unknown[][]) => ({
    primaryKey: ["a"],
    attributes: ["a", "b"],
    rows,
    measures: [exactly, exactly],
  });
  const expected = (rows: Value[][]) => ({ primary_key: ["a"], attributes: ["a", "b"], rows });

  test("takes rows in any order, unless they are ordered", () => {
    const rows = [
      [1, "x"],
      [2, "y"],
    ];
    compareRows(expected(rows as Value[][]), fetched([...rows].reverse()));
    expect(() => compareRows(expected(rows as Value[][]), fetched([...rows].reverse()), true)).toThrow(
      Mismatch,
    );
  });

  test("counts equal rows", () => {
    const once = [
      [1, "x"],
      [1, "x"],
      [2, "y"],
    ] as Value[][];
    expect(() =>
      compareRows(
        expected(once),
        fetched([
          [1, "x"],
          [2, "y"],
          [2, "y"],
        ]),
      ),
    ).toThrow(Mismatch);
    expect(() =>
      compareRows(
        expected(once),
        fetched([
          [1, "x"],
          [2, "y"],
        ]),
      ),
    ).toThrow(Mismatch);
  });

  test("wants the names and the primary key in order", () => {
    const none = fetched([]);
    expect(() => compareRows({ attributes: ["b", "a"], rows: [] }, none)).toThrow("attributes");
    expect(() => compareRows({ primary_key: ["b"], attributes: ["a", "b"], rows: [] }, none)).toThrow(
      "primary key",
    );
  });
});
