import { beforeEach, describe, expect, test } from "vitest";
import { CellSyntaxError } from "../../web/kernel/scope/cell-error.ts";
import { CellScope } from "../../web/kernel/scope/cell-scope.ts";
import { rewriteCell } from "../../web/kernel/scope/rewrite-cell.ts";
import { originalPosition } from "../../web/kernel/scope/source-positions.ts";

const datajoint = { Instance: class Instance {}, version: "2.3", nothing: undefined };

let scope: CellScope;

/** Runs one cell in the shared scope and gives the value of its last expression. */
async function run(source: string): Promise<unknown> {
  const cell = rewriteCell(source, scope);
  scope.declare(cell.declarations);
  const start = new Function(`return ${cell.code}`)();
  return (await start.call(undefined, scope.values, scope.services))?.value;
}

beforeEach(() => {
  scope = new CellScope({ datajoint });
});

describe("the value of a cell", () => {
  test.each([
    ["1 + 1", 2],
    ["1 + 1;", 2],
    ["const a = 1;\na // comment", 1],
    ["(1, 2);", 2],
    ["({ a: 1 }).a", 1],
    ["await Promise.resolve(3);", 3],
    ["'text'", "text"],
    ["let x = 1; x += 4;", 5],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of the cell
    ["`${1}2`", "12"],
    ["7; export {};", 7],
    ["8;;", 8],
    ["export default 9;", 9],
    ["async () => 1, 5", 5],
    ["5 /* five */ ;", 5],
    ["const f = () => 6\nf()", 6],
  ])("%s", async (source, value) => {
    expect(await run(source)).toEqual(value);
  });

  test.each(["const a = 1;", "if (true) { 5 }", "", "function f() {}", "class A {}", "// nothing"])(
    "%s has none",
    async (source) => {
      expect(await run(source)).toBeUndefined();
    },
  );
});

describe("names are shared by all cells", () => {
  test.each([
    ["const a = 1", "a", 1],
    ["let a = 1, b = a + 1;", "[a, b]", [1, 2]],
    ["let a", "a", undefined],
    ["var a = 1;", "a", 1],
    ["export const a = 1;", "a", 1],
    ["function f() { return 1 }", "f()", 1],
    ["async function f() { return 1 }", "await f()", 1],
    ["export default function f() { return 2 }", "f()", 2],
    ["class A { static n = 1 }", "A.n", 1],
    ["export class A { static n = 1 }", "A.n", 1],
    [
      "const { a, b: { c }, ...rest } = { a: 1, b: { c: 2 }, d: 3, e: 4 };",
      "[a, c, rest]",
      [1, 2, { d: 3, e: 4 }],
    ],
    ["const [a, , b = 5, ...c] = [1, 2, undefined, 4];", "[a, b, c]", [1, 5, [4]]],
    ["const { a = 1, ['b']: b = 2 } = {};", "[a, b]", [1, 2]],
    ["let a = 1, { b } = { b: 2 };", "[a, b]", [1, 2]],
    ["for (var i = 0, n = 3; i < n; i++) {}", "i", 3],
    ["for (var k in { x: 1, y: 2 }) ;", "k", "y"],
    ["for (var [k, v] of [['a', 1], ['b', 2]]) ;", "[k, v]", ["b", 2]],
    ["for await (var x of [Promise.resolve(4)]) ;", "x", 4],
    ["if (true) { var a = 1 } else { var b = 2 }", "[a, b]", [1, undefined]],
    ["if (true) var { a } = { a: 1 }", "a", 1],
    ["try { throw 1 } catch (e) { var a = e }", "a", 1],
    ["switch (1) { case 1: var a = 'one' }", "a", "one"],
    ["label: for (;;) { var a = 1; break label }", "a", 1],
    ["while (true) { var a = 1; break }", "a", 1],
    ["do { var a = 2 } while (false)", "a", 2],
    ["let a; [a] = [1]; ({ b: a } = { b: a + 1 });", "a", 2],
    ["let a; ({ a } = { a: 3 });", "a", 3],
    ["let a; ({ a = 4 } = {});", "a", 4],
    ["let a = 1; a++; ++a; a **= 2", "a", 9],
    ["let a; for (a of [1, 2]) ;", "a", 2],
    ["let a; for ({ a } of [{ a: 7 }]) ;", "a", 7],
    ["var E; (function (E) { E[E.A = 0] = 'A' })(E || (E = {}));", "E.A", 0],
  ])("%s", async (first, second, value) => {
    await run(first);
    expect(await run(second)).toEqual(value);
  });

  test("a name keeps its latest value, and earlier functions see it", async () => {
    await run("let n = 1; const read = () => n; function write(x) { n = x }");
    await run("n = 2");
    expect(await run("read()")).toBe(2);
    await run("write(3)");
    expect(await run("n")).toBe(3);
    await run("const n = 4");
    expect(await run("read()")).toBe(4);
  });

  test("a cell can be run again after an edit, with another kind of declaration", async () => {
    await run("const a = 1; class B {} function c() { return 1 } let d = 1");
    await run("let a = 2; const B = 2; class c {} function d() { return 2 }");
    expect(await run("[a, B, typeof c, d()]")).toEqual([2, 2, "function", 2]);
    await run("a = 3");
    expect(await run("a")).toBe(3);
  });

  test("a function may use what a later cell declares", async () => {
    await run("function total() { return price * amount }");
    await run("const price = 2, amount = 4");
    expect(await run("total()")).toBe(8);
  });

  test("`var` without a value keeps the one it had; `let` does not", async () => {
    await run("var a = 1; let b = 1");
    await run("var a; let b;");
    expect(await run("[a, b]")).toEqual([1, undefined]);
  });

  test("functions are hoisted within the cell", async () => {
    expect(await run("const a = f(); function f() { return g() } function g() { return 1 } a")).toBe(1);
  });

  test("`var` is hoisted within the cell", async () => {
    expect(await run("const before = a; if (false) { var a = 1 } before")).toBeUndefined();
  });

  test("a declared name goes before the platform's, in this and later cells", async () => {
    await run("class Event { static mine = true } const name = 'n', status = 's', Map = 1");
    expect(await run("[Event.mine, name, status, Map]")).toEqual([true, "n", "s", 1]);
    expect(globalThis.Map).not.toBe(1);
  });
});

