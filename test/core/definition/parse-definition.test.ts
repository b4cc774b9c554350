import { describe, expect, test } from "vitest";
import type { AttributeNode, ForeignKeyNode, IndexNode } from "../../../core/definition/definition-tree.ts";
import { parseDefinition } from "../../../core/definition/parse-definition.ts";
import { DataJointError } from "../../../core/errors/index.ts";

const attribute = (line: string): AttributeNode => parseDefinition(`---\n${line}`).lines[0] as AttributeNode;
const foreignKey = (line: string): ForeignKeyNode =>
  parseDefinition(`---\n${line}`).lines[0] as ForeignKeyNode;
const index = (line: string): IndexNode => parseDefinition(line).lines[0] as IndexNode;

/** The error of a definition: where it is, what it covers, what it says. */
function errorOf(definition: string): { at: string; covers: string; message: string } {
  try {
    parseDefinition(definition);
  } catch (error) {
    if (!(error instanceof DataJointError) || error.position === undefined) throw error;
    const { line, column, length = 1 } = error.position;
    return {
      at: `${line}:${column}`,
      covers: definition.split("\n")[line - 1]!.slice(column - 1, column - 1 + length),
      message: error.message,
    };
  }
  throw new Error(`no error in ${definition}`);
}

describe("a definition", () => {
  test("has a comment, a key and more", () => {
    const tree = parseDefinition(`
      # a research lab
      # its notes
      lab_id : int32    # number
      ---------
      -> Person
      lab_name = "none" : varchar(100)   # its # name
      index(lab_name)
    `);
    expect(tree.comment).toBe("a research lab");
    expect(tree.lines.map(({ kind }) => kind)).toEqual(["attribute", "foreign key", "attribute", "index"]);
    expect(tree.lines[0]).toMatchObject({ name: "lab_id", isInKey: true, comment: "number", default: null });
    expect(tree.lines[2]).toMatchObject({
      name: "lab_name",
      isInKey: false,
      comment: "its # name",
      default: { kind: "literal", text: "none", isQuoted: true },
      namePosition: { line: 7, column: 7, length: 8 },
      typePosition: { line: 7, column: 27, length: 12 },
    });
  });

  test.each(["", "   \n\n", "# only a comment", "---"])("may be without attributes: %j", (text) => {
    expect(parseDefinition(text).lines).toEqual([]);
  });

  test("may end its lines as on any system", () => {
    expect(parseDefinition("# c\r\na : int8\r\n---\r\nb : int8").lines).toHaveLength(2);
  });

  test("warns of native types and of names that occur twice", () => {
    const { warnings } = parseDefinition("a : int32\n---\nb : int unsigned\na : int8");
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/native type "int unsigned".*int64/),
      expect.stringMatching(/"a" is declared more than once/),
    ]);
    expect(warnings[0]!.position).toEqual({ line: 3, column: 5, length: 12 });
  });
});

describe("a default", () => {
  test.each([
    ["x = null : int8", { kind: "null" }],
    ["x=NULL:int8", { kind: "null" }],
    ["x = 5 : int8", { kind: "literal", text: "5", isQuoted: false }],
    ["x = -2.5e3 : float64", { text: "-2.5e3" }],
    ["x = 'a:b#c' : varchar(5)", { text: "a:b#c", isQuoted: true }],
    [`x = "it's" : varchar(5)`, { text: "it's" }],
    ["x = 'it''s' : varchar(5)", { text: "it's" }],
    [`x = 'it\\'s' : varchar(5)`, { text: "it's" }],
    ["x = '' : varchar(5)", { text: "", isQuoted: true }],
    ["x = two words : varchar(20)", { text: "two words", isQuoted: false }],
    ["x = current_timestamp : datetime", { kind: "now", precision: 0 }],
    ["x = CURRENT_TIMESTAMP(3) : datetime(3)", { kind: "now", precision: 3 }],
  ])("%s", (line, expected) => {
    expect(attribute(line).default).toMatchObject(expected);
  });

  test("may be left empty", () => {
    expect(attribute("x = : int8").default).toBeNull();
  });
});

