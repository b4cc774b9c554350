import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as dj from "../../../core/index.ts";
import { surveySchema, type TransferRefusal } from "../../../core/transfer/index.ts";
import { isMysqlSkipped } from "../../servers/mysql-url.ts";
import { type Backend, mysqlBackend, sqliteBackend } from "../support/backends.ts";
import { studio } from "../support/studio.ts";

// Native types are among those that are copied; what is said of them is not of interest here.
beforeAll(() => dj.setLog(() => {}));
afterAll(() => dj.setLog(null));

const allValues = {
  id: 1,
  tiny: -128,
  wide: 9223372036854775807n,
  single: 0.10000000149011612,
  double: 0.1,
  price: "1234.50",
  exact: "12345678901234567890.123456789",
  is_on: true,
  code: "ab",
  words: "naïve ☃ 😀 \\ 'quoted' ",
  note: "line\nline",
  kind: "b'c",
  day: "2024-02-29",
  moment: "2024-02-29 10:20:30.123456",
  span: "-101:00:00.5",
  token: "5f3c2b8e-1d4a-4a5b-9c7d-0123456789ab",
  raw: new Uint8Array([0, 255, 10, 39, 92]),
  data: { z: [1, 2.5, null], a: { nested: "ü" } },
  packed: { numbers: new Float32Array([1.5, -2]), text: "packed" },
  amount: 4000000000,
};

const definition = `
  # of every type: it's all
  id : int32
  ---
  tiny = null : int8                  # the "smallest"
  wide = null : int64
  single = null : float32
  double = null : float64
  price = 0.00 : decimal(8, 2)
  exact = null : decimal(30, 9)
  is_on = 1 : bool
  code = null : char(4)
  words = "" : varchar(100)
  note = null : longtext
  kind = "a" : enum("a", "b'c")
  day = null : date
  moment = CURRENT_TIMESTAMP(6) : datetime(6)
  span = null : time(1)
  token = null : uuid
  raw = null : bytes
  data = null : json
  packed = null : <blob>
  amount = null : int unsigned
  index (day, kind)
  unique index (wide)
`;

/** A schema with a table of every type, jobs, hidden attributes and a lookup. */
async function laboratory(inst: dj.Instance, name: string) {
  inst.config.jobs.addJobMetadata = true;
  const schema = inst.Schema(name);
  class Everything extends dj.Manual {
    static definition = definition;
  }
  schema(Everything);
  class Method extends dj.Lookup {
    static definition = "method : varchar(10)";
    static contents = [["mean"], ["median"]];
  }
  schema(Method);
  class Result extends dj.Computed {
    static definition = `
      -> Everything
      -> Method
      ---
      value : float64
    `;
    static Detail = class extends dj.Part {
      static definition = `
        -> master
        detail : int16
      `;
    };
    async make(key: dj.Row) {
      if (key.method === "median") throw new Error("no median");
      await Result.insert1({ ...key, value: 1 });
      await Result.Detail.insert([1, 2].map((detail) => ({ ...key, detail })));
    }
  }
  schema(Result);
  if (await Everything.isEmpty()) {
    await Everything.insert1(allValues);
    await Everything.insert1({ id: 2 });
  }
  await Result.populate(undefined, { reserveJobs: true, suppressErrors: true });
  return { schema, Everything, Method, Result };
}

const rowsOf = (inst: dj.Instance, schema: string, table: string) =>
  inst.FreeTable(`${schema}.${table}`).toDicts({ orderBy: "KEY" });