describe("names that are not shared stay as they are", () => {
  test.each([
    ["const a = 1; (function (a) { return a })(2)", 2],
    ["const a = 1; ((a) => a)(2)", 2],
    ["const a = 1; (({ a }) => a)({ a: 2 })", 2],
    ["const a = 1; ((b = a) => b)()", 1],
    ["const a = 1; (function (b = a) { var a = 5; return b })()", 1],
    ["const a = 1; { let a = 2; a = 3 } a", 1],
    ["const a = 1; { function a() {} } a", 1],
    ["const a = 1; for (let a = 5; a < 6; a++) {} a", 1],
    ["const a = 1; for (const a of [5]) {} a", 1],
    ["const a = 1; try { throw 2 } catch (a) {} a", 1],
    ["const a = 1; switch (1) { case 1: let a = 2 } a", 1],
    ["const a = 1; (function () { if (true) { var a = 2 } return a })()", 2],
    ["const a = 1; (() => { for (var a of [2]) ; return a })()", 2],
    ["const a = 1; ({ a: 2, b: { a: 3 } }).b.a", 3],
    ["const a = 1; ({ a() { return 4 } }).a()", 4],
    ["const a = 1; class B { a = 5; #a = 6; get x() { return this.#a } } new B().a + new B().x", 11],
    ["const a = 1; class B { static { var a = 2; B.b = a } } B.b + a", 3],
    ["const a = 1; const F = class a { static self() { return a } }; F.self() === F", true],
    ["const f = function g() { return typeof g }; f()", "function"],
    ["a: for (const i of [1]) { continue a } 1", 1],
    ["(function () { return arguments.length })(1, 2)", 2],
    ["const a = 'k'; ({ [a]: 1 }).k", 1],
    ["const a = 'k'; ({ k: 2 })[a]", 2],
  ])("%s", async (source, value) => {
    expect(await run(source)).toEqual(value);
  });

  test("a name bound in a block does not leak", async () => {
    await run("{ let inner = 1; const other = 2; class C {} } for (let i = 0; i < 1; i++) ;");
    expect(await run("[typeof inner, typeof other, typeof C, typeof i]")).toEqual(Array(4).fill("undefined"));
  });

  test("names of the scope and of services do not collide with the cell's", async () => {
    expect(await run("const $scope = 1, $cell = 2; [$scope, $cell]")).toEqual([1, 2]);
  });

  test("helpers that TypeScript adds serve their cell alone", async () => {
    const helper = "var __add = (this && this.__add) || function (a, b) { return a + b; };\n";
    expect(await run(`${helper}__add(1, 2)`)).toBe(3);
    expect(scope.isDeclared("__add")).toBe(false);
  });
});

