import { describe, expect, it } from "vitest";
import { EditableDocument, kindOf, sourceOf } from "../../../web/app/session/editable-document.ts";
import { keptNames } from "../../../web/app/session/kept-names.ts";
import type { Document } from "../../../web/documents/document.ts";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import { serializeDocument } from "../../../web/documents/serialize-document.ts";

const markdown = "# Labs\n\nFirst.\n\n```ts\na\n```\n\nThen.\n\n```sql inst\nb\n```\n";

const open = (text = markdown): EditableDocument => new EditableDocument(parseDocument(text));
const textOf = (document: EditableDocument): string => serializeDocument(document.document);
const sources = (document: EditableDocument): string[] =>
  document.blocks.map((block) => `${kindOf(block)}: ${sourceOf(block)}`);

const replace = (document: EditableDocument, other: Document, label: string): void =>
  document.replace(other, label, keptNames(document.blocks, other.blocks));

describe("EditableDocument", () => {
  it("changes nothing in a text that nobody edited", () => {
    expect(textOf(open())).toBe(markdown);
  });

  it("adds, deletes and moves blocks, and takes each back as one step", () => {
    const document = open();
    const added = document.insert("sql", 2, "SELECT 1");
    expect(sources(document)).toEqual([
      "prose: # Labs\n\nFirst.",
      "ts: a",
      "sql: SELECT 1",
      "prose: Then.",
      "sql: b",
    ]);
    document.move(added, 0);
    document.delete(document.blocks.at(-1)!.id);
    expect(sources(document)).toEqual(["sql: SELECT 1", "prose: # Labs\n\nFirst.", "ts: a", "prose: Then."]);
    expect(textOf(document)).toBe("```sql\nSELECT 1\n```\n\n# Labs\n\nFirst.\n\n```ts\na\n```\n\nThen.\n");
    expect([document.undo(), document.undo(), document.undo(), document.undo()]).toEqual([
      "Delete cell",
      "Move cell",
      "Add cell",
      null,
    ]);
    expect(textOf(document)).toBe(markdown);
    document.redo();
    expect(document.blocks[2]?.id).toBe(added);
    expect(document.undoLabel).toBe("Add cell");
  });

  it("takes what is typed in one block back at once, and apart what is typed after a break", () => {
    const document = open();
    const { id } = document.blocks[1]!;
    for (const source of ["a1", "a12", "a123"]) document.edit(id, source);
    document.endTyping();
    document.edit(id, "a1234");
    document.undo();
    expect(sourceOf(document.blocks[1]!)).toBe("a123");
    document.undo();
    expect(textOf(document)).toBe(markdown);
    expect(document.undoLabel).toBeNull();
  });

  it("splits a cell at a place, and merges it again, as steps of their own", () => {
    const document = open("Text.\n\n```ts\none\ntwo\n```\n\n```sql inst\nb\n```\n");
    const { id } = document.blocks[1]!;
    const below = document.split(id, "one\n".length);
    expect(sources(document)).toEqual(["prose: Text.", "ts: one", "ts: two", "sql: b"]);
    expect(document.blocks[2]!.id).toBe(below);
    document.split(document.blocks[3]!.id, 0);
    expect(textOf(document)).toContain("```sql inst\n\n```\n\n```sql inst\nb\n```\n");
    document.undo();

    document.mergeBelow(id);
    expect(sources(document)).toEqual(["prose: Text.", "ts: one\ntwo", "sql: b"]);
    expect(document.undoLabel).toBe("Merge cells");
    document.undo();
    expect(document.undoLabel).toBe("Split cell");
    expect(sources(document)).toEqual(["prose: Text.", "ts: one", "ts: two", "sql: b"]);
  });

  it("merges only what is of one kind, and splits no text", () => {
    const document = open();
    for (const { id } of document.blocks) document.mergeBelow(id);
    expect(document.split(document.blocks[0]!.id, 2)).toBeNull();
    expect(document.undoLabel).toBeNull();
    const text = document.insert("prose", 1, "Second.");
    expect(document.partnerOf(document.blocks[0]!.id)?.id).toBe(text);
    document.mergeBelow(document.blocks[0]!.id);
    expect(sourceOf(document.blocks[0]!)).toBe("# Labs\n\nFirst.\n\nSecond.");
  });

  it("forgets what was undone when something else is done", () => {
    const document = open();
    document.delete(document.blocks[0]!.id);
    document.undo();
    document.edit(document.blocks[1]!.id, "x");
    expect(document.redoLabel).toBeNull();
    expect(document.redo()).toBeNull();
  });

  it("changes what a block is, and keeps its words and its name", () => {
    const document = open();
    const { id } = document.blocks[1]!;
    document.changeKind(id, "sql");
    document.changeInfo(id, "inst throws");
    expect(textOf(document)).toContain("\n\n```sql inst throws\na\n```\n\n");
    document.changeKind(id, "prose");
    expect(document.find(id)).toMatchObject({ kind: "prose", markdown: "a" });
    expect(textOf(document)).toContain("First.\n\na\n\nThen.");
  });

  it("makes cells of fenced blocks that were written into a text", () => {
    const document = open("# T\n");
    const { id } = document.blocks[0]!;
    document.edit(id, "# T\n\n```ts\nx\n```\n\nend");
    document.splitText(id);
    expect(sources(document)).toEqual(["prose: # T", "ts: x", "prose: end"]);
    expect(document.blocks[0]!.id).toBe(id);
    document.undo();
    expect(textOf(document)).toBe("# T\n");
  });

  it("leaves out a text in which nothing is written", () => {
    const document = open();
    document.insert("prose", 2);
    expect(textOf(document)).toBe(markdown);
  });

  it("knows the title and the link definitions of what is written now", () => {
    const document = open();
    document.edit(document.blocks[0]!.id, "# *New* labs\n\n[x]: https://example.org/x");
    expect(document.document).toMatchObject({
      title: "New labs",
      linkDefinitions: "[x]: https://example.org/x",
    });
  });

  it("keeps the names of blocks that another text has too", () => {
    const document = open();
    const [first, a] = document.blocks;
    replace(document, parseDocument("```ts\na\n```\n\nNew.\n\n# Labs\n\nFirst.\n"), "Reset");
    expect(document.blocks[0]!.id).toBe(a!.id);
    expect(document.blocks.map(({ id }) => id)).not.toContain(first!.id);
    expect(document.undo()).toBe("Reset");
    expect(textOf(document)).toBe(markdown);
  });

  it("keeps the names of blocks that read otherwise at the same place of another text", () => {
    const before = "# A\n\n```ts\na\n```\n\n```ts\nb\n```\n\n```sql\nc\n```\n";
    const document = new EditableDocument(parseDocument(before));
    const [title, a, b, c] = document.blocks.map(({ id }) => id);
    replace(document, parseDocument(before.replace("b\n", "b2\n").replace("# A", "# A2")), "Other tab");
    expect(document.blocks.map(({ id }) => id)).toEqual([title, a, b, c]);
    replace(document, parseDocument(before.replace("```ts\na", "```ts\nnew\n```\n\n```ts\na")), "Other tab");
    expect(document.blocks.map(({ id }) => id)).toEqual([
      title,
      expect.not.stringMatching(`^${b}$`),
      a,
      b,
      c,
    ]);
  });
});
