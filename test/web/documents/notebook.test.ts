import { describe, expect, it } from "vitest";
import { exportNotebook } from "../../../web/documents/notebook/export-notebook.ts";
import { importNotebook, NotebookFormatError } from "../../../web/documents/notebook/import-notebook.ts";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import { hashSource } from "../../../web/documents/saved-outputs.ts";
import { serializeDocument } from "../../../web/documents/serialize-document.ts";
import type { Output } from "../../../web/kernel/output.ts";

const markdown =
  "# Labs\n\nFirst.\n\n```ts\nlet a = 1;\n\na\n```\n\n```sql inst\nSELECT 1\n```\n\nThen.\n\n```sql inst throws\nSELECT\n```\n\n```ts throws\nx\n```\n";

const cell = (fields: object): object => ({
  cell_type: "code",
  metadata: {},
  source: "",
  outputs: [],
  ...fields,
});

const notebook = (cells: readonly object[], metadata: object = {}): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });

describe("exportNotebook", () => {
  it("gives cells with ids, magic and tags, as nbformat 4.5 wants them", () => {
    const exported = exportNotebook(parseDocument(markdown));
    expect(exported).toMatchObject({ nbformat: 4, nbformat_minor: 5, metadata: { title: "Labs" } });
    expect(exported.cells).toMatchObject([
      { cell_type: "markdown", source: "# Labs\n\nFirst." },
      { cell_type: "code", source: "let a = 1;\n\na", execution_count: null, outputs: [] },
      { cell_type: "code", source: "%%sql inst\nSELECT 1", metadata: { vscode: { languageId: "sql" } } },
      { cell_type: "markdown", source: "Then." },
      { cell_type: "code", metadata: { tags: ["raises-exception"] } },
      { cell_type: "code", metadata: { tags: ["raises-exception"] } },
    ]);
    const ids = exported.cells.map(({ id }) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
  });

  it("comes back as the same prose and cells", () => {
    const { document, notRun } = importNotebook(JSON.stringify(exportNotebook(parseDocument(markdown))));
    expect(serializeDocument(document)).toBe(markdown);
    expect(notRun).toEqual([]);
  });

  it("writes outputs as text and HTML", () => {
    const outputs: Output[] = [
      { kind: "text", level: "warn", text: "careful" },
      {
        kind: "table",
        columns: [
          { name: "id", type: "int32", inKey: true },
          { name: "note", type: "varchar(9)", inKey: false },
        ],
        rows: [
          [
            { kind: "number", text: "1" },
            { kind: "text", text: "<b>" },
          ],
          [{ kind: "number", text: "20" }, { kind: "null" }],
        ],
        total: 7,
        sql: null,
      } as unknown as Output,
      { kind: "error", name: "TypeError", message: "no", line: 2, column: 1 },
      { kind: "value", value: { kind: "array", items: [{ kind: "text", text: "x" }], length: 3 } },
    ];
    const exported = exportNotebook(parseDocument("```ts\na\n```"), () => outputs);
    expect(exported.cells[0]!.outputs).toEqual([
      { output_type: "stream", name: "stderr", text: "careful\n" },
      {
        output_type: "display_data",
        metadata: {},
        data: {
          "text/plain": "*id  note\n---  ----\n1    <b>\n20   NULL\nfirst 2 of 7 rows",
          "text/html": expect.stringContaining("<td>&lt;b&gt;</td>"),
        },
      },
      { output_type: "error", ename: "TypeError", evalue: "no", traceback: ["TypeError: no (line 2)"] },
      { output_type: "display_data", metadata: {}, data: { "text/plain": '["x", … 2 more]' } },
    ]);
  });

  it("takes link definitions along to the texts that use them", () => {
    const exported = exportNotebook(
      parseDocument("[one][a]\n\n```ts\nx\n```\n\n[a]: https://example.org/a\n"),
    );
    expect(exported.cells[0]!.source).toBe("[one][a]\n\n[a]: https://example.org/a");
  });
});

describe("importNotebook", () => {
  it("reads sources in lines, and keeps outputs as text", () => {
    const { document, saved } = importNotebook(
      notebook(
        [
          { cell_type: "markdown", metadata: {}, source: ["# A\n", "b"] },
          cell({
            source: ["1 +", " 1"],
            outputs: [
              { output_type: "stream", name: "stdout", text: ["one\n", "two\n"] },
              { output_type: "execute_result", data: { "text/plain": ["2"] }, metadata: {} },
              { output_type: "error", ename: "E", evalue: "bad", traceback: [] },
            ],
          }),
        ],
        { kernelspec: { name: "tslab", display_name: "", language: "typescript" } },
      ),
    );
    expect(serializeDocument(document)).toBe("# A\nb\n\n```ts\n1 + 1\n```\n");
    expect(saved.cells).toEqual([
      {
        source: hashSource("1 + 1"),
        outputs: [
          { kind: "text", level: "log", text: "one\ntwo" },
          { kind: "text", level: "log", text: "2" },
          { kind: "error", name: "E", message: "bad", line: null, column: null },
        ],
      },
    ]);
  });

  it("shows code that cannot be run here as text, and counts it", () => {
    const { document, notRun } = importNotebook(
      notebook([
        cell({ source: "import datajoint as dj" }),
        cell({ source: "%%sql\nSELECT 1" }),
        cell({ source: "%%time\nslow()" }),
      ]),
    );
    expect(serializeDocument(document)).toBe(
      "```python\nimport datajoint as dj\n```\n\n```sql\nSELECT 1\n```\n\n```python\n%%time\nslow()\n```\n",
    );
    expect(notRun).toEqual([{ language: "python", count: 2 }]);
  });

  it("makes nothing runnable that was text", () => {
    const { document } = importNotebook(
      notebook([
        { cell_type: "markdown", metadata: {}, source: "See:\n\n```ts\nalert(1)\n```\n\n~~~sql\nx\n~~~" },
      ]),
    );
    expect(document.blocks.map(({ kind }) => kind)).toEqual(["prose"]);
    expect(parseDocument(serializeDocument(document)).blocks.map(({ kind }) => kind)).toEqual(["prose"]);
  });

  it("keeps images that are attached", () => {
    const { document } = importNotebook(
      notebook([
        {
          cell_type: "markdown",
          metadata: {},
          source: "![a](attachment:a.png)",
          attachments: { "a.png": { "image/png": "iVBO\n" } },
        },
      ]),
    );
    expect(serializeDocument(document)).toBe("![a](data:image/png;base64,iVBO)\n");
  });

  it.each([
    ["not json", "it is not JSON"],
    ["null", "it has no cells"],
    ['{"nbformat": 4}', "it has no cells"],
    ['{"nbformat": 3, "worksheets": []}', "the old format 3"],
  ])("refuses %j", (json, reason) => {
    expect(() => importNotebook(json)).toThrow(NotebookFormatError);
    expect(() => importNotebook(json)).toThrow(reason);
  });
});
