import { afterEach, describe, expect, test } from "vitest";
import { setPrompt, setThreadSafe } from "../../core/index.ts";
import { hashSource } from "../../web/documents/saved-outputs.ts";
import { MemoryFiles } from "../../web/kernel/saved/memory-files.ts";
import { type DocumentRun, runDocument } from "../../web/kernel/saved/run-document.ts";
import { createDataJointEngine } from "../../web/kernel/worker/datajoint-engine.ts";

afterEach(() => {
  setPrompt(null);
  setThreadSafe(null);
});

/** A document of cells, each given as its info string and its source. */
function run(...cells: [info: string, source: string][]): Promise<DocumentRun> {
  const markdown = cells.map(([info, source]) => `\`\`\`${info}\n${source}\n\`\`\``).join("\n\nProse.\n\n");
  const engine = createDataJointEngine({ files: new MemoryFiles(), confirm: async () => null });
  return runDocument(markdown, engine);
}

describe("runDocument", () => {
  test("gives the outputs of each cell, with a hash of its source", async () => {
    const { saved, failures } = await run(
      ["ts", "const a: number = 20;\nconsole.log(a);"],
      ["ts", "a + 1"],
      ["python", "not_a_cell()"],
      ["ts", "const nothing = a;"],
    );
    expect(failures).toEqual([]);
    expect(saved.prose.map(({ html }) => html.trim().split("\n")[0])).toEqual([
      "<p>Prose.</p>",
      "<p>Prose.</p>",
    ]);
    expect(saved).toMatchObject({
      format: 1,
      cells: [
        {
          source: hashSource("const a: number = 20;\nconsole.log(a);"),
          outputs: [{ kind: "text", level: "log", text: "20" }],
        },
        { source: hashSource("a + 1"), outputs: [{ kind: "value", value: { kind: "number", text: "21" } }] },
        { source: hashSource("const nothing = a;"), outputs: [] },
      ],
    });
  });

  test("runs DataJoint and SQL on files of its own", async () => {
    const { saved, failures } = await run(
      [
        "ts",
        `import * as dj from "datajoint";
const inst = new dj.Instance({ database: "mine" });
const schema = inst.Schema("s");
@schema
class Lab extends dj.Manual { static definition = "lab_id : int32" }
await Lab.insert([{ lab_id: 3 }, { lab_id: 5 }]);
Lab.restrict("lab_id > 3")`,
      ],
      ["sql inst", 'SELECT sum(lab_id) AS total FROM "s.lab"'],
    );
    expect(failures).toEqual([]);
    expect(saved.cells.map(({ outputs }) => outputs)).toMatchObject([
      [{ kind: "table", total: 1, rows: [[{ kind: "number", text: "5" }]] }],
      [{ kind: "table", columns: [{ name: "total" }], rows: [[{ kind: "number", text: "8" }]] }],
    ]);
  });

  test("tells which cells fail that should not, and the other way round", async () => {
    const { failures } = await run(
      ["ts", "const fine = 1;"],
      ["ts", "\nthrow new TypeError('broken');"],
      ["ts throws", "throw new Error('as it should');"],
      ["ts throws", "const b = 2;"],
      ["ts", "const = 3;"],
    );
    expect(failures).toEqual([
      "Cell 2 failed at line 2: TypeError: broken",
      "Cell 4 was to raise an error, and did not.",
      "Cell 5 failed at line 1: SyntaxError: Variable declaration expected.",
    ]);
  });
});
