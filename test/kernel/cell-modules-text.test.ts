import { typescript } from "monaco-editor/languages/features/typescript/lib/typescriptServices";
import { describe, expect, test } from "vitest";
import type { DescribedCell } from "../../web/kernel/languages/typescript/editor/cell-files.ts";
import { moduleSuffix } from "../../web/kernel/languages/typescript/editor/cell-modules-text.ts";
import { cellNames, type SyntaxReader } from "../../web/kernel/languages/typescript/editor/cell-names.ts";

const reader = typescript as unknown as SyntaxReader;

const names = (source: string) => {
  const { values, types, exported } = cellNames(reader, source);
  return { values: [...values], types: [...types], exported: [...exported] };
};

describe("the names of a cell", () => {
  test.each<[string, string[], string[], string[]]>([
    ["const a = 1, { b, c: [d], ...e } = x; let f; var g;", ["a", "b", "d", "e", "f", "g"], [], []],
    [
      "function f() { const inner = 1 } class A {} enum E { A } namespace N { export const x = 1 }",
      ["f", "A", "E", "N"],
      [],
      [],
    ],
    ["interface I { x: 1 } type T<X> = X;", [], ["I", "T"], []],
    ["interface Both {} const Both = 1;", ["Both"], [], []],
    [
      'import * as dj from "datajoint"; import d, { a, b as c, type T } from "datajoint";',
      ["dj", "d", "a", "c"],
      ["T"],
      [],
    ],
    ['import type { Row } from "datajoint"; import "datajoint";', [], ["Row"], []],
    [
      "export const a = 1; export interface I {} const b = 2; export { b };",
      ["a", "b"],
      ["I"],
      ["a", "I", "b"],
    ],
    ["{ const inner = 1 } for (const i of []) {} @dec class A {}", ["A"], [], []],
    ["const = ;", [], [], []],
  ])("%s", (source, values, types, exported) => {
    expect(names(source)).toEqual({ values, types, exported });
  });
});

test("a cell imports from the nearest cell before it, and exports its own names", () => {
  const cells: DescribedCell[] = [
    { id: "1", language: "ts", source: "const a = 1, b = 1; interface I {}" },
    { id: "2", language: "sql", source: "SELECT const" },
    { id: "3", language: "ts", source: "const b = 2;" },
    { id: "4", language: "ts", source: "const c = a + b; export type T = I;" },
    { id: "5", language: "ts", source: "const later = 1" },
  ];
  expect(moduleSuffix(reader, cells, 3).split("\n")).toEqual([
    "",
    ';import { b } from "./cell-3";',
    'import { a } from "./cell-1";',
    'import type { I } from "./cell-1";',
    "export { c };",
    "export type {  };",
  ]);
  expect(moduleSuffix(reader, cells, 0).split("\n")).toEqual(["", ";export { a, b };", "export type { I };"]);
});