describe("what a name does in its place", () => {
  test("shorthand properties", async () => {
    await run("const a = 1");
    expect(await run("const b = 2; ({ a, b })")).toEqual({ a: 1, b: 2 });
  });

  test.each([
    "function self() { return this } self()",
    "const self = function () { return this }; self()",
    "const self = function () { return this }; self?.()",
    "const self = function () { return this }; self``",
    "const self = function () { return this }; (self)()",
    "this",
  ])("%s has no `this`", async (source) => {
    expect(await run(source)).toBeUndefined();
  });

  test("methods keep theirs", async () => {
    expect(await run("const o = { n: 1, f() { return this.n } }; o.f() + o?.f() + o['f']()")).toBe(3);
  });

  test("functions and classes have the names that they were declared with", async () => {
    await run(`
      const a = () => 1, b = function () {}, c = class {}, d = async () => 1, e = (() => 2);
      let f; f = () => 1; let g; g ??= () => 1;
      const { h = () => 1 } = {}; const [i = class {}] = [];
      const [j] = [undefined].map(() => () => 1);
      function k() {} class L {}
      const m = function other() {}, n = class { static name = "own" };
      const o = () => (p) => p;
    `);
    expect(await run("[a, b, c, d, e, f, g, h, i, k, L, m, n, o].map((one) => one.name)")).toEqual([
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
      "g",
      "h",
      "i",
      "k",
      "L",
      "other",
      "own",
      "o",
    ]);
  });

  test("nested arrow functions that end in the same place", async () => {
    expect(await run("let a, b; const f = () => b = () => a = () => 7; f()()()")).toBe(7);
    expect(await run("[f.name, b.name, a.name]")).toEqual(["f", "b", "a"]);
  });

  test("`typeof` of what nothing declares", async () => {
    expect(await run("[typeof nowhere, typeof Math, typeof (() => typeof nowhere)()]")).toEqual([
      "undefined",
      "object",
      "string",
    ]);
  });

  test("lines without semicolons", async () => {
    const source = [
      "let a = 1",
      "const f = (x) => x",
      "let b",
      "f(a)",
      "const { c } = { c: 2 }",
      "f(b)",
      "f`x`",
      "{",
      "  let d = 1",
      "  f(d)",
      "}",
      "f(c)",
    ];
    expect(await run(source.join("\n"))).toBe(2);
    expect(await run("if (a) f(1)\nelse f(2)\nlet x\n[1].map(f)")).toEqual([1]);
  });

  test("new, spread, templates, computed keys, optional chains", async () => {
    await run("class A { constructor(x) { this.x = x } } const n = 2, list = [1, 2], none = null");
    expect(
      await run(
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of the cell
        "[new A(n).x, ...list, `${n}`, { [n]: n }[n], none?.x, list?.[0], Math.max(...list), n ** n]",
      ),
    ).toEqual([2, 1, 2, "2", 2, undefined, 1, 2, 4]);
  });

  test("subclasses, private fields, accessors and static blocks", async () => {
    await run("const step = 2; class A { #n = step; get n() { return this.#n } static { A.count = step } }");
    expect(await run("class B extends A { n2 = super.n * step } [new B().n2, B.count]")).toEqual([4, 2]);
  });

  test("generators and async iteration", async () => {
    await run("const n = 3; async function* count() { for (let i = 0; i < n; i++) yield i }");
    expect(await run("const all = []; for await (const i of count()) all.push(i); all")).toEqual([0, 1, 2]);
  });

  test("closures of loops have a variable for each turn", async () => {
    expect(
      await run("const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map((f) => f())"),
    ).toEqual([0, 1, 2]);
  });
});

