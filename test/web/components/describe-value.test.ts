import { describe, expect, it } from "vitest";
import { describeValue } from "../../../web/components/shown-value/describe-value.ts";
import type { ShownValue } from "../../../web/kernel/output.ts";

const number = (text: string): ShownValue => ({ kind: "number", text });
const object = (entries: Record<string, ShownValue>, type = "Object", hidden = 0): ShownValue => ({
  kind: "object",
  type,
  entries: Object.entries(entries),
  hidden,
});
const array = (items: ShownValue[], length = items.length): ShownValue => ({ kind: "array", items, length });

describe("describeValue", () => {
  it.each<[ShownValue, string]>([
    [{ kind: "null" }, "null"],
    [{ kind: "undefined" }, "undefined"],
    [{ kind: "boolean", value: false }, "false"],
    [number("9007199254740993"), "9007199254740993"],
    [{ kind: "text", text: 'a "b"\n' }, '"a \\"b\\"\\n"'],
    [{ kind: "bytes", size: 1, start: "ff" }, "1 byte"],
    [{ kind: "bytes", size: 20, start: "00 01" }, "20 bytes"],
    [{ kind: "function", name: "Lab", isClass: true }, "class Lab"],
    [{ kind: "function", name: "", isClass: false }, "function (no name)"],
    [array([]), "[]"],
    [array([number("1"), number("2")]), "[1, 2]"],
    [array([number("1")], 900), "[1, …]"],
    [array(["1", "2", "3", "4", "5"].map(number)), "[1, 2, 3, 4, …]"],
    [object({ a: number("1") }), "{a: 1}"],
    [object({ a: number("1") }, "Map"), "Map {a: 1}"],
    [object({ a: number("1") }, "Object", 3), "{a: 1, …}"],
    [object({ a: array([number("1")]), b: object({ c: object({}) }) }), "{a: Array(1), b: {c: {…}}}"],
    [{ kind: "opaque", text: "[circular]" }, "[circular]"],
  ])("puts %j into one line", (value, text) => {
    expect(describeValue(value)).toBe(text);
  });
});