function transfers(makeFrom: () => Backend, makeTo: () => Backend): void {
  const backends: Backend[] = [];
  const start = async () => {
    const [source, target] = [makeFrom(), makeTo()];
    backends.push(source, target);
    return { source, target, from: await source.connect(), to: await target.connect() };
  };
  /** A name for both backends, dropped on both. */
  const nameOn = (source: Backend, target: Backend, word: string): string => {
    const name = source.schemaName(word);
    (target as { schemaName(word: string): string }).schemaName(word);
    return name;
  };
  const dropOn: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const drop of dropOn.splice(0)) await drop();
    for (const backend of backends.splice(0)) await backend.cleanUp();
  });
  const droppedAfter = (inst: dj.Instance, ...names: string[]): void => {
    for (const name of names.reverse()) dropOn.push(() => inst.Schema(name).drop({ prompt: false }));
  };

  it("keeps values of every type, hidden attributes, comments, lineage and jobs", async () => {
    const { source, target, from, to } = await start();
    const name = nameOn(source, target, "laboratory");
    droppedAfter(to, name);
    await laboratory(from, name);
    const report = await from.copyTo(to, { schemas: [name] });
    expect(report.schemas).toEqual([name]);
    const surveyed = await surveySchema(from.connection, name);
    expect(surveyed.map(({ table, rows }) => [`${name}.${table}`, rows])).toEqual(
      report.tables.map(({ table, rows }) => [table, rows]),
    );
    expect(surveyed.map(({ className }) => className)).toEqual(
      expect.arrayContaining(["Everything", "Method", "Result", "Result.Detail", "~~result"]),
    );
    expect(Object.fromEntries(report.tables.map(({ table, rows }) => [table.split(".")[1], rows]))).toEqual({
      everything: 2,
      "#method": 2,
      __result: 2,
      __result__detail: 4,
      "~~result": 2,
    });
    for (const { table } of report.tables) {
      const own = table.slice(name.length + 1);
      expect(await rowsOf(to, name, own), own).toEqual(await rowsOf(from, name, own));
      const { introspection } = from.connection.dialect;
      const before = await introspection.loadTable(from.connection, { schema: name, table: own });
      const after = await to.connection.dialect.introspection.loadTable(to.connection, {
        schema: name,
        table: own,
      });
      const shown = (table: typeof before) => ({
        comment: table?.comment,
        foreignKeys: table?.foreignKeys,
        attributes: table?.attributes.map(
          ({ name, dataType, codec, comment, lineage, isHidden, default: value }) => ({
            name,
            dataType,
            codec,
            comment,
            lineage,
            isHidden,
            value,
          }),
        ),
      });
      expect(shown(after), own).toEqual(shown(before));
    }
    const [first] = await rowsOf(to, name, "everything");
    expect(first).toMatchObject({
      wide: 9223372036854775807n,
      exact: "12345678901234567890.123456789",
      token: allValues.token,
      data: allValues.data,
      raw: allValues.raw,
      words: allValues.words,
    });
    const hidden = async ({ connection }: dj.Instance) => {
      const { quote } = connection.dialect;
      const sql = `SELECT _job_start_time FROM ${quote.table({ schema: name, table: "__result" })} ORDER BY id`;
      const { rows } = await connection.execute({ sql, values: [] });
      return rows.map(([time]) => String(time).replace(/\.?0+$/, ""));
    };
    expect(await hidden(to)).toEqual(await hidden(from));
    expect((await hidden(to))[0]).toMatch(/^\d{4}-/);
  });

  it("goes on working on the other side with the same program", async () => {
    const { source, target, from, to } = await start();
    const name = nameOn(source, target, "laboratory");
    droppedAfter(to, name);
    await laboratory(from, name);
    await from.copyTo(to, { schemas: [name] });
    const { Result, Everything } = await laboratory(to, name);
    expect(await Everything.count()).toBe(2);
    expect(await Result.jobs.errors.count()).toBe(2);
    await Everything.insert1({ id: 3 });
    await Result.populate({ method: "mean" }, { reserveJobs: true, refresh: true, suppressErrors: true });
    expect(await Result.count()).toBe(3);
    expect(await Result.join(Everything.proj("wide")).count()).toBe(3);
  });

  it("orders tables over schemas, with renamed, nullable and unique foreign keys, and tells its progress", async () => {
    const { source, target, from, to } = await start();
    const [zoo, city] = [nameOn(source, target, "zoo"), nameOn(source, target, "aaa_city")];
    droppedAfter(to, zoo, city);
    const first = from.Schema(zoo);
    class Animal extends dj.Manual {
      static definition = "animal : int32";
    }
    first(Animal);
    const second = from.Schema(city, { context: { zoo: first } });
    class Visit extends dj.Manual {
      static definition = `
        visit : int32
        ---
        -> [nullable] zoo.Animal.proj(seen="animal")
      `;
    }
    second(Visit);
    await Animal.insert(Array.from({ length: 25 }, (_, index) => [index]));
    await Visit.insert([
      [1, 3],
      [2, null],
    ]);
    const told: dj.TransferProgress[] = [];
    const report = await from.copyTo(to, {
      schemas: [city, zoo],
      chunkSize: 10,
      progress: (progress) => told.push(progress),
    });
    expect(report.tables.map(({ table }) => table)).toEqual([`${zoo}.animal`, `${city}.visit`]);
    expect(report.rows).toBe(27);
    expect(
      told
        .filter(({ table, phase }) => table === `${zoo}.animal` && phase === "copying")
        .map(({ rows, totalRows, allRows, totalAllRows }) => [rows, totalRows, allRows, totalAllRows]),
    ).toEqual([
      [0, 25, 0, 27],
      [10, 25, 10, 27],
      [20, 25, 20, 27],
      [25, 25, 25, 27],
    ]);
    expect(told.at(-1)).toMatchObject({ phase: "verifying", rows: 2, tablesDone: 1, tables: 2 });
    expect(await rowsOf(to, city, "visit")).toEqual(await rowsOf(from, city, "visit"));
    const lineage = to.FreeTable(`${city}.visit`);
    await lineage.count();
    expect(await (await to.Schema(city).get("Visit")).children()).toEqual([]);
  });

  it("needs the tables that others refer to", async () => {
    const { source, target, from, to } = await start();
    const [zoo, city] = [nameOn(source, target, "zoo"), nameOn(source, target, "city")];
    const first = from.Schema(zoo);
    class Animal extends dj.Manual {
      static definition = "animal : int32";
    }
    first(Animal);
    const second = from.Schema(city, { context: { Animal } });
    class Visit extends dj.Manual {
      static definition = "-> Animal";
    }
    second(Visit);
    await second.declare();
    await expect(from.copyTo(to, { schemas: [city] })).rejects.toThrow(/refers to .*animal.* add the schema/);
    expect(await to.Schema(city).exists()).toBe(false);
    await expect(from.copyTo(to, { schemas: ["nowhere"] })).rejects.toThrow(/There is no schema "nowhere"/);
  });

  it("overwrites nothing: rows and other definitions are refused before anything is changed", async () => {
    const { source, target, from, to } = await start();
    const name = nameOn(source, target, "shop");
    droppedAfter(to, name);
    class Item extends dj.Manual {
      static definition = "item : int32\n---\nprice : int32";
    }
    class Box extends dj.Manual {
      static definition = "box : int32";
    }
    const schema = from.Schema(name);
    schema(Item);
    schema(Box);
    await Item.insert([[1, 2]]);
    await Box.insert([[1], [2]]);
    const there = to.Schema(name);
    const OtherItem = there(
      class Item extends dj.Manual {
        static definition = "item : int32\n---\nprice : varchar(10)";
      },
    );
    const OtherBox = there(
      class Box extends dj.Manual {
        static definition = "box : int32";
      },
    );
    await OtherBox.insert([[7]]);
    const refusal = await from.copyTo(to, { schemas: [name] }).catch((error: Error) => error);
    expect(refusal).toBeInstanceOf(dj.DataJointError);
    expect((refusal as Error).message).toMatch(/`item` has another definition: change price/);
    expect((refusal as Error).message).toMatch(/`box` has 1 row/);
    const { problems, isOccupied } = refusal as TransferRefusal;
    expect(isOccupied).toBe(true);
    expect(problems.map((problem) => problem.match(/`(\w+)` has/)?.[1])).toEqual(
      expect.arrayContaining(["item", "box"]),
    );
    expect(await OtherItem.count()).toBe(0);
    expect(await OtherBox.toDicts()).toEqual([{ box: 7 }]);
  });

  it("can be ended, and goes on with what is missing", async () => {
    const { source, target, from, to } = await start();
    const name = nameOn(source, target, "studio");
    const { schema } = await studioOn(from, name);
    droppedAfter(to, name);
    const controller = new AbortController();
    const reason = new Error("enough");
    const ended = from.copyTo(to, {
      schemas: [name],
      chunkSize: 1,
      signal: controller.signal,
      progress: ({ table, rows }) => {
        if (table.endsWith(".desk") && rows === 2) controller.abort(reason);
      },
    });
    await expect(ended).rejects.toBe(reason);
    expect(await to.FreeTable(`${name}.tenant`).count()).toBe(3);
    expect(await to.FreeTable(`${name}.desk`).count()).toBe(0);
    await expect(from.copyTo(to, { schemas: [name] })).rejects.toThrow(/`tenant` has 3 rows.*resume: true/);
    const report = await from.copyTo(to, { schemas: [name], resume: true });
    const isCopied = Object.fromEntries(report.tables.map((one) => [one.table.split(".")[1], one.isCopied]));
    expect(isCopied).toMatchObject({ tenant: false, desk: true, plant: true });
    for (const table of await schema.listTables()) {
      expect(await rowsOf(to, name, table), table).toEqual(await rowsOf(from, name, table));
    }
    await to.FreeTable(`${name}.plant`).restrict({ plant: 2 }).deleteQuick();
    await expect(from.copyTo(to, { schemas: [name], resume: true })).rejects.toThrow(
      /`plant` has 2 rows, which differ/,
    );
    const before = new AbortController();
    before.abort(reason);
    await expect(from.copyTo(to, { signal: before.signal })).rejects.toBe(reason);
  });
}

