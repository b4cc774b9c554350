import { expect, test } from "vitest";
import { DependencyGraph, type TableKeys } from "../../../core/graph/index.ts";

const name = (table: string) => ({ schema: "s", table });

function table(
  own: string,
  primaryKey: string[],
  references: [parent: string, attributes: string[], parentAttributes?: string[]][],
): TableKeys {
  return {
    name: name(own),
    primaryKey,
    references: references.map(([parent, attributes, parentAttributes = attributes]) => ({
      parent: name(parent),
      attributes,
      parentAttributes,
      isNullable: false,
    })),
  };
}

const names = (tables: readonly { table: string }[]): string[] => tables.map((one) => one.table);

const pipeline = new DependencyGraph([
  table("note", ["note"], [["scan", ["a", "b"]]]),
  table("scan__frame", ["a", "b", "c"], [["scan", ["a", "b"]]]),
  table("scan", ["a", "b"], [["lab", ["a"]]]),
  table(
    "pair",
    ["x", "y"],
    [
      ["lab", ["x"], ["a"]],
      ["lab", ["y"], ["a"]],
    ],
  ),
  table(
    "twin",
    ["a"],
    [
      ["lab", ["a"]],
      ["elsewhere", ["a"]],
    ],
  ),
  table("lab", ["a"], []),
]);

test("orders parents before children, and keeps the order of the rest", () => {
  expect(names(pipeline.descendants(name("lab")))).toEqual([
    "lab",
    "scan",
    "pair",
    "twin",
    "note",
    "scan__frame",
  ]);
  expect(names(pipeline.ancestors(name("scan__frame")))).toEqual(["lab", "scan", "scan__frame"]);
  expect(names(pipeline.sort([name("note"), name("twin"), name("scan")]))).toEqual(["scan", "note", "twin"]);
});

test("tells what kind of reference a foreign key is", () => {
  const kinds = [...pipeline.dependents(name("lab")), ...pipeline.dependents(name("scan"))].map((one) => [
    one.child.table,
    one.isPrimary,
    one.isAliased,
    one.isMulti,
  ]);
  expect(kinds).toEqual([
    ["scan", true, false, true],
    ["pair", true, true, true],
    ["pair", true, true, true],
    ["twin", true, false, false],
    ["note", false, false, true],
    ["scan__frame", true, false, true],
  ]);
  expect(pipeline.dependencies(name("twin"))).toHaveLength(1);
});

test("finds masters, parts and the shortest chain of foreign keys", () => {
  expect(pipeline.master(name("scan__frame"))).toEqual(name("scan"));
  expect(pipeline.master(name("scan"))).toBeNull();
  expect(names(pipeline.parts(name("scan")))).toEqual(["scan__frame"]);
  expect(pipeline.path(name("lab"), name("note"))!.map(({ child }) => child.table)).toEqual(["scan", "note"]);
  expect(pipeline.path(name("twin"), name("note"))).toBeNull();
  expect(pipeline.path(name("lab"), name("lab"))).toEqual([]);
  expect(() => pipeline.descendants(name("elsewhere"))).toThrow(/s\.elsewhere/);
});

test("names the tables of a circle, and lets a table refer to itself", () => {
  const circle = new DependencyGraph([
    table("a", ["a"], [["c", ["c"]]]),
    table("b", ["b"], [["a", ["a"]]]),
    table("c", ["c"], [["b", ["b"]]]),
  ]);
  expect(() => circle.descendants(name("a"))).toThrow(/circle.*s\.a.*s\.b.*s\.c/);
  const itself = new DependencyGraph([table("a", ["a"], [["a", ["parent"], ["a"]]])]);
  expect(names(itself.descendants(name("a")))).toEqual(["a"]);
});
