import { beforeEach, describe, expect, test } from "vitest";
import { localTypeScript } from "../../web/kernel/languages/typescript/local-typescript.ts";
import type { Output } from "../../web/kernel/output.ts";
import type { CellEngine } from "../../web/kernel/worker/cell-engine.ts";
import { CellRunner } from "../../web/kernel/worker/cell-runner.ts";

/** What cells of these tests can use: no database, since they are about the language. */
const engine: CellEngine = {
  modules: { datajoint: { version: "2.3" } },
  beginCell: () => {},
  onProgress: () => {},
  isExpression: () => false,
  draw: () => null,
  open: () => Promise.reject(new Error("There are no expressions here.")),
  observeStatements: () => {},
  openSql: () => {
    throw new Error("There is no database here.");
  },
  tablesOf: () => Promise.resolve([]),
  save: () => Promise.resolve(),
};

let runner: CellRunner;

async function run(source: string): Promise<{ ok: boolean; outputs: Output[] }> {
  const compiled = await localTypeScript.compile({ id: "cell", language: "ts", source });
  if (compiled.kind === "refused") return { ok: false, outputs: [...compiled.errors] };
  const outputs: Output[] = [];
  const restore = runner.captureConsole(console);
  try {
    const { ok } = await runner.run({ cell: compiled, info: "" }, (more) => outputs.push(...more));
    return { ok, outputs };
  } finally {
    restore();
  }
}

beforeEach(() => {
  runner = new CellRunner(engine);
});

describe("a TypeScript cell", () => {
  test("shows the value of its last expression", async () => {
    expect(await run("const a: number = 1;\na + 1")).toEqual({
      ok: true,
      outputs: [{ kind: "value", value: { kind: "number", text: "2" } }],
    });
  });

  test("shows nothing for undefined", async () => {
    expect(await run("undefined")).toEqual({ ok: true, outputs: [] });
  });

  test("awaits a promise that is its value", async () => {
    expect((await run("Promise.resolve('later')")).outputs).toEqual([
      { kind: "value", value: { kind: "text", text: "later" } },
    ]);
  });

  test("shares types, enums, namespaces, classes and imports with later cells", async () => {
    await run(`
      import * as dj from "datajoint";
      import type { Row } from "datajoint";
      interface Point { x: number }
      enum Colour { Red, Green }
      namespace Tools { export const half = (n: number) => n / 2 }
      abstract class Shape { constructor(readonly sides: number) {} }
      export {};
    `);
    const { outputs } = await run(`
      class Square extends Shape { constructor() { super(4) } }
      const p: Point = { x: Tools.half(new Square().sides) };
      [dj.version, Colour.Green, Colour[0], p.x] as const satisfies readonly unknown[]
    `);
    expect(outputs).toEqual([
      {
        kind: "value",
        value: {
          kind: "array",
          length: 4,
          items: [
            { kind: "text", text: "2.3" },
            { kind: "number", text: "1" },
            { kind: "text", text: "Red" },
            { kind: "number", text: "2" },
          ],
        },
      },
    ]);
  });

  test("has the standard's decorators, which no engine runs by itself", async () => {
    await run(`
      const seen: string[] = [];
      function note(value: unknown, context: DecoratorContext) {
        seen.push(context.kind + " " + String(context.name));
        context.addInitializer(function () { seen.push("ready " + String(context.name)) });
      }
      @note class Lab { static definition = "id : int32"; @note method() {} @note accessor size = 1 }
    `);
    const { ok, outputs } = await run("[seen, Lab.name, new Lab().size, typeof __esDecorate]");
    expect(ok).toBe(true);
    expect(JSON.stringify(outputs)).toContain("class Lab");
    expect(JSON.stringify(outputs)).toContain("ready Lab");
    expect(JSON.stringify(outputs)).toContain('"Lab"');
  });

  test("runs though its types are wrong", async () => {
    expect((await run("const n: number = 'text' as any as string; n")).outputs).toEqual([
      { kind: "value", value: { kind: "text", text: "text" } },
    ]);
    expect((await run("const wrong: number = 'text'; wrong")).ok).toBe(true);
  });
});

