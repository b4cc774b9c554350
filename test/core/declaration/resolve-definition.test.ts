import { describe, expect, test } from "vitest";
import type { TableDeclaration } from "../../../core/declaration/table-declaration.ts";
import { DataJointError, UnknownAttributeError } from "../../../core/errors/index.ts";
import { type DeclareOptions, declare } from "./declare.ts";

const Lab = declare("Lab", "# lab\nlab_id : int32  # its number\nsite : varchar(8)\n---\nname : varchar(20)");
const Person = declare("Person", "person : uuid");
const Species = declare("Species", "species : bool", { schema: "zoo", tier: "lookup" });
const tables = { Lab, Person, "zoo.Species": Species };

const attribute = (declaration: TableDeclaration, name: string) =>
  declaration.attributes.find((candidate) => candidate.name === name);

function errorOf(definition: string, options: DeclareOptions = {}): { at: string; message: string } {
  try {
    declare("Child", definition, { tables, ...options });
  } catch (error) {
    if (!(error instanceof DataJointError) || error.position === undefined) throw error;
    return { at: `${error.position.line}:${error.position.column}`, message: error.message };
  }
  throw new Error(`no error in ${definition}`);
}

describe("a foreign key", () => {
  test("brings in the parent's key with type, comment and lineage", () => {
    const child = declare("Child", "-> Lab\n---\n-> [nullable, unique] Person\nx : int8", { tables });
    expect(child.attributes.map(({ name }) => name)).toEqual(["lab_id", "site", "person", "x"]);
    expect(attribute(child, "lab_id")).toEqual({ ...attribute(Lab, "lab_id"), inKey: true });
    expect(attribute(child, "person")).toMatchObject({
      type: "uuid",
      inKey: false,
      isNullable: true,
      default: "null",
      lineage: "lab.person.person",
    });
    expect(attribute(child, "x")!.lineage).toBeNull();
    expect(child.foreignKeys).toEqual([
      {
        parent: Lab.name,
        attributes: ["lab_id", "site"],
        parentAttributes: ["lab_id", "site"],
        inKey: true,
        isNullable: false,
        isUnique: false,
      },
      {
        parent: Person.name,
        attributes: ["person"],
        parentAttributes: ["person"],
        inKey: false,
        isNullable: true,
        isUnique: true,
      },
    ]);
    expect(child.indexes).toEqual([{ columns: [{ attribute: "person" }], isUnique: true }]);
  });

  test("may rename, cross schemas, and refer to a parent several times", () => {
    const child = declare(
      "Child",
      "-> Lab.proj(first='lab_id', first_site='site')\n-> Lab.proj(lab='lab_id')\n---\n-> zoo.Species",
      { tables },
    );
    expect(child.attributes.map(({ name, lineage }) => [name, lineage])).toEqual([
      ["first", "lab.lab.lab_id"],
      ["first_site", "lab.lab.site"],
      ["lab", "lab.lab.lab_id"],
      ["site", "lab.lab.site"],
      ["species", "zoo.#species.species"],
    ]);
    const grandchild = declare("Grandchild", "-> Child.proj(other='first')", { tables: { Child: child } });
    expect(attribute(grandchild, "other")!.lineage).toBe("lab.lab.lab_id");
  });

  test("shares attributes that the table has", () => {
    const child = declare("Child", "site : varchar(8)  # own words\nlab_id : int32\n---\n-> Lab", { tables });
    expect(attribute(child, "site")).toMatchObject({
      comment: "own words",
      lineage: "lab.lab.site",
      inKey: true,
    });
    expect(child.foreignKeys[0]).toMatchObject({ inKey: true, attributes: ["lab_id", "site"] });
  });

  test("does not take default and auto_increment along", () => {
    const Counter = declare("Counter", "n : int auto_increment");
    const child = declare("Child", "-> Counter", { tables: { Counter } });
    expect(attribute(child, "n")).toMatchObject({ isAutoincrement: false, default: null, sqlType: "int" });
  });

  test("that occurs twice counts once", () => {
    const child = declare("Child", "-> Lab\n---\n-> [unique] Lab", { tables });
    expect(child.foreignKeys).toHaveLength(1);
    expect(child.foreignKeys[0]!.isUnique).toBe(true);
  });

  test("of a part leads to the master", () => {
    const part = declare("Frame", "-> master\nframe : int16", { tier: "part", master: Lab });
    expect(part.name.table).toBe("lab__frame");
    expect(part.foreignKeys[0]!.parent).toEqual(Lab.name);
  });
});