/** The pipeline of other tests in a schema of a given name. */
const studioOn = (inst: dj.Instance, name: string) =>
  studio({ name: "sqlite", connect: async () => inst, schemaName: () => name, cleanUp: async () => {} });

describe("copyTo from SQLite to SQLite", () => transfers(sqliteBackend, sqliteBackend));
describe.skipIf(isMysqlSkipped)("copyTo from SQLite to MySQL", () => transfers(sqliteBackend, mysqlBackend));

describe.skipIf(isMysqlSkipped)("copyTo from MySQL to SQLite", () => transfers(mysqlBackend, sqliteBackend));

describe.skipIf(isMysqlSkipped)("copyTo a server", () => {
  it("makes the tables that the same program would make there", async () => {
    const [source, target] = [sqliteBackend(), mysqlBackend()];
    const [from, to] = [await source.connect(), await target.connect()];
    const name = target.schemaName("laboratory");
    const shown = async (): Promise<Record<string, unknown>> => {
      const tables = await to.connection.dialect.introspection.listTables(to.connection, name);
      const texts: Record<string, unknown> = {};
      for (const { table } of tables) {
        const [row] = await to.connection.query(`SHOW CREATE TABLE \`${name}\`.\`${table}\``);
        texts[table] = String(row!["Create Table"]).replace(/ AUTO_INCREMENT=\d+/, "");
      }
      return texts;
    };
    await laboratory(from, name);
    await from.copyTo(to, { schemas: [name] });
    const copied = await shown();
    await to.Schema(name).drop();
    await laboratory(to, name);
    expect(copied).toEqual(await shown());
    await source.cleanUp();
    await target.cleanUp();
  });
});

