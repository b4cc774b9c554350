import { describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

describeBackends("virtual schemas", (backend) => {
  async function laboratory() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("lab"));
    class Species extends dj.Lookup {
      static definition = "species : varchar(16)";
      static contents = [["mouse"], ["rat"]];
    }
    schema(Species);
    class Session extends dj.Manual {
      static definition = "session : int32\n---\n-> Species";
      static Trial = class Trial extends dj.Part {
        static definition = "-> master\ntrial : int8\n---\nscore=null : float64";
      };
    }
    schema(Session);
    class Scan extends dj.Imported {
      static definition = "-> Session";
    }
    schema(Scan);
    class Mean extends dj.Computed {
      static definition = "-> Session\n---\nmean : float64";
      static Detail = class Detail extends dj.Part {
        static definition = "-> master\n-> Session.Trial";
      };
    }
    schema(Mean);
    await Session.insert([
      [1, "mouse"],
      [2, "rat"],
    ]);
    await Session.Trial.insert([
      [1, 1, 0.5],
      [1, 2, 1.5],
    ]);
    const other = backend.name === "sqlite" ? inst : await backend.connect();
    return { inst, other, schema, Session };
  }

  test("have table classes of each tier, with parts as members", async () => {
    const { other, schema } = await laboratory();
    const lab = await dj.virtualSchema(schema.database, { instance: other });
    expect(Object.keys(lab).sort()).toEqual(["Mean", "Scan", "Session", "Species"]);
    for (const [name, base] of [
      ["Mean", dj.Computed],
      ["Scan", dj.Imported],
      ["Session", dj.Manual],
      ["Species", dj.Lookup],
    ] as const) {
      expect(lab[name]!.prototype).toBeInstanceOf(base);
      expect(lab[name]!.name).toBe(name);
    }
    expect(Object.keys(lab.Session!)).toEqual(["Trial"]);
    expect(lab.Mean!.Detail!.prototype).toBeInstanceOf(dj.Part);
    expect(lab.Mean!.Detail!.fullTableName).toBe(`\`${schema.database}\`.\`__mean__detail\``);
    expect(lab.Session!.heading.names).toEqual(["session", "species"]);
    expect(await lab.Session!.join(lab.Session!.Trial!).toDicts({ orderBy: "KEY" })).toEqual([
      { session: 1, trial: 1, species: "mouse", score: 0.5 },
      { session: 1, trial: 2, species: "mouse", score: 1.5 },
    ]);
    await lab.Session!.insert1([3, "rat"]);
    expect(await new lab.Session!().count()).toBe(3);
    await expect(lab.Mean!.insert1([1, 1])).rejects.toThrow(/allowDirectInsert/);
    expect(await lab.Session!.Trial!.describe()).toMatch(/^-> Session\ntrial +: int8 *\n---\nscore=null/);
    await expect(lab.Session!.alter()).rejects.toThrow(/no definition here/);
    expect(lab.schema.database).toBe(schema.database);
  });

  test("list, find and walk through tables", async () => {
    const { other, schema } = await laboratory();
    const lab = await dj.virtualSchema(schema.database, { instance: other });
    expect(await lab.listTables()).toEqual(await schema.listTables());
    expect([...(await lab.listTables())].sort()).toEqual([
      "#species",
      "__mean",
      "__mean__detail",
      "_scan",
      "session",
      "session__trial",
    ]);
    expect(await lab.get("Session")).toBe(lab.Session);
    expect(await lab.get("mean__detail")).toBe(lab.Mean!.Detail);
    expect(await lab.get("#species")).toBe(lab.Species);
    expect(await lab.has("mean")).toBe(true);
    expect(await lab.has("Nothing")).toBe(false);
    const names: string[] = [];
    for await (const table of lab) names.push(table.tableName);
    expect(names).toEqual(await lab.listTables());
    expect(names.indexOf("#species")).toBeLessThan(names.indexOf("session"));
    await expect(lab.get("Sesion")).rejects.toThrow(/no table "Sesion".*"Session"/);
    await expect(lab.get("Session.Trial")).rejects.toThrow(/"session__trial" instead/);
    await expect(dj.virtualSchema("no_such_schema", { instance: other })).rejects.toThrow(
      /"no_such_schema" is not in the database/,
    );
  });

  test("are context of other schemas", async () => {
    const { other, schema } = await laboratory();
    const lab = await dj.virtualSchema(schema.database, { instance: other });
    const analysis = other.Schema(backend.schemaName("analysis"), { context: { lab } });
    const Result = analysis(
      class Result extends dj.Manual {
        static definition = "-> lab.Session.Trial\n---\n-> lab.Species\nnote='' : varchar(20)";
      },
    );
    await Result.insert1([1, 2, "rat", "fine"]);
    expect(await Result.join(lab.Session!.Trial!).fetch1("score")).toBe(1.5);
    expect(await Result.describe()).toContain("-> lab.Session.Trial\n");
    await expect(Result.insert1([9, 9, "rat", ""])).rejects.toThrow(dj.errors.IntegrityError);
    expect(() =>
      analysis(
        class Wrong extends dj.Manual {
          static definition = "-> lab.Sessions";
        },
      ),
    ).toThrow(/no table "lab.Sessions"/);
    await expect(schema.drop()).rejects.toThrow(/analysis.*result.*Drop those first/);
    expect(await schema.exists()).toBe(true);
    await analysis.drop();
    await schema.drop();
    expect(await schema.exists()).toBe(false);
  });

  test("follow what becomes of the tables", async () => {
    const { inst, other, schema, Session } = await laboratory();
    const lab = await dj.virtualSchema(schema.database, { instance: other });
    Session.definition = "session : int32\n---\n-> Species\nroom=null : varchar(9)";
    await Session.alter();
    const again = await lab.get("Session");
    expect(again).toBe(lab.Session);
    expect(again.heading.names).toEqual(["session", "species", "room"]);
    await inst.FreeTable(`${schema.database}.__mean__detail`).drop({ partIntegrity: "ignore" });
    expect(await lab.has("mean__detail")).toBe(false);
    await lab.get("Mean");
    expect(Object.keys(lab.Mean!)).toEqual([]);
  });

  test("get and iteration of a schema give its own classes, and make others", async () => {
    const { other, schema, Session } = await laboratory();
    expect(await schema.get("Session")).toBe(Session);
    expect(await schema.get("session__trial")).toBe(Session.Trial);
    const bare = other.Schema(schema.database);
    const found = await bare.get("session");
    expect(found.prototype).toBeInstanceOf(dj.Manual);
    expect(found).toBe(await bare.get("Session"));
    expect(await found.Trial!.count()).toBe(2);
    expect(await bare.exists()).toBe(true);
    const into = { Scan: "mine" };
    const classes = await bare.makeClasses(into);
    expect(Object.keys(classes).sort()).toEqual(["Mean", "Scan", "Session", "Species"]);
    expect(classes.Scan).toBe("mine");
    expect(classes.Session).toBe(found);
  });

  test("tell parents, children, parts and generations", async () => {
    const { other, schema } = await laboratory();
    const lab = await dj.virtualSchema(schema.database, { instance: other });
    const named = (...tables: string[]) => tables.map((table) => `\`${schema.database}\`.\`${table}\``);
    expect(await lab.Session!.parents()).toEqual(named("#species"));
    expect(await lab.Session!.parents({ primary: true })).toEqual([]);
    expect((await lab.Session!.children()).sort()).toEqual(named("__mean", "_scan", "session__trial"));
    expect(await lab.Session!.children({ primary: false })).toEqual([]);
    expect(await lab.Mean!.parts()).toEqual(named("__mean__detail"));
    expect(await lab.Session!.Trial!.ancestors()).toEqual(named("#species", "session", "session__trial"));
    expect((await lab.Species!.descendants())[0]).toBe(named("#species")[0]);
    expect(await lab.Species!.descendants()).toHaveLength(6);
    const [[name, info]] = (await lab.Session!.parents({ foreignKeyInfo: true })) as [
      [string, dj.ForeignKeyInfo],
    ];
    expect([name, info]).toEqual([
      named("#species")[0],
      { attributeMap: { species: "species" }, isPrimary: false, isAliased: false, isMulti: true },
    ]);
    const [parent] = await lab.Session!.parents({ asObjects: true });
    expect(await parent!.toDicts({ orderBy: "KEY" })).toEqual([{ species: "mouse" }, { species: "rat" }]);
  });
});

describe("a file of another program", () => {
  test("has table classes too", async () => {
    const inst = new dj.Instance({ database: ":memory:", safemode: false });
    for (const sql of [
      "CREATE TABLE Customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
      "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES Customers(id))",
      "CREATE TABLE orders__items (id INTEGER, item INTEGER, PRIMARY KEY (id, item), FOREIGN KEY (id) REFERENCES orders(id))",
      "CREATE TABLE left__over (id INTEGER PRIMARY KEY)",
      "INSERT INTO Customers VALUES (1, 'Ada')",
      "INSERT INTO orders VALUES (7, 1)",
    ])
      await inst.connection.query(sql);
    const shop = await dj.virtualSchema("main", { instance: inst });
    expect(Object.keys(shop).sort()).toEqual(["Customers", "LeftOver", "Orders"]);
    expect(Object.keys(shop.Orders!)).toEqual(["Items"]);
    expect(await shop.Orders!.join(shop.Customers!.proj("name", { customer: "id" })).toDicts()).toEqual([
      { id: 7, customer: 1, name: "Ada" },
    ]);
    await inst.close();
  });
});