describe("a type", () => {
  test.each([
    ["int32", "int32", "int"],
    ["INT32", "int32", "int"],
    ["varchar (10)", "varchar(10)", "varchar(10)"],
    ["decimal( 8 , 2 )", "decimal( 8 , 2 )", "decimal(8,2)"],
    ["enum('a', 'b c')", "enum('a', 'b c')", "enum('a','b c')"],
    [`enum("a","it's")`, "enum('a','it''s')", "enum('a','it''s')"],
    ["enum('a#b:c')", "enum('a#b:c')", "enum('a#b:c')"],
    ["datetime(0)", "datetime(0)", "datetime"],
    ["uuid", "uuid", "binary(16)"],
    ["bool", "bool", "tinyint"],
    ["<blob>", "<blob>", "longblob"],
    ["<blob@>", "<blob@>", "json"],
    ["< blob @ cold >", "<blob@cold>", "json"],
    ["<filepath@raw>", "<filepath@raw>", "json"],
    ["integer", "int", "int"],
    ["int(11) unsigned", "int unsigned", "int unsigned"],
    ["real", "double", "double"],
    ["numeric(8,3)", "decimal(8,3)", "decimal(8,3)"],
    ["double(8,2)", "double(8,2)", "double(8,2)"],
    ["serial", "bigint unsigned", "bigint unsigned"],
    ["time(2)", "time(2)", "time(2)"],
  ])("%s", (text, type, sqlType) => {
    expect(attribute(`x : ${text}  # note`)).toMatchObject({ type: { type, sqlType }, comment: "note" });
  });
});

describe("a foreign key", () => {
  test.each([
    ["-> Lab", { reference: "Lab", isNullable: false, isUnique: false, renames: [] }],
    ["->Lab # note", { reference: "Lab" }],
    ["-> [Nullable, UNIQUE] lab.Subject", { reference: "lab.Subject", isNullable: true, isUnique: true }],
    ["-> []Lab", { isNullable: false }],
    ["-> Scan.Frame", { reference: "Scan.Frame" }],
    ["-> lab.Scan.Frame.proj(a='b')", { reference: "lab.Scan.Frame" }],
    ["-> master", { reference: "master" }],
    ["-> `lab`.`#subject`", { reference: "`lab`.`#subject`" }],
    ["-> Lab.proj()", { renames: [] }],
    ["-> Lab().proj('note', ..., a='b')", { reference: "Lab", renames: [{ newName: "a", oldName: "b" }] }],
    [
      `-> Lab.proj(a="b", c='d')`,
      {
        renames: [
          { newName: "a", oldName: "b", newPosition: { line: 2, column: 13, length: 1 } },
          { newName: "c", oldName: "d", oldPosition: { line: 2, column: 22, length: 3 } },
        ],
      },
    ],
  ])("%s", (line, expected) => {
    expect(foreignKey(line)).toMatchObject(expected);
  });
});

describe("an index", () => {
  test.each([
    ["index(a)", false, [{ attribute: "a" }]],
    ["UNIQUE  INDEX (a, b)  # note", true, [{ attribute: "a" }, { attribute: "b" }]],
    ["index(a, (year(b)))", false, [{ attribute: "a" }, { expression: "year(b)" }]],
    ["index((concat(a, ',', (b))))", false, [{ expression: "concat(a, ',', (b))" }]],
    ["index(a.name:char(20))", false, [{ expression: "json_value(`a`, '$.name' returning char(20))" }]],
    ["index(a.name)", false, [{ expression: "json_value(`a`, '$.name')" }]],
    ["index(a(10))", false, [{ expression: "left(`a`, 10)" }]],
  ])("%s", (line, isUnique, columns) => {
    const node = index(line);
    expect(node.isUnique).toBe(isUnique);
    expect(node.columns.map(({ position: _, ...column }) => column)).toEqual(columns);
  });

  test("is no attribute of that name", () => {
    expect(attribute("index : int8").name).toBe("index");
    expect(attribute("unique : int8").name).toBe("unique");
  });
});

