import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TableDeclaration } from "../../../core/declaration/table-declaration.ts";
import { mysqlDdl } from "../../../core/dialect/mysql/ddl.ts";
import { mysqlIntrospection } from "../../../core/dialect/mysql/introspect.ts";
import { sqliteDdl } from "../../../core/dialect/sqlite/ddl.ts";
import { sqliteIntrospection } from "../../../core/dialect/sqlite/introspect.ts";
import { sqliteQuoting } from "../../../core/dialect/sqlite/quote.ts";
import type { Statement } from "../../../core/values/sql-value.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";
import { declare } from "../declaration/declare.ts";
import { compareTable, readDeclareCases } from "./declare-case.ts";
import { mysqlExecutor, type OpenExecutor, sqliteExecutor } from "./executors.ts";

const withoutCreation = ({ creation: _, ...rest }: TableDeclaration): Omit<TableDeclaration, "creation"> =>
  rest;
const sql = (text: string): Statement => ({ sql: text, values: [] });

describe("an SQLite file", () => {
  let executor: OpenExecutor;
  const run = async (statements: readonly Statement[]): Promise<void> => {
    for (const statement of statements) await executor.execute(statement);
  };
  beforeEach(async () => {
    executor = await sqliteExecutor();
  });
  afterEach(() => executor.close());

  const Lab = declare(
    "Lab",
    "# lab\nlab_id : int32 # number\n---\nkind = 'wet' : enum('wet','dry')\ndata : <blob>",
  );
  const Subject = declare("Subject", "-> lab.Lab\nsubject : uuid\n---\nborn = null : date\nindex(born)", {
    schema: "zoo",
    tables: { "lab.Lab": Lab },
  });
  const Note = declare("Note", "-> master\nnote : int8", {
    schema: "zoo",
    tier: "part",
    master: Subject,
  });
  const all = [Lab, Subject, Note];

  test("tells its schemas and tables when it is opened again, without any code", async () => {
    await run([...sqliteDdl.createSchema("empty"), ...all.flatMap(sqliteDdl.createTable)]);
    const again = await sqliteExecutor(executor.file());
    expect(await sqliteIntrospection.listSchemas(again)).toEqual(["empty", "lab", "zoo"]);
    expect(await sqliteIntrospection.loadSchema(again, "empty")).toEqual([]);
    expect(await sqliteIntrospection.loadSchema(again, "nowhere")).toEqual([]);
    expect(await sqliteIntrospection.loadSchema(again, "lab")).toEqual([withoutCreation(Lab)]);
    expect(await sqliteIntrospection.loadSchema(again, "zoo")).toEqual([Subject, Note].map(withoutCreation));
    expect(await sqliteIntrospection.loadTable(again, Note.name)).toEqual(withoutCreation(Note));
    expect(await sqliteIntrospection.loadTable(again, { schema: "zoo", table: "nothing" })).toBeNull();
    expect(await sqliteIntrospection.loadChildren(again, Lab.name)).toEqual([Subject.name]);
    expect(await sqliteIntrospection.loadChildren(again, Note.name)).toEqual([]);
    await again.close();
  });

  test("drops tables with what was recorded of them", async () => {
    await run(all.flatMap(sqliteDdl.createTable));
    await run([sql(`INSERT INTO "lab.lab" VALUES (1, 'wet', x'00')`)]);
    await run([sql(`INSERT INTO "zoo.subject" VALUES (1, zeroblob(16), NULL)`)]);
    await expect(run(sqliteDdl.dropTable(Lab.name))).rejects.toThrow(/FOREIGN KEY/);
    const tables = await sqliteIntrospection.listTables(executor, "zoo");
    expect(tables).toEqual([Note.name, Subject.name]);
    await run(sqliteDdl.dropSchema("zoo", tables));
    await run(sqliteDdl.dropSchema("lab", await sqliteIntrospection.listTables(executor, "lab")));
    expect(await sqliteIntrospection.listSchemas(executor)).toEqual([]);
    const { rows } = await executor.execute(
      sql(`SELECT (SELECT count(*) FROM "~datajoint_table") + (SELECT count(*) FROM "~datajoint_attribute")`),
    );
    expect(rows).toEqual([[0]]);
  });

  test("keeps tables that are not the user's apart", async () => {
    await run([...sqliteDdl.createTable(Lab), sql(`CREATE TABLE "lab.~~scan" (a INT PRIMARY KEY)`)]);
    expect((await sqliteIntrospection.loadSchema(executor, "lab")).map(({ name }) => name.table)).toEqual([
      "lab",
    ]);
    expect(await sqliteIntrospection.loadTable(executor, { schema: "lab", table: "~~scan" })).not.toBeNull();
    expect(await sqliteIntrospection.listTables(executor, "lab")).toHaveLength(2);
    expect(await sqliteIntrospection.listSchemas(executor)).toEqual(["lab"]);
  });

  test("made by another program is read by SQLite's own rules", async () => {
    await run([
      sql(
        `CREATE TABLE artist (ArtistId INTEGER PRIMARY KEY AUTOINCREMENT, Name NVARCHAR(120) NOT NULL DEFAULT 'x''y')`,
      ),
      sql(
        `CREATE TABLE album (id INTEGER PRIMARY KEY, title TEXT, price NUMERIC(10,2) DEFAULT 1.5, sold BOOLEAN, made DATETIME DEFAULT CURRENT_TIMESTAMP,` +
          ` cover BLOB, weight DOUBLE, artist REFERENCES artist, UNIQUE (title, artist))`,
      ),
      sql(`CREATE INDEX album_price ON album (price)`),
      sql(`CREATE TABLE "other.thing" (a, b, PRIMARY KEY (b, a))`),
    ]);
    expect(await sqliteIntrospection.listSchemas(executor)).toEqual(["main", "other"]);
    const [album, artist] = await sqliteIntrospection.loadSchema(executor, "main");
    expect(sqliteQuoting.table(album!.name)).toBe('"album"');
    expect(artist!.attributes).toMatchObject([
      {
        name: "ArtistId",
        type: "int64",
        inKey: true,
        isAutoincrement: true,
        lineage: "main.artist.ArtistId",
      },
      { name: "Name", type: "varchar(120)", isNullable: false, default: `"x'y"`, lineage: null },
    ]);
    expect(album!.attributes.map(({ name, type, default: shown }) => [name, type, shown])).toEqual([
      ["id", "int64", null],
      ["title", "longtext", "null"],
      ["price", "decimal(10,2)", "1.50"],
      ["sold", "bool", "null"],
      ["made", "datetime(6)", "CURRENT_TIMESTAMP"],
      ["cover", "bytes", "null"],
      ["weight", "float64", "null"],
      ["artist", "bytes", "null"],
    ]);
    expect(album!.foreignKeys).toEqual([
      {
        parent: { schema: "main", table: "artist" },
        attributes: ["artist"],
        parentAttributes: ["ArtistId"],
        inKey: false,
        isNullable: true,
        isUnique: false,
      },
    ]);
    expect(album!.attributes.at(-1)!.lineage).toBe("main.artist.ArtistId");
    expect(album!.indexes).toEqual([
      { columns: [{ attribute: "price" }], isUnique: false },
      { columns: [{ attribute: "title" }, { attribute: "artist" }], isUnique: true },
    ]);
    const [thing] = await sqliteIntrospection.loadSchema(executor, "other");
    expect(thing!.attributes.map(({ name, inKey }) => [name, inKey])).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });
});

