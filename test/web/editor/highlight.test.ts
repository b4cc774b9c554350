import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isCell } from "../../../web/documents/document.ts";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import { highlight } from "../../../web/editor/tokens/highlight.ts";

/** The pieces of code that are neither plain nor punctuation, as `kind:text`. */
const marked = (source: string, language = "ts"): string[] =>
  highlight(source, language)
    .flat()
    .filter((piece) => piece.kind !== "plain" && piece.kind !== "punctuation" && piece.text.trim() !== "")
    .map((piece) => `${piece.kind}:${piece.text}`);

describe("highlight", () => {
  it("loses no character of any cell of the tutorial", () => {
    const { blocks } = parseDocument(readFileSync("public/tutorials/instances.md", "utf8"));
    const cells = blocks.filter(isCell);
    expect(cells.length).toBeGreaterThan(10);
    for (const cell of cells) {
      const text = highlight(cell.source, cell.language).map((line) =>
        line.map((piece) => piece.text).join(""),
      );
      expect(text.join("\n")).toBe(cell.source);
    }
  });

  it.each([
    ["const a = 1;", ["keyword:const", "number:1"]],
    ["a.delete(new Map())", ["keyword:new", "type:Map"]],
    ["{ class: 1, default: 2 }", ["number:1", "number:2"]],
    ["x ? null : y", ["keyword:null"]],
    ["a / b / c // d", ["comment:// d"]],
    ["return /[/]'/.test(x)", ["keyword:return", "string:/[/]'/"]],
    ["f(1) / 2 + 'a/b'", ["number:1", "number:2", "string:'a/b'"]],
    ["@schema", ["decorator:@schema"]],
    ["1_000n + 0xff + .5e-3", ["number:1_000n", "number:0xff", "number:.5e-3"]],
    ["'it\\'s' + \"a\"", ["string:'it\\'s'", 'string:"a"']],
    ["a /* b\n c */ 1", ["comment:/* b", "comment: c */", "number:1"]],
  ])("reads %j", (source, expected) => {
    expect(marked(source)).toEqual(expected);
  });

  it("reads code inside of template strings, nested and over lines", () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the code to read
    expect(marked("`a ${ { b: `c ${1} d` } } e\nf` + 2")).toEqual([
      "string:`a ",
      "string:`c ",
      "number:1",
      "string: d`",
      "string: e",
      "string:f`",
      "number:2",
    ]);
  });

  it("reads a table definition inside of its template string", () => {
    const source =
      'static definition = `\n# a lab # x\n-> [nullable] Lab\nlab_id : int32 # n\n---\nn = "#1" : int8\n`; 5';
    expect(marked(source)).toEqual([
      "keyword:static",
      "string:`",
      "comment:# a lab # x",
      "keyword:[nullable] ",
      "reference:Lab",
      "key:lab_id",
      "type:int32 ",
      "comment:# n",
      "key:n",
      'string: "#1" ',
      "type:int8",
      "string:`",
      "number:5",
    ]);
  });

  it("reads SQL, with strings and comments over lines", () => {
    expect(
      marked("select \"a.b\", 'it''s' -- x\n/* y\nz */ FROM `t` where n > 1.5 and s = 'a\nb'", "sql"),
    ).toEqual([
      "keyword:select",
      'reference:"a.b"',
      "string:'it''s'",
      "comment:-- x",
      "comment:/* y",
      "comment:z */",
      "keyword:FROM",
      "reference:`t`",
      "keyword:where",
      "number:1.5",
      "keyword:and",
      "string:'a",
      "string:b'",
    ]);
  });

  it("leaves code in other languages plain", () => {
    expect(highlight("a\n\nb", "constructor")).toEqual([
      [{ text: "a", kind: "plain" }],
      [{ text: "", kind: "plain" }],
      [{ text: "b", kind: "plain" }],
    ]);
  });
});
