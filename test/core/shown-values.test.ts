import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as dj from "../../core/index.ts";

describe("what is printed", () => {
  let instance: dj.Instance;
  class Lab extends dj.Manual {
    static definition = `
      lab_id : int32
      ---
      lab_name : varchar(20)  # what it is called
      city = null : varchar(20)
    `;
  }
  class Session extends dj.Manual {
    static definition = "-> Lab\nsession : int32";
  }
  beforeAll(() => {
    instance = new dj.Instance({ database: ":memory:", password: "secret" });
    const schema = instance.Schema("shown");
    schema(Lab);
    schema(Session);
  });
  afterAll(() => instance.close());

  test("a table tells its class and its SQL, before it is in the database", () => {
    const text = 'Lab\nSELECT "lab_id", "lab_name", "city" FROM "shown.lab"';
    for (const lab of [Lab, new Lab()]) expect([String(lab), inspect(lab)]).toEqual([text, text]);
  });

  test.each<[string, () => object]>([
    ["Lab.restrict(…).proj(…)", () => Lab.restrict({ city: "Delft" }).proj({ size: "length(lab_name)" })],
    ["Session.join(Lab).top(…)", () => Session.join(Lab).top()],
    ["Lab.aggr(Session, …)", () => Lab.aggr(Session, { n: "count(session)" })],
    ['dj.U("city").aggr(Lab, …)', () => dj.U("city").aggr(Lab, { n: "count(*)" })],
    ['dj.U("city").restrict(Lab)', () => dj.U("city").restrict(Lab)],
    ["Session.union(Session.restrict(…))", () => Session.union(Session.restrict("lab_id > 3"))],
  ])("an expression tells its operators: %s", (form, expression) => {
    const lines = inspect(expression()).split("\n");
    expect(lines[0]).toBe(form);
    expect(lines[1]).toMatch(/^SELECT /);
  });

  test("values that are bound are told behind the SQL", () => {
    const text = String(Lab.restrict({ city: "Delft", lab_id: 5 }));
    expect(text).toMatch(/WHERE \("city" = \? AND "lab_id" = \?\)\n\? = "Delft", 5$/);
  });

  test("a table whose heading was not read says so", async () => {
    const table = instance.FreeTable("shown.nothing");
    for (const unread of [table, table.restrict("a > 1")]) expect(String(unread)).toMatch(/was not read/);
    class Loose extends dj.Manual {
      static definition = "a : int32";
    }
    expect(inspect(Loose)).toMatch(/^Loose\n.*belongs to no schema/);
  });

  test("a heading is a definition", () => {
    const { heading } = Lab.proj("...", { size: "length(lab_name)" });
    const lines = String(heading).split("\n");
    expect(lines.map((line) => line.replace(/ +/g, " "))).toEqual([
      "lab_id : int32",
      "---",
      "lab_name : varchar(20) # what it is called",
      "city=null : varchar(20)",
      "size : computed",
    ]);
    expect(inspect(heading)).toBe(String(heading));
  });

  test("no password is printed", () => {
    for (const value of [instance, instance.connection, instance.config, instance.config.database]) {
      expect(inspect(value, { depth: 9 })).not.toContain("secret");
    }
    expect(instance.config.database.password).toBe("secret");
  });
});

describe("the global pattern", () => {
  test("makes schemas and tables with and without new", () => {
    expect(new dj.Schema("shown")).toBeInstanceOf(dj.Schema);
    expect(String(dj.Schema("shown"))).toBe("Schema(shown)");
    for (const table of [new dj.FreeTable("shown.lab"), dj.FreeTable("shown.lab")]) {
      expect(table).toBeInstanceOf(dj.FreeTable);
      expect(table.fullTableName).toBe("`shown`.`lab`");
    }
  });
});
