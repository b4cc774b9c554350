import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { describeBackends } from "../support/backends.ts";

const many = 1500;

describeBackends("deleting many rows", (backend) => {
  afterEach(() => dj.setPrompt(null));

  async function library() {
    const inst = await backend.connect();
    const schema = inst.Schema(backend.schemaName("library"));
    const Shelf = schema(
      class Shelf extends dj.Manual {
        static definition = "shelf : int32\n---\nroom = '' : varchar(20)";
      },
    );
    const Book = schema(
      class Book extends dj.Manual {
        static definition = "-> Shelf\nbook : int32";
      },
    );
    const Loan = schema(
      class Loan extends dj.Manual {
        static definition = "loan : int32\n---\n-> [nullable] Book";
      },
    );
    await schema.declare();
    await Shelf.insert([{ shelf: 1 }, { shelf: 2 }]);
    await Book.insert(Array.from({ length: many }, (_, book) => ({ shelf: 1, book })));
    await Book.insert1({ shelf: 2, book: 0 });
    await Loan.insert([
      { loan: 1, shelf: 1, book: 3 },
      { loan: 2, shelf: 2, book: 0 },
      { loan: 3, shelf: null, book: null },
    ]);
    return { inst, schema, Shelf, Book, Loan };
  }

  test("takes along what depends on them, and enforces foreign keys afterwards", async () => {
    const { Shelf, Book, Loan } = await library();
    expect(await Shelf.restrict({ shelf: 1 }).delete()).toBe(1);
    expect(await Book.toDicts()).toEqual([{ shelf: 2, book: 0 }]);
    expect(await Loan.toArrays("loan", { orderBy: "KEY" })).toEqual([2, 3]);
    await expect(Book.insert1({ shelf: 1, book: 1 })).rejects.toThrow(dj.errors.IntegrityError);
    await expect(Shelf.deleteQuick()).rejects.toThrow(dj.errors.IntegrityError);
  });

  test("takes all rows of all tables", async () => {
    const { Shelf, Book, Loan } = await library();
    expect(await Shelf.delete()).toBe(2);
    expect(await Book.count()).toBe(0);
    expect(await Loan.toArrays("loan")).toEqual([3]);
  });

  test("is undone with all that went along where the user says no", async () => {
    const { Shelf, Book } = await library();
    const shown: Record<string, number> = {};
    dj.setPrompt(async ({ tables }) => {
      for (const { className, rows } of tables) shown[className] = rows;
      return false;
    });
    expect(await Shelf.restrict({ shelf: 1 }).delete({ prompt: true })).toBe(0);
    expect(shown).toEqual({ Shelf: 1, Book: many, Loan: 1 });
    expect(await Book.count()).toBe(many + 1);
    await expect(Book.insert1({ shelf: 9, book: 1 })).rejects.toThrow(dj.errors.IntegrityError);
  });

  test("takes along the rows of a table that was declared while the user was asked", async () => {
    const { schema, Shelf, Book } = await library();
    const Mark = schema(
      class Mark extends dj.Manual {
        static definition = "-> Book\nmark : int32";
      },
    );
    let isFirst = true;
    dj.setPrompt(async () => {
      if (isFirst) await Mark.insert1({ shelf: 1, book: 7, mark: 1 });
      isFirst = false;
      return true;
    });
    expect(await Shelf.restrict({ shelf: 1 }).delete({ prompt: true })).toBe(1);
    expect(await Mark.count()).toBe(0);
    expect(await Book.count()).toBe(1);
  });
});

describe("deleting many rows of tables that SQL made", () => {
  let inst: dj.Instance;
  beforeEach(() => {
    inst = new dj.Instance({ database: ":memory:", safemode: false });
  });
  afterEach(() => inst.close());

  const query = (sql: string) => inst.connection.query(sql);
  const count = async (table: string) => inst.FreeTable(table).count();

  async function tables(reference: string, collation = ""): Promise<void> {
    await query(`CREATE TABLE "raw.parent" (name TEXT NOT NULL ${collation} PRIMARY KEY)`);
    await query(
      `CREATE TABLE "raw.child" (name TEXT NOT NULL REFERENCES "raw.parent" ${reference}, n INTEGER NOT NULL, PRIMARY KEY (name, n))`,
    );
    await query(`INSERT INTO "raw.parent" VALUES ('a'), ('b')`);
    await query(
      `WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${many}) INSERT INTO "raw.child" SELECT 'a', n FROM s`,
    );
  }

  test("leaves no row that refers to another than conditions find", async () => {
    await tables("", "COLLATE NOCASE");
    await query(`INSERT INTO "raw.child" VALUES ('A', 1)`);
    await expect(inst.FreeTable("raw.parent").restrict({ name: "a" }).delete()).rejects.toThrow(
      dj.errors.IntegrityError,
    );
    expect(await count("raw.parent")).toBe(2);
    expect(await count("raw.child")).toBe(many + 1);
    await query(`DELETE FROM "raw.child" WHERE name = 'A'`);
    expect(await inst.FreeTable("raw.parent").restrict({ name: "a" }).delete()).toBe(1);
    expect(await count("raw.child")).toBe(0);
  });

  test("lets foreign keys and triggers do what they do at a deletion", async () => {
    await tables("");
    await query(
      `CREATE TABLE "raw.~log" (n INTEGER PRIMARY KEY, name TEXT REFERENCES "raw.parent" ON DELETE SET NULL)`,
    );
    await query(`INSERT INTO "raw.~log" VALUES (1, 'a'), (2, 'b')`);
    expect(await inst.FreeTable("raw.parent").restrict({ name: "a" }).delete()).toBe(1);
    expect(await query(`SELECT name FROM "raw.~log" ORDER BY n`)).toEqual([{ name: null }, { name: "b" }]);
    await query(
      `CREATE TRIGGER keep AFTER DELETE ON "raw.child" BEGIN DELETE FROM "raw.parent" WHERE name = 'b'; END`,
    );
    await query(`DROP TABLE "raw.~log"`);
    await query(`INSERT INTO "raw.parent" VALUES ('c')`);
    await query(`INSERT INTO "raw.child" VALUES ('b', 1)`);
    await query(
      `WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${many}) INSERT INTO "raw.child" SELECT 'c', n FROM s`,
    );
    await expect(inst.FreeTable("raw.parent").restrict({ name: "c" }).delete()).rejects.toThrow(
      dj.errors.IntegrityError,
    );
    expect(await count("raw.child")).toBe(many + 1);
  });
});