describe("an error is one message at its line", () => {
  test.each<[string, string, string, string, number | null, number | null]>([
    [
      "TypeScript's syntax",
      "const a = 1;\nconst = 2;",
      "SyntaxError",
      "Variable declaration expected.",
      2,
      7,
    ],
    [
      "JavaScript's early errors",
      "interface A {}\n\nlet a = 1;\nlet a = 2;",
      "SyntaxError",
      "already been declared",
      4,
      5,
    ],
    [
      "an unknown module",
      'interface A {}\nimport x from "datajoin";',
      "SyntaxError",
      'Did you mean "datajoint"?',
      2,
      15,
    ],
    ["the top level", "type A = 1;\n\n  throw new RangeError('out');", "RangeError", "out", 3, 9],
    [
      "a function of the cell",
      "interface A { a: 1 }\nfunction f(): void {\n  null!.x;\n}\nf();",
      "TypeError",
      "null",
      3,
      9,
    ],
    [
      "after an await",
      "type A = 1;\nawait null;\nnowhere;",
      "ReferenceError",
      "nowhere is not defined",
      3,
      1,
    ],
    [
      "within a callback",
      "[1].map((n: number) => {\n  throw new Error('in map');\n});",
      "Error",
      "in map",
      2,
      9,
    ],
    [
      "within a decorator",
      "const d = () => {\n  throw new Error('no');\n};\n@(d as any)\nclass A {}",
      "Error",
      "no",
      2,
      9,
    ],
    ["a value that is no error", "throw { code: 7 };", "Thrown", "{ code: 7 }", null, null],
    ["a text", "throw 'just text';", "Thrown", "just text", null, null],
    [
      "several at once",
      "await Promise.any([Promise.reject(new Error('one')), Promise.reject(new Error('two'))])",
      "AggregateError",
      "- one\n- two",
      null,
      null,
    ],
  ])("of %s", async (_, source, name, message, line, column) => {
    const { ok, outputs } = await run(source);
    expect(ok).toBe(false);
    expect(outputs).toHaveLength(1);
    expect(outputs[0]).toMatchObject({ kind: "error", name, line, column });
    expect((outputs[0] as { message: string }).message).toContain(message);
  });

  test("in a function of an earlier cell it is at the line that called it", async () => {
    await run("// one\n// two\n// three\nfunction fail() {\n  throw new Error('deep');\n}");
    expect((await run("\nfail();")).outputs).toMatchObject([{ message: "deep", line: 2 }]);
  });

  test("in what is done later, it is at the line of its cause", async () => {
    const source =
      "try {\n  JSON.parse('{');\n} catch (cause) {\n  const later = new Error('later', { cause });\n  later.stack = '';\n  throw later;\n}";
    expect((await run(source)).outputs).toMatchObject([{ message: "later", line: 2 }]);
  });

  test("outputs before it are kept", async () => {
    const { outputs } = await run("console.log('before'); throw new Error('after')");
    expect(outputs.map((output) => output.kind)).toEqual(["text", "error"]);
  });

  test("an error whose message can't be read does not end the kernel", async () => {
    const { outputs } = await run(
      "throw Object.defineProperty(new Error(), 'message', { get() { throw 1 } })",
    );
    expect(outputs).toMatchObject([{ kind: "error", name: "Error", message: "" }]);
    expect((await run("1")).ok).toBe(true);
  });

  test("an error that no cell has caught is shown below the cell", async () => {
    const compiled = await localTypeScript.compile({ id: "cell", language: "ts", source: "1;" });
    if (compiled.kind === "refused") throw new Error("refused");
    const late = new Promise<readonly Output[]>((resolve) => {
      let isFirst = true;
      const send = (outputs: readonly Output[]): void => {
        if (!isFirst) resolve(outputs);
        isFirst = false;
      };
      runner
        .run({ cell: compiled, info: "" }, send)
        .then(() => runner.reportUncaught(new Error("nobody awaited this")));
    });
    expect(await late).toMatchObject([{ kind: "error", message: "nobody awaited this" }]);
  });
});

describe("the console", () => {
  test("prints each message with its level", async () => {
    const { ok, outputs } = await run(
      "console.log(1); console.info('i'); console.warn('w'); console.error(new Error('e'))",
    );
    expect(ok).toBe(true);
    expect(outputs).toEqual([
      { kind: "text", level: "log", text: "1" },
      { kind: "text", level: "info", text: "i" },
      { kind: "text", level: "warn", text: "w" },
      { kind: "text", level: "error", text: "Error: e" },
    ]);
  });

  test("stops printing after ten thousand lines, and says so", async () => {
    const { outputs } = await run("for (let i = 0; i < 10_250; i++) console.log(i)");
    expect(outputs).toHaveLength(10_001);
    expect(outputs[9_999]).toMatchObject({ text: "9999" });
    expect(outputs.at(-1)).toEqual({
      kind: "text",
      level: "warn",
      text: "250 more messages are not shown: a cell prints 10,000 lines at most.",
    });
  });

  test("counts the rows of printed tables too", async () => {
    const { outputs } = await run("for (let i = 0; i < 300; i++) console.table(Array(99).fill({ i }))");
    expect(outputs.map(({ kind }) => kind)).toEqual([...Array(100).fill("table"), "text"]);
  });

  test("still shows the cell's value and error after too many lines", async () => {
    const { outputs } = await run("for (let i = 0; i < 20_000; i++) console.log(i); throw new Error('end')");
    expect(outputs).toContainEqual(expect.objectContaining({ kind: "error", message: "end" }));
  });
});