describe("copyTo and stores", () => {
  const cleanUp: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const one of cleanUp.splice(0).reverse()) await one();
  });
  const connect = (stores: Record<string, unknown>): dj.Instance => {
    const inst = new dj.Instance({ database: ":memory:", safemode: false, stores });
    cleanUp.push(() => inst.close());
    return inst;
  };
  const gallery = async (inst: dj.Instance) => {
    const schema = inst.Schema("gallery");
    const Picture = schema(
      class Picture extends dj.Manual {
        static definition = `
          picture : int32
          ---
          pixels : <blob@main>
          drawing = null : <object@main>
        `;
      },
    );
    return Picture;
  };

  it("copies objects to the store of the same name, and refuses where there is none", async () => {
    const folder = await mkdtemp(join(tmpdir(), "datajoint-copy-"));
    cleanUp.push(() => rm(folder, { recursive: true }));
    const from = connect({ default: "main", main: { protocol: "database", location: "" } });
    const Picture = await gallery(from);
    const pixels = new Uint8Array(randomBytes(5000));
    await Picture.insert1({ picture: 1, pixels });
    await Picture.insert1({ picture: 2, pixels });
    const bare = connect({});
    await expect(from.copyTo(bare)).rejects.toThrow(/attribute pixels .*store.* "main" is not configured/);
    expect(await bare.Schema("gallery").exists()).toBe(false);
    const to = connect({ default: "main", main: { protocol: "file", location: folder } });
    const { tables } = await from.copyTo(to);
    expect(tables).toMatchObject([{ table: "gallery.picture", rows: 2, files: 1 }]);
    await from.close();
    const Copied = await gallery(to);
    const [file] = await readdir(folder, { recursive: true, withFileTypes: true }).then((found) =>
      found.filter((entry) => entry.isFile()),
    );
    expect((await Copied.restrict({ picture: 2 }).fetch1("pixels")) as Uint8Array).toEqual(pixels);
    await writeFile(join(file!.parentPath, file!.name), "another");
    const third = connect({ default: "main", main: { protocol: "database", location: "" } });
    const Third = await gallery(third);
    await Third.insert1({ picture: 1, pixels });
    await Copied.delete();
    await expect(third.copyTo(to)).rejects.toThrow(/has another file at .*, which is not overwritten/);
    expect(await Copied.count()).toBe(0);
  });
});