describe("errors of names", () => {
  test("reading what nothing declares", async () => {
    await expect(run("nowhere")).rejects.toThrow(ReferenceError);
    await expect(run("nowhere + 1")).rejects.toThrow("nowhere is not defined");
    await expect(run("nowhere()")).rejects.toThrow("run that cell first");
  });

  test("assigning to what nothing declares", async () => {
    await expect(run("nowhere = 1")).rejects.toThrow(ReferenceError);
    expect("nowhere" in globalThis).toBe(false);
  });

  test("reading before the declaration has run", async () => {
    await expect(run("early; const early = 1")).rejects.toThrow("early has no value yet");
    await expect(run("early")).rejects.toThrow("early has no value yet");
  });

  test.each(["a = 2", "a++", "a += 1", "[a] = [2]", "({ a } = { a: 2 })", "for (a of [2]) ;"])(
    "%s, where a is a constant",
    async (source) => {
      await run("const a = 1");
      await expect(run(source)).rejects.toThrow('"a" is a constant');
      expect(await run("a")).toBe(1);
      await expect(run(`const a = 3; ${source}`)).rejects.toThrow(TypeError);
    },
  );

  test("a declaration that failed half-way leaves the earlier names", async () => {
    await expect(run("const a = 1; throw new Error('stop'); const b = 2")).rejects.toThrow("stop");
    expect(await run("a")).toBe(1);
  });
});

describe("modules", () => {
  test("namespace, named and default imports", async () => {
    await run(
      `import * as dj from "datajoint"; import { Instance, version as v } from "datajoint"; import d from 'datajoint'`,
    );
    expect(await run("[dj.version, v, d.version, Instance === dj.Instance]")).toEqual([
      "2.3",
      "2.3",
      "2.3",
      true,
    ]);
  });

  test("an import holds for the whole cell, and for its side effects alone", async () => {
    expect(await run(`const v = version; import { version } from "datajoint"; import "datajoint"; v`)).toBe(
      "2.3",
    );
  });

  test("an export that is undefined can be imported", async () => {
    expect(await run(`import { nothing } from "datajoint"; nothing`)).toBeUndefined();
  });

  test("imported names are constants", async () => {
    await run(`import { version } from "datajoint"`);
    await expect(run("version = 1")).rejects.toThrow("is a constant");
  });

  test("dynamic import", async () => {
    expect(await run(`(await import("datajoint")).version`)).toBe("2.3");
    await expect(run(`await import("https://example.org/x.js")`)).rejects.toThrow(
      `can't import "https://example.org/x.js"`,
    );
  });

  test.each([
    [`\n  import x from "datajiont"`, 2, 17, 'Did you mean "datajoint"?'],
    [`import { Instnace } from "datajoint"`, 1, 10, 'Did you mean "Instance"?'],
    [`export { x } from "datajoint"`, 1, 1, "can't export from another module"],
    [`export * from "datajoint"`, 1, 1, "can't export from another module"],
    ["const x = import.meta.url", 1, 11, "no `import.meta`"],
    ["const a = 1;\nconst a = 2;", 2, 7, "already been declared"],
    ["return 1", 1, 1, "'return' outside of function"],
    ["const = 1", 1, 7, "Unexpected token"],
    ["function f() { await 1 }", 1, 16, "await"],
  ])("%s is refused at its line", (source, line, column, message) => {
    const error = (() => {
      try {
        rewriteCell(source, scope);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(CellSyntaxError);
    expect(error).toMatchObject({ line, column });
    expect((error as Error).message).toContain(message);
  });
});

describe("positions", () => {
  test("lead back from the rewritten code to the given one", () => {
    const source =
      "import * as dj from 'datajoint';\nconst a = 1;\nfunction f() {\n  return missing(a);\n}\nf()";
    const { code, mappings } = rewriteCell(source, scope);
    const lines = code.split("\n");
    const line = lines.findIndex((text) => text.includes("missing")) + 1;
    const column = lines[line - 1]!.indexOf("(0, $scope.missing)") + 1;
    expect(originalPosition(mappings, { line, column })).toEqual({ line: 4, column: 10 });
    expect(originalPosition(mappings, { line: 1, column: 1 })).toBeNull();
    expect(originalPosition(mappings, { line: 100, column: 1 })).toBeNull();
  });
});
