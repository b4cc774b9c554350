import { beforeEach, describe, expect, test } from "vitest";
import type { Output } from "../../web/kernel/output.ts";
import { CellConsole, formatMessage } from "../../web/kernel/worker/cell-console.ts";

let outputs: Output[];
let output: Console;

beforeEach(() => {
  outputs = [];
  output = {} as Console;
  new CellConsole((one) => outputs.push(one)).install(output);
});

const texts = () => outputs.map((one) => (one.kind === "text" ? one.text : one.kind));

describe("messages", () => {
  test.each<[unknown[], string]>([
    [[], ""],
    [["plain", "text", 1], "plain text 1"],
    [["100%", 5], "100% 5"],
    [["%s is %d years, %i whole, %f exact", "Ann", 7.5, 7.5, 7.5], "Ann is 7.5 years, 7 whole, 7.5 exact"],
    [["%o and %O and %j", { a: 1 }, [2], "t"], '{ a: 1 } and [2] and "t"'],
    [["%cstyled%c text", "color: red", ""], "styled text"],
    [["50%% of %s", 4, "rest"], "50% of 4 rest"],
    [["missing %s"], "missing %s"],
    [[{ a: 1 }, "b"], "{ a: 1 } b"],
    [["%d", 10n], "10"],
  ])("%o", (values, text) => {
    expect(formatMessage(values)).toBe(text);
  });
});

test("groups are indented", () => {
  output.group("outer");
  output.log("a\nb");
  output.group();
  output.log("c");
  output.groupEnd();
  output.groupEnd();
  output.groupEnd();
  output.log("d");
  expect(texts()).toEqual(["outer", "  a\n  b", "    c", "d"]);
});

test("assertions, counters and timers", () => {
  output.assert(true, "silent");
  output.assert(false, "told");
  output.count();
  output.count();
  output.count("x");
  output.countReset();
  output.count();
  output.time("t");
  output.timeEnd("t");
  output.timeEnd("t");
  expect(texts().slice(0, 5)).toEqual([
    "Assertion failed told",
    "default: 1",
    "default: 2",
    "x: 1",
    "default: 1",
  ]);
  expect(texts()[5]).toMatch(/^t: \d+\.\d ms$/);
  expect(texts()[6]).toBe('There is no timer "t".');
});

test("table shows rows as a table", () => {
  output.table([
    { a: 1, b: "x" },
    { a: 2n, c: null },
  ]);
  expect(outputs).toEqual([
    {
      kind: "table",
      columns: ["a", "b", "c"].map((name) => ({ name, type: "", inKey: false })),
      rows: [
        [{ kind: "number", text: "1" }, { kind: "text", text: "x" }, { kind: "undefined" }],
        [{ kind: "number", text: "2" }, { kind: "undefined" }, { kind: "null" }],
      ],
      total: 2,
      sql: null,
    },
  ]);
});

test("table prints what is no list of rows", () => {
  output.table(5);
  output.table([1, 2]);
  output.table([{ a: 1, b: 2 }], ["b"]);
  expect(texts().slice(0, 2)).toEqual(["5", "[1, 2]"]);
  expect(outputs[2]).toMatchObject({ columns: [{ name: "b" }], rows: [[{ text: "2" }]] });
});

test("a console is given back as it was", () => {
  const before = { log: () => {} } as unknown as Console;
  const { log } = before;
  const restore = new CellConsole(() => {}).install(before);
  expect(before.log).not.toBe(log);
  restore();
  expect(before.log).toBe(log);
});
