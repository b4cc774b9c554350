import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../web/documents/parse-document.ts";
import { checkDefinitions } from "../../../web/editor/tables/check-definition.ts";
import { definitionTexts } from "../../../web/editor/tables/definition-texts.ts";
import { knownTables } from "../../../web/editor/tables/known-tables.ts";
import { attributesIn, placeInCall } from "../../../web/editor/tables/place-in-code.ts";

const lab = `class Lab extends dj.Manual {
  static definition = \`
    lab_id : int32   # its number
    ---
    lab_name : varchar(100)
  \`;
}`;

const scan = `class Session extends dj.Manual {
  static definition = \`
    -> Lab
    session_date : date
  \`;
}
class Scan extends dj.Imported {
  static definition = \`
    -> Session.proj(first_date='session_date')
    ---
    depth : float32
  \`;
  static Frame = class extends dj.Part {
    static definition = \`
      -> master
      frame_id : int16
    \`;
  };
}`;

const problems = (source: string) =>
  checkDefinitions(source, ["class Lab {}"]).map(({ start, end, message, replacement, severity }) => ({
    at: source.slice(start, end),
    message,
    replacement,
    severity,
  }));

describe("table definitions in a cell", () => {
  it("are found with the class that they define, where they are code", () => {
    expect(definitionTexts(`${lab}\n${scan}`).map(({ table }) => table)).toEqual([
      "Lab",
      "Session",
      "Scan",
      "Scan.Frame",
    ]);
    expect(definitionTexts("// static definition = `x`\n'definition = `x`'")).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a program that puts its definition together
    expect(definitionTexts("static definition = `${head} a : int32`")).toEqual([]);
    expect(definitionTexts("static definition = `unfinished")).toEqual([]);
  });

  it("are checked for references to tables that no cell knows of", () => {
    const found = (source: string, others: readonly string[] = []) =>
      checkDefinitions(source, others).map(({ start, end, message, replacement, severity }) => ({
        at: source.slice(start, end),
        message,
        replacement,
        severity,
      }));
    expect(found(scan, [lab])).toEqual([]);
    expect(found(scan)).toEqual([
      { at: "Lab", message: 'No cell has a class "Lab".', replacement: null, severity: "warning" },
    ]);
    expect(found(scan.replace("---", "---\n    -> [nullable] Lba"), [lab])).toEqual([
      {
        at: "Lba",
        message: 'No cell has a class "Lba". Did you mean "Lab"?',
        replacement: "Lab",
        severity: "warning",
      },
    ]);
    // What comes from a context, another schema or the database is named by some code.
    const reader =
      "const old = await dj.virtualSchema('lab'); const schema = dj.Schema('x', { context: { Room } });";
    const class_ = (reference: string) =>
      `class A extends dj.Manual { static definition = \`\n-> ${reference}\n\`; }`;
    for (const known of ["old.Lab", "Room", "A", "\\`lab\\`.\\`room\\`", "schema.Whatever.proj(b='a')"]) {
      expect(found(class_(known), [reader])).toEqual([]);
    }
    expect(found(class_("olds.Lab"), [reader])).toHaveLength(1);
  });

  it("of the tutorials refer to what their cells know", () => {
    const folder = new URL("../../../public/tutorials/", import.meta.url);
    const files = readdirSync(folder).filter((name) => name.endsWith(".md"));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const cells = parseDocument(readFileSync(new URL(file, folder), "utf8")).blocks.flatMap((block) =>
        block.kind === "cell" && block.language === "ts" ? [block.source] : [],
      );
      const found = cells.flatMap((cell) => checkDefinitions(cell, cells));
      expect([file, found.filter(({ severity }) => severity === "warning")]).toEqual([file, []]);
    }
  });

  it("are checked by the parser, each mistake at its place", () => {
    expect(problems(lab)).toEqual([]);
    const wrong = lab.replace("int32", "int23").replace("lab_name", "LabName");
    expect(problems(wrong)).toEqual([
      { at: "int23", message: expect.stringContaining("int23"), replacement: "int32", severity: "error" },
      {
        at: "LabName",
        message: expect.stringContaining("LabName"),
        replacement: "lab_name",
        severity: "error",
      },
    ]);
    expect(problems(wrong)[0]!.message).not.toMatch(/^Line/);
    expect(problems(lab.replace("lab_id : int32   # its number", "Subject"))).toMatchObject([
      { at: "Subject", replacement: "-> Subject" },
    ]);
  });

  it("are marked at the right place behind escapes, and at what is unfinished", () => {
    const source = "static definition = `\n  a = '\\\\x' : varchar(3)  # \\` ok\n  b : int23\n`";
    expect(problems(source)).toMatchObject([{ at: "int23" }]);
    const unfinished = "static definition = `\n  a :   \n  b : int8\n`";
    expect(problems(unfinished)).toMatchObject([{ at: ":", replacement: null }]);
  });
});

describe("the tables that cells define", () => {
  it("have the attributes of their definitions and of the keys that these refer to", () => {
    const tables = knownTables([lab, scan]);
    const names = (table: string) => tables.get(table)?.map(({ name }) => name);
    expect(names("Lab")).toEqual(["lab_id", "lab_name"]);
    expect(names("Session")).toEqual(["lab_id", "session_date"]);
    expect(names("Scan")).toEqual(["lab_id", "first_date", "depth"]);
    expect(names("Scan.Frame")).toEqual(["lab_id", "first_date", "frame_id"]);
    expect(tables.get("Session")![0]).toEqual({
      name: "lab_id",
      type: "int32",
      comment: "its number",
      isInKey: true,
      table: "Lab",
    });
  });

  it("stay known while a line of them is being written", () => {
    const tables = knownTables([lab.replace("lab_name : varchar(100)", "lab_name : varch\n  size : int8")]);
    expect(tables.get("Lab")!.map(({ name }) => name)).toEqual(["lab_id", "size"]);
  });
});

describe("a place in code", () => {
  const at = (marked: string) => {
    const place = marked.indexOf("|");
    return placeInCall(marked.replace("|", ""), place);
  };

  it.each([
    ["Lab.restrict({ |", "key", "Lab"],
    ["Lab.restrict({ lab_id: 1, la|b", "key", "Lab"],
    ['const q = await Lab.join(Session).restrict("|', "string", "Lab.join(Session)"],
    ["await Lab.insert([{ lab_id: 1 }, { |", "key", "Lab"],
    ["Lab\n  .join(Session)\n  .proj('|", "string", "Lab\n  .join(Session)"],
    ["Scan.Frame.restrict(`a = 1 AND |`)", "string", "Scan.Frame"],
  ])("%j is in a call", (code, kind, receiver) => {
    expect(at(code)).toMatchObject({ kind, receiver });
  });

  it.each([
    "Lab.restrict({ lab_id: |",
    "call('|",
    "{ |",
    "// Lab.restrict({ |",
    "Lab.restrict({}); f({ |",
    "Lab.restrict(|",
  ])("%j is in none", (code) => {
    expect(at(code)).toBeNull();
  });

  it("has the attributes of all tables that its expression names, also by variables", () => {
    const tables = knownTables([lab, scan]);
    const names = (code: string, ...sources: string[]) =>
      attributesIn(code, tables, sources).map(({ name }) => name);
    expect(names("Lab.join(Session)")).toEqual(["lab_id", "lab_name", "session_date"]);
    expect(names("recent", "const recent = Session.restrict('session_date > 1');")).toEqual([
      "lab_id",
      "session_date",
    ]);
    expect(names("loop", "const loop = loop.join(loop);")).toEqual([]);
  });
});
