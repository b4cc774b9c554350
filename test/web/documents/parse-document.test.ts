import { describe, expect, it } from "vitest";
import { type CellBlock, parseDocument } from "../../../web/documents/parse-document.ts";
import { serializeDocument } from "../../../web/documents/serialize-document.ts";

const cellsOf = (markdown: string): CellBlock[] =>
  parseDocument(markdown).blocks.filter((block): block is CellBlock => block.kind === "cell");

describe("parseDocument", () => {
  it("splits a text into prose and cells in reading order", () => {
    const document = parseDocument(
      "# Labs\n\nFirst.\n\n```ts\nlet a = 1;\n\na\n```\n\nThen.\n\n```sql inst2\nSELECT 1\n```\n",
    );
    expect(document.title).toBe("Labs");
    expect(document.blocks).toMatchObject([
      { kind: "prose", markdown: "# Labs\n\nFirst." },
      { kind: "cell", language: "ts", info: "", source: "let a = 1;\n\na" },
      { kind: "prose", markdown: "Then." },
      { kind: "cell", language: "sql", info: "inst2", source: "SELECT 1" },
    ]);
  });

  it("keeps the rest of the info string", () => {
    expect(cellsOf("```ts  throws   ThreadSafetyError\nx\n```")).toMatchObject([
      { language: "ts", info: "throws ThreadSafetyError", source: "x" },
    ]);
  });

  it.each([
    ["another language", "```tsx\nx\n```"],
    ["no language", "```\nx\n```"],
    ["indented code", "    ```ts\n    x\n    ```"],
    ["a fence in a list", "- one\n\n  ```ts\n  x\n  ```"],
    ["a fence in a quotation", "> ```ts\n> x\n> ```"],
    ["a fence in a comment", "<!--\n```ts\nx\n```\n-->"],
    ["a fence inside of a longer fence", "````md\n```ts\nx\n```\n````"],
    ["inline code", "Write ```ts x``` here"],
  ])("leaves %s in the prose", (_, markdown) => {
    expect(parseDocument(markdown).blocks).toMatchObject([{ kind: "prose", markdown }]);
  });

  it("reads tildes and longer fences to their own closing line", () => {
    expect(cellsOf("~~~ts\n```\n~~~")[0]?.source).toBe("```");
    expect(cellsOf("````sql\n```\nx\n`````")[0]?.source).toBe("```\nx");
  });

  it("reads a fence that the text ends without closing", () => {
    expect(cellsOf("before\n```ts\na\nb")[0]?.source).toBe("a\nb");
  });

  it("reads an empty fence, and blank lines at the ends of a fence", () => {
    expect(cellsOf("```ts\n```")[0]?.source).toBe("");
    expect(cellsOf("```ts\n\na\n\n```")[0]?.source).toBe("\na\n");
  });

  it("takes an indented fence's indentation off its lines", () => {
    expect(cellsOf("  ```ts\n  a\n    b\nc\n  ```")[0]?.source).toBe("a\n  b\nc");
  });

  it("gives no prose block for blank lines between cells", () => {
    expect(parseDocument("```ts\na\n```\n\n\n```ts\nb\n```\n").blocks.map((block) => block.kind)).toEqual([
      "cell",
      "cell",
    ]);
  });

  it("has no title without a heading of level one, and takes the words of one with marks", () => {
    expect(parseDocument("## Second\n").title).toBeNull();
    expect(parseDocument("text\n\n# The *lab* `x`\n").title).toBe("The lab x");
  });

  it("collects link definitions for every prose block", () => {
    const document = parseDocument("[one][a]\n\n```ts\nx\n```\n\n[a]: https://example.org/a\n");
    expect(document.linkDefinitions).toBe("[a]: https://example.org/a");
  });

  it("reads Windows line endings and a byte order mark", () => {
    expect(cellsOf("\uFEFF# T\r\n\r\n```ts\r\na\r\nb\r\n```\r\n")[0]?.source).toBe("a\nb");
  });
});

describe("serializeDocument", () => {
  it.each([
    "",
    "\n\n",
    "text",
    "# T\n\n\n```ts\na\n```\n\n\n~~~sql x\nb\n~~~\nright after\n\n",
    "```ts throws\na\n```\n```ts\nb\n```",
    "  ```ts\n  a\n    b\n  ```\n\t\n- l\n\n  ```ts\n  x\n  ```\n",
    "a  \n\n\ttabbed\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\n```\n\n[x]: /u\n",
    "# T\r\n\r\n```ts\r\na\r\n```\r\n",
    "before\n```ts\nunclosed\n\n",
    "Setext\n======\n\n***\n<div>\n\n```sql\nq\n```\n\n</div>\n",
  ])("gives back what was read: %j", (markdown) => {
    expect(serializeDocument(parseDocument(markdown))).toBe(markdown);
  });

  it("writes an edited cell and nothing else anew", () => {
    const document = parseDocument("# T\n\n~~~ts throws\na\n~~~\n\n~~~ts\nb\n~~~\n");
    const blocks = document.blocks.map((block, index) =>
      index === 1 && block.kind === "cell" ? { ...block, source: "c" } : block,
    );
    expect(serializeDocument({ ...document, blocks })).toBe("# T\n\n```ts throws\nc\n```\n\n~~~ts\nb\n~~~\n");
  });

  it("writes a fence that its source cannot close", () => {
    const source = "const text = `\n```\n````\n`;";
    const text = serializeDocument({
      title: null,
      blocks: [{ kind: "cell", lead: "", language: "ts", info: "", source, original: null }],
      linkDefinitions: "",
      tail: "\n",
      lineEnding: "\n",
    });
    expect(cellsOf(text)).toMatchObject([{ source }]);
  });

  it("parts a cell that was added from the prose before it", () => {
    const document = parseDocument("text");
    const added: CellBlock = {
      kind: "cell",
      lead: "",
      language: "sql",
      info: "",
      source: "SELECT 1",
      original: null,
    };
    const text = serializeDocument({ ...document, blocks: [...document.blocks, added] });
    expect(text).toBe("text\n\n```sql\nSELECT 1\n```");
  });
});