describe("what is refused", () => {
  test.each([
    ["-> Nowhere", "1:4", /no table "Nowhere"/],
    ["a : int8\n---\n-> zoo.Nothing", "3:4", /that of its schema/],
    ["a : int8\n---\n-> [nullable] Child.proj(b='a')", "3:15", /can't refer to itself/],
    ["-> self", "1:4", /can't refer to itself/],
    ["-> master", "1:4", /no part/],
    ["-> Lab.proj(x='lab_i')", "1:15", /Did you mean "lab_id"\?/],
    ["-> Lab.proj(site='lab_id')", "1:13", /two attributes/],
    ["-> Lab.proj(a='lab_id', b='lab_id')", "1:27", /renamed twice/],
    ["lab_id : int64\n---\n-> Lab", "3:4", /lab_id.*is int64.*can't refer/],
    ["a : <blob>", "1:1", /can't be in the primary key/],
    ["a : json", "1:1", /can't be in the primary key/],
    ["a : varchar(1000)", "1:1", /at most 3072/],
    ["a : int8\n---\nb = 300 : int8", "3:5", /between -128 and 127/],
    ["a : int8\n---\nb = x : int8", "3:5", /whole number/],
    ["a : int8\n---\nb = 'abcd' : varchar(3)", "3:5", /4 characters/],
    ["a : int8\n---\nb = z : enum('x','y')", "3:5", /'x', 'y'/],
    ["a : int8\n---\nb = '2024-02-30' : date", "3:5", /date that exists/],
    ["a : int8\n---\nb = CURRENT_TIMESTAMP : date", "3:5", /only a datetime/],
    ["a : int8\n---\nb = CURRENT_TIMESTAMP : datetime(3)", "3:5", /CURRENT_TIMESTAMP\(3\)/],
    ["a : int8\n---\nb = 1000 : decimal(3,1)", "3:5", /at most 2 digits/],
    ["a : int8\n---\nb = '' : <blob>", "3:5", /default null/],
    ["a : int8\n---\nb = '' : json", "3:5", /default null/],
    ["a : int8\n---\nb : int auto_increment", "3:1", /auto_increment/],
    ["a : int8\nindex(b)", "2:7", /no attribute "b"/],
    ["a : int8\nindex(a, (abs(b)))", "2:10", /no attribute "b"/],
    ["a : int8\nindex((abs(a))", "2:1", /not closed/],
    ["a : int8\nindex((a +))", "2:7", /can't be read/],
    ["a : int8\n---\nb : json\nindex(b)", "4:7", /b\.path/],
    ["a : int8\n---\nb : varchar(1000)\nindex(b)", "4:1", /too long/],
    ["a : int8\n---\nb : varchar(9000)\nc : varchar(9000)", "3:1", /rows of this table are too long/],
  ] as const)("%j", (definition, at, message) => {
    expect(errorOf(definition)).toEqual({ at, message: expect.stringMatching(message) });
  });

  test("a reference to a table of one row", () => {
    const Setting = declare("Setting", "---\nx : int8");
    expect(errorOf("-> Setting", { tables: { Setting } }).message).toMatch(/at most one row/);
  });

  test("a part that does not refer to its master", () => {
    expect(errorOf("a : int8", { tier: "part", master: Lab }).message).toMatch(/-> master/);
  });
});

describe("an auto-populated table", () => {
  test.each(["computed", "imported"] as const)("has only keys of its parents: %s", (tier) => {
    expect(errorOf("-> Person\nmethod : int8", { tier })).toEqual({
      at: "2:1",
      message: expect.stringMatching(/allow_new_pk_fields_in_computed_tables/),
    });
    const options = { tier, tables, allowNewPkFieldsInComputedTables: true };
    expect(declare("Child", "-> Person\nmethod : int8", options).attributes).toHaveLength(2);
    expect(declare("Child", "-> Person\n---\nx : int8", { tier, tables }).attributes).toHaveLength(2);
  });

  test("has attributes of its jobs, if so set", () => {
    const names = (tier: "computed" | "imported" | "manual") =>
      declare("Child", "-> Person", { tier, tables, addJobMetadata: true }).attributes.map(
        ({ name }) => name,
      );
    const job = ["_job_start_time", "_job_duration", "_job_version"];
    expect(names("computed")).toEqual(["person", ...job]);
    expect(names("imported")).toEqual(["person", ...job]);
    expect(names("manual")).toEqual(["person"]);
  });
});

test("a table without key has one row", () => {
  const table = declare("Setting", "---\nx : int8");
  expect(table.attributes[0]).toMatchObject({
    name: "_singleton",
    isHidden: true,
    inKey: true,
    default: "1",
  });
});

test("a name that occurs twice keeps its first line", () => {
  const table = declare("Twice", "a : int32\n---\na : int8\nb : int8\nb : int64");
  expect(table.attributes.map(({ name, type }) => [name, type])).toEqual([
    ["a", "int32"],
    ["b", "int8"],
  ]);
});

describe("defaults", () => {
  test.each([
    ["1e2", "int32", "100"],
    ["-1.5", "int32", "-2"],
    ["123456789", "float32", "123457000"],
    ["1e20", "float64", "1e20"],
    ["1e-7", "float64", "0.0000001"],
    ["3", "double(8,2)", "3.00"],
    ["'ab  '", "char(5)", '"ab"'],
    ["'ab  '", "varchar(3)", '"ab "'],
    ["'b '", "enum('a','b ')", '"b"'],
    ["20240131", "date", "2024-01-31"],
    ["2024/1/31", "date", "2024-01-31"],
    ["'2024-01-31'", "datetime", "2024-01-31 00:00:00"],
    ["'2024-01-31'", "timestamp", '"2024-01-31 00:00:00"'],
  ])("%s : %s is kept as a server keeps it", (text, type, shown) => {
    const { attributes } = declare("Thing", `a : int32\n---\nb = ${text} : ${type}`);
    expect(attributes[1]!.default).toBe(shown);
  });
});

test("indexes are created in the order of their lines, also those that say nothing new", () => {
  const Lab = declare("Lab", "lab : int32");
  const thing = declare("Thing", "-> [unique] Lab\na : int8\nindex((a + 1))\nindex(lab)\nindex(a)", {
    tables: { Lab },
  });
  expect(thing.creation?.indexes.map(({ columns, isUnique }) => [columns[0], isUnique])).toEqual([
    [{ attribute: "lab" }, true],
    [{ expression: "a + 1" }, false],
    [{ attribute: "lab" }, false],
    [{ attribute: "a" }, false],
  ]);
  expect(thing.indexes).toHaveLength(3);
});

test.each(["index((word + 1))", "index(word.path:char(8))"])(
  "an index of an attribute that is not there says so: %s",
  (line) => {
    expect(() => declare("Thing", `a : int8\n---\nb : json\n${line}`)).toThrow(UnknownAttributeError);
  },
);