describe("copyTo", () => {
  it("keeps nothing of a table whose rows are not the same when they are read again", async () => {
    const from = new dj.Instance({ database: ":memory:" });
    const to = new dj.Instance({ database: ":memory:" });
    const fill = async (inst: dj.Instance, rows: number[][]) => {
      const Item = inst.Schema("shop")(
        class Item extends dj.Manual {
          static definition = "item : int32\n---\nprice : int32";
        },
      );
      await Item.insert(rows);
      return Item;
    };
    await fill(from, [
      [1, 10],
      [2, 20],
    ]);
    const Copied = await fill(to, []);
    await to.connection.query(
      'CREATE TRIGGER cheaper AFTER INSERT ON "shop.item" WHEN NEW.item = 2 BEGIN' +
        ' UPDATE "shop.item" SET price = price - 1 WHERE item = NEW.item; END',
    );
    await expect(from.copyTo(to)).rejects.toThrow(/all 2 are there, but with other values/);
    expect(await Copied.count()).toBe(0);
    await to.connection.query("DROP TRIGGER cheaper");
    await to.connection.query(
      'CREATE TRIGGER fewer AFTER INSERT ON "shop.item" WHEN NEW.item = 2 BEGIN DELETE FROM "shop.item" WHERE item = 1; END',
    );
    await expect(from.copyTo(to)).rejects.toThrow(/`shop`.`item` .*1 are there instead of 2/);
    await to.connection.query("DROP TRIGGER fewer");
    expect((await from.copyTo(to)).rows).toBe(2);
    await from.close();
    await to.close();
  });

  it("refuses what can't be a copy", async () => {
    const inst = new dj.Instance({ database: ":memory:" });
    const other = new dj.Instance({ database: ":memory:" });
    await expect(inst.copyTo(inst)).rejects.toThrow(/Copy to an Instance of another database/);
    const [one, same] = [1, 2].map(() => new dj.Instance({ database: join(tmpdir(), "never-made.sqlite") }));
    await expect(one!.copyTo(same!)).rejects.toThrow(/Both Instances are connected to .*never-made/);
    await expect(inst.copyTo({} as dj.Instance)).rejects.toThrow(/needs the Instance to copy to/);
    await expect(inst.copyTo(other, { chunkSize: 0 })).rejects.toThrow(/chunkSize must be/);
    await expect(other.connection.transaction(() => inst.copyTo(other))).rejects.toThrow(
      /can't be copied inside of a transaction/,
    );
    expect(await inst.copyTo(other)).toEqual({ schemas: [], tables: [], rows: 0 });
    await inst.close();
    await other.close();
  });
});