describe("an error says where it is and what to do", () => {
  test.each([
    ["a : int23", "1:5", "int23", /Did you mean "int32"\?/],
    ["a : int32\n---\n  b : strnig", "3:7", "strnig", /Unknown type/],
    ["a : varchar", "1:5", "varchar", /for example varchar\(100\)/],
    ["a : varchar(10", "1:12", "(10", /expected \)/],
    ["a : varchar(10) NOT NULL", "1:17", "NOT NULL", /required unless its default is null/],
    ["a : datetime = CURRENT_TIMESTAMP", "1:14", "= CURRENT_TIMESTAMP", /before the colon/],
    ["a : int32 auto_increment", "1:11", "auto_increment", /int auto_increment/],
    ["a : enum(x)", "1:10", "x", /in quotes/],
    ["a : enum('x','x')", "1:14", "'x'", /more than once/],
    ["a : decimal(3,5)", "1:15", "5", /above its precision/],
    ["a : char(300)", "1:10", "300", /from 1 to 255/],
    ["a : <blb>", "1:5", "<blb>", /Did you mean <blob>\?/],
    ["a : <hash>", "1:5", "<hash>", /<hash@>/],
    ["a : <blob", "1:5", "<blob", /expected >/],
    ["a : boolean", "1:5", "boolean", /Use bool/],
    ["a int32", "1:3", "int32", /Expected a colon/],
    ["a :", "1:4", "", /Expected the type of "a"/],
    ["a", "1:2", "", /end of the line/],
    ["LabName : int8", "1:1", "LabName", /Did you mean "lab_name"\?/],
    ["lab-name : int8", "1:1", "lab-name", /Did you mean "lab_name"\?/],
    ["_x : int8", "1:1", "_x", /underscore/],
    [`${"x".repeat(65)} : int8`, "1:1", "x".repeat(65), /65 characters/],
    ["a = null : int8", "1:5", "null", /primary key can't be nullable/],
    ["---\na = 'x : int8", "2:5", "'x : int8", /not closed/],
    ["---\na = now() : datetime", "2:5", "now()", /CURRENT_TIMESTAMP/],
    ["---\na = 2020-01-01 10:00 : datetime", "2:5", "2020-01-01 10:00 : datetime", /in quotes/],
    ["a : int8 #: odd", "1:10", "#: odd", /must not start with a colon/],
    ["# : odd", "1:1", "# : odd", /must not start with a colon/],
    [`a : int8 # ${"x".repeat(1020)}`, "1:10", `# ${"x".repeat(1020)}`, /too long/],
    ["->", "1:3", "", /Expected the name of a table/],
    ["-> 42", "1:4", "42", /Expected the name of a table/],
    ["-> [nulable] Lab", "1:5", "nulable", /Did you mean "nullable"\?/],
    ["-> [nullable] Lab", "1:4", "[nullable]", /Move it below/],
    ["-> Lab * Person", "1:8", "*", /refers to a table or to its projection/],
    ["-> Lab.proj(a=b)", "1:15", "b", /in quotes/],
    ["-> Lab.proj(A='b')", "1:13", "A", /attribute name "A"/],
    ["-> Lab.proj(a='b+1')", "1:15", "'b+1'", /only rename attributes/],
    ["-> Lab.proj(a='b'", "1:18", "", /closing parenthesis/],
    ["a -> Lab", "1:3", "-", /line of its own/],
    ["--", "1:1", "-", /three dashes/],
    ["a : int8\n--- b : int8", "2:5", "b", /end of the line after ---/],
    ["index(", "1:1", "index(", /not closed/],
    ["index()", "1:7", ")", /Expected the name of an attribute/],
    ["index(a,,b)", "1:9", ",", /Expected the name of an attribute/],
    ["index(lower(a))", "1:7", "lower(a)", /index\(\(lower\(a\)\)\)/],
    ["unique (a)", "1:1", "unique (a)", /unique index\(name\)/],
    ["?!", "1:1", "?", /Expected an attribute/],
    ["=> Lab", "1:1", "=", /begins with ->/],
    ["- > Lab", "1:1", "-", /without a space/],
    ["Lab", "1:1", "Lab", /write: -> Lab/],
    ["a : int8\n\u2014\nb : int8", "2:1", "\u2014", /three hyphens/],
    ["'a' : int8", "1:1", "'", /without quotes/],
    ["a : 'int8'", "1:5", "'int8'", /types stand without quotes/],
    ["a\uff1aint8", "1:2", "\uff1a", /plain one/],
    ["a = int32", "1:10", "", /name : int32/],
    ["index a", "1:7", "a", /index\(a\)/],
    ["unique(a)", "1:1", "unique(a)", /unique index\(a\)/],
    ["a : int8, b : int8", "1:9", ", b : int8", /line of its own/],
    ["a : int8 // note", "1:10", "// note", /follows a #/],
    ["a : integer32", "1:5", "integer32", /int32/],
  ] as const)("%j", (definition, at, covers, message) => {
    const error = errorOf(definition);
    expect(error).toMatchObject({ at, message: expect.stringMatching(message) });
    expect(error.covers).toBe(covers);
    expect(error.message).toContain(`Line ${at.replace(":", ", column ")}:`);
  });
});

describe("quoted texts", () => {
  const literalOf = (definition: string): unknown => {
    const [line] = parseDefinition(definition).lines;
    return line?.kind === "attribute" && line.default?.kind === "literal" ? line.default.text : null;
  };

  test("are read as SQL reads them", () => {
    expect(literalOf("a = 'it''s' : varchar(9)")).toBe("it's");
    expect(literalOf(String.raw`a = 'it\'s' : varchar(9)`)).toBe("it's");
    expect(literalOf(String.raw`a = "\\" : varchar(9)  # "`)).toBe("\\");
    expect(literalOf(String.raw`a = 'x\ny' : varchar(9)`)).toBe("x\ny");
  });

  test("end where SQL ends them, in types too", () => {
    const [line] = parseDefinition(String.raw`a : enum('\\', 'it\'s', 'a#b' , "c") # note`).lines;
    expect(line).toMatchObject({
      comment: "note",
      type: {
        type: String.raw`enum('\\', 'it''s', 'a#b' , 'c')`,
        dataType: { values: ["\\", "it's", "a#b", "c"] },
      },
    });
  });
});

describe("broken text", () => {
  /** Numbers that look random and are the same in every run. */
  function* numbers(seed: number): Generator<number> {
    let state = seed;
    for (;;) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      yield state / 2 ** 32;
    }
  }

  const seeds = [
    "# comment\nlab_id : int32 # number\n---\nname = \"a 'b'\" : varchar(10)\n-> [nullable, unique] lab.Scan.Frame.proj(a='b')",
    "a=CURRENT_TIMESTAMP(3) : datetime(3)\nunique index(a, (year(b)), c.d:char(2))\n---\nx : enum('a','b''c')",
    "x : <blob@cold>\ny=null:decimal(8,2)#c\n-> `a`.`b`\nz = -1.5e3 : double(8,2) unsigned",
  ];
  const pieces = [
    ..."\"'`#:=->[](){}<>@.,;*&\\\n\t \u00a0\u2028é😀\0",
    "---",
    "->",
    "null",
    "index(",
    "unique ",
    "<blob",
    ".proj(",
    "enum(",
  ];

  test("is always a DataJointError with a position inside of the text, and never takes long", () => {
    const random = numbers(7);
    const next = (limit: number): number => Math.floor(random.next().value! * limit);
    let failures = 0;
    for (let round = 0; round < 20_000; round++) {
      let text = seeds[next(seeds.length)]!;
      for (let edit = 0; edit <= next(4); edit++) {
        const start = next(text.length + 1);
        const piece = next(3) === 0 ? "" : pieces[next(pieces.length)]!;
        text = text.slice(0, start) + piece + text.slice(start + next(4));
      }
      try {
        parseDefinition(text);
      } catch (error) {
        failures++;
        if (!(error instanceof DataJointError)) throw error;
        const { line, column, length } = error.position!;
        const lines = text.split(/\r\n|\n|\r/);
        if (line > lines.length || column > lines[line - 1]!.length + 1 || (length ?? 1) < 1) {
          expect.fail(`position ${line}:${column} is outside of ${JSON.stringify(text)}`);
        }
      }
    }
    expect(failures).toBeGreaterThan(5_000);
  });

  test("of great length is read in one go", () => {
    const text = `---\na = ${"'x' ".repeat(20_000)} : int8`;
    expect(() => parseDefinition(text)).toThrow(DataJointError);
    expect(() => parseDefinition(`index(${"(".repeat(50_000)}`)).toThrow(DataJointError);
    expect(() => parseDefinition(`a : enum(${"'x',".repeat(20_000)}`)).toThrow(DataJointError);
  });
});