const cases = [...(readDeclareCases()?.values() ?? [])]
  .flat()
  .filter(({ expect: expected }) => expected !== undefined);

describe.skipIf(isMysqlSkipped)("a MySQL server", () => {
  let executor: OpenExecutor;
  beforeAll(async () => {
    executor = await mysqlExecutor(await mysqlUrl());
  });
  afterAll(() => executor.close());

  // The vectors hold the statements that made the tables of DataJoint for Python; MariaDB has no indexes on expressions.
  const python = cases.filter(({ expect: expected }) =>
    Object.values(expected!).every(({ mysql }) => !mysql.includes("functional_index")),
  );

  test.skipIf(cases.length === 0)(
    "with tables of DataJoint for Python, without their lineage table",
    async () => {
      const rename = (schema: string): string => `python_${process.pid}_${schema}`;
      for (const spec of python.filter((_, index) => index % 4 === 0)) {
        const names = spec.schemas.map(({ name }) => rename(name));
        for (const name of names) {
          await executor.execute(
            sql(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`),
          );
        }
        const text = (original: string): string =>
          spec.schemas.reduce(
            (result, { name }) => result.replaceAll(`\`${name}\``, `\`${rename(name)}\``),
            original,
          );
        for (const expected of Object.values(spec.expect!)) {
          const schema = rename(expected.full_name.split(".")[0]!);
          await executor.execute(sql(`USE \`${schema}\``));
          await executor.execute(sql(text(expected.mysql)));
        }
        for (const expected of Object.values(spec.expect!)) {
          const [schema, table] = expected.full_name.split(".") as [string, string];
          const loaded = (await mysqlIntrospection.loadTable(executor, { schema: rename(schema), table }))!;
          const { expected: wanted, got } = compareTable(expected, loaded, spec, rename);
          expect(got, `${spec.id} ${table}`).toEqual(wanted);
        }
        for (const name of names.reverse()) await executor.execute(sql(`DROP DATABASE \`${name}\``));
      }
    },
  );

  test("lists schemas and children, across schemas", async () => {
    const lab = `introspect_${process.pid}_lab`;
    const zoo = `introspect_${process.pid}_zoo`;
    const Lab = declare("Lab", "lab_id : bool", { schema: lab });
    const Subject = declare("Subject", "-> lab.Lab\nsubject : uuid", {
      schema: zoo,
      tables: { "lab.Lab": Lab },
    });
    for (const statement of [lab, zoo].flatMap(mysqlDdl.createSchema)) await executor.execute(statement);
    for (const statement of [Lab, Subject].flatMap(mysqlDdl.createTable)) await executor.execute(statement);
    expect(await mysqlIntrospection.listSchemas(executor)).toEqual(expect.arrayContaining([lab, zoo]));
    expect(await mysqlIntrospection.listSchemas(executor)).not.toContain("information_schema");
    expect(await mysqlIntrospection.loadChildren(executor, Lab.name)).toEqual([Subject.name]);
    expect(await mysqlIntrospection.loadSchema(executor, zoo)).toEqual([withoutCreation(Subject)]);
    expect(await mysqlIntrospection.loadSchema(executor, "no_such_schema")).toEqual([]);
    expect(await mysqlIntrospection.loadTable(executor, { schema: zoo, table: "nothing" })).toBeNull();
    for (const statement of mysqlDdl.dropTable(Subject.name)) await executor.execute(statement);
    expect(await mysqlIntrospection.loadSchema(executor, zoo)).toEqual([]);
    for (const schema of [zoo, lab]) {
      const tables = await mysqlIntrospection.listTables(executor, schema);
      for (const statement of mysqlDdl.dropSchema(schema, tables)) await executor.execute(statement);
    }
    expect(await mysqlIntrospection.listSchemas(executor)).not.toContain(lab);
  });
});
