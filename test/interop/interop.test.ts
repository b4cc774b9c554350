import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as dj from "../../core/index.ts";
import { isMysqlSkipped, mysqlUrl } from "../servers/mysql-url.ts";
import { describeValue } from "./describe-value.ts";
import { definePipeline, type Pipeline, pipeline } from "./pipeline.ts";
import { findPythonPackage, pythonVersion } from "./python-package.ts";
import { PythonProgram } from "./python-program.ts";

const { python, reason } = isMysqlSkipped
  ? { python: null, reason: "DJ_TEST_SKIP_MYSQL leaves out tests on a server" }
  : await findPythonPackage();
if (reason !== null) console.warn(`Tests beside DataJoint for Python are skipped. ${reason}`);

if (python === null) {
  it("DataJoint for Python can't be had, so nothing is tested beside it", (context) => context.skip(reason));
}

type Shown = { tables: Record<string, string>; lineage: unknown[] };
type Jobs = { status: string; error_message: string }[];

describe.skipIf(python === null)("Beside DataJoint for Python", () => {
  let inst: dj.Instance;
  let program: PythonProgram;
  let version: string;
  let number = 0;
  let schemas: string[] = [];

  beforeAll(async () => {
    const url = new URL(await mysqlUrl());
    inst = new dj.Instance({
      backend: "mysql",
      host: url.hostname,
      port: Number(url.port || 3306),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      safemode: false,
    });
    program = await PythonProgram.start(python!, url.href);
    version = await program.do("version");
  });
  afterAll(async () => {
    await program?.stop();
    await inst?.close();
  });
  afterEach(async () => {
    for (const name of schemas.reverse()) await inst.connection.query(`DROP DATABASE IF EXISTS \`${name}\``);
    schemas = [];
  });

  const newSchema = (word: string): string => {
    const name = `djinterop_${process.pid}_${++number}_${word}`;
    schemas.push(name);
    return name;
  };

  const show = async ({ Scan, Summary }: Pipeline, schema: string): Promise<Shown> => {
    for (const table of [Scan, Summary]) await table.jobs.count();
    const { connection } = inst;
    const tables: Record<string, string> = {};
    for (const { table } of await connection.dialect.introspection.listTables(connection, schema)) {
      const [row] = await connection.query(`SHOW CREATE TABLE \`${schema}\`.\`${table}\``);
      tables[table] = String(row!["Create Table"]);
    }
    const { rows } = await connection.execute({
      sql: `SELECT * FROM \`${schema}\`.\`~lineage\` ORDER BY 1, 2`,
      values: [],
    });
    return { tables, lineage: rows };
  };

  /** Later versions declare the columns of job metadata in another way; all else is the same. */
  const compared = ({ tables, lineage }: Shown): Shown => ({
    tables:
      version === pythonVersion
        ? tables
        : Object.fromEntries(
            Object.entries(tables).map(([name, sql]) => [name, sql.replace(/^ *`_job_\w+` .*\n/gm, "")]),
          ),
    lineage,
  });

  it.each([false, true])("declares the very same tables; with job metadata: %s", async (addJobMetadata) => {
    const name = newSchema("lab");
    inst.config.jobs.addJobMetadata = addJobMetadata;
    const own = definePipeline(inst, name);
    const shown = await show(own, name);
    await own.schema.drop();
    await program.do("define", [name, pipeline, addJobMetadata]);
    const theirs = await program.do<Shown>("show", [name]);
    expect(Object.keys(shown.tables)).toHaveLength(11);
    expect(compared(shown)).toEqual(compared(theirs));
    // Met by the other, nothing changes.
    const met = definePipeline(inst, name);
    await met.schema.declare();
    expect(await show(met, name)).toEqual(theirs);
    inst.config.jobs.addJobMetadata = false;
  });

  const subjects = [
    {
      subject_id: 1,
      species: "mouse",
      born: "2024-02-29",
      weight: "20.50",
      tag: "5f3c2b8e-1d4a-4a5b-9c7d-0123456789ab",
      count: "9007199254740993",
      is_alive: true,
      info: { list: [1, null, "ü"], nested: { a: 1.5 } },
      notes: "it's ☃",
    },
    {
      subject_id: 2,
      species: "rat",
      born: null,
      weight: "0.00",
      tag: null,
      count: 0,
      is_alive: false,
      info: null,
      notes: "",
    },
  ];
  const sessions = [
    { subject_id: 1, session: 1, started: "2024-03-01 10:20:30.125", cagemate: 2, settings: null },
    { subject_id: 1, session: 2, started: "2024-03-02 00:00:00", cagemate: null, settings: null },
    { subject_id: 2, session: 1, started: "2024-03-03 00:00:00", cagemate: 1, settings: null },
  ];
  const pairs = [{ subject_id: 1, first_session: 1, second_session: 2 }];

  const rowsHere = async (expression: {
    toDicts(options: dj.FetchOptions): Promise<unknown>;
  }): Promise<unknown> => describeValue(await expression.toDicts({ orderBy: "KEY" }));
  /** Python writes moments with six digits of the second or none, and a bool as the number that it is stored as. */
  const asHere = (rows: unknown): unknown =>
    JSON.parse(JSON.stringify(rows).replace(/(:\d\d\.\d*?[1-9])0+"/g, '$1"'), (name, value) =>
      name === "is_alive" ? Boolean(value) : value,
    );
  const rowsThere = async (table: string): Promise<unknown> => asHere(await program.do("rows", [table]));

  it("reads in each what the other wrote", async () => {
    const name = newSchema("lab");
    const { Species, Subject, Session, Pair, schema } = definePipeline(inst, name);
    await schema.declare();
    await program.do("define", [name, pipeline, false]);
    await Subject.insert1(subjects[0]!);
    await program.do("insert", ["Subject", [subjects[1]]]);
    await program.do("insert", ["Session", sessions.slice(0, 2)]);
    await Session.insert(sessions.slice(2));
    await Pair.insert(pairs);
    expect(await rowsHere(Subject)).toEqual(subjects);
    expect(await rowsThere("Subject")).toEqual(subjects);
    for (const [title, table] of Object.entries({ Species, Session, Pair })) {
      expect(await rowsThere(title), title).toEqual(await rowsHere(table));
    }
    expect(await rowsHere(Session)).toEqual(sessions);
    await expect(program.do("insert", ["Subject", [{ ...subjects[0], subject_id: 3 }]])).rejects.toThrow(
      /DuplicateError/,
    );
    await expect(Session.insert1({ ...sessions[0], cagemate: 77, session: 9 })).rejects.toThrow(
      dj.errors.IntegrityError,
    );
  });

  it("carries blobs there and back", async () => {
    const name = newSchema("lab");
    await program.do("define", [name, pipeline, false]);
    await program.do("insert", ["Subject", [subjects[1]]]);
    const written = Object.entries(await program.do<Record<string, unknown>>("insert_samples", [2, 0]));
    const { Session } = definePipeline(inst, name);
    const found = await Session.toArrays("settings").then((settings) => [
      ...(settings as unknown as unknown[]),
    ]);
    expect(asHere(found.map(describeValue))).toEqual(
      asHere(written.map(([key, value]) => ({ [key]: value }))),
    );
    // What was read is written again, and means the same to the one that wrote it first.
    await Session.insert(
      found.map((settings, index) => ({
        subject_id: 2,
        session: 100 + index,
        started: "2024-01-01",
        cagemate: null,
        settings,
      })),
    );
    const rows = await program.do<{ settings: unknown }[]>("rows", ["Session", "session >= 100"]);
    expect(rows.map(({ settings }) => settings)).toEqual(written.map(([key, value]) => ({ [key]: value })));
    const bytes = await inst.connection.query(
      `SELECT MIN(session) AS first, COUNT(*) AS n FROM \`${name}\`.session GROUP BY settings ORDER BY first`,
    );
    expect(bytes.map(({ n }) => n)).toEqual(written.map(() => 2));
  });

  describe.each(["TypeScript", "Python"])("with a pipeline that %s declared", (declaredBy) => {
    const failing = new Set<number>();

    /** Declared by one, met by the other, with subjects and sessions. */
    const prepared = async (): Promise<{ name: string; own: Pipeline }> => {
      const name = newSchema("lab");
      if (declaredBy === "Python") await program.do("define", [name, pipeline, false]);
      const own = definePipeline(inst, name, failing);
      await own.schema.declare();
      if (declaredBy === "TypeScript") await program.do("define", [name, pipeline, false]);
      await own.Subject.insert(subjects);
      await program.do("insert", ["Session", sessions]);
      return { name, own };
    };

    it("shares jobs: each works on those that the other queued", async () => {
      const { own } = await prepared();
      const { Scan, Summary } = own;
      expect(await Scan.jobs.refresh()).toMatchObject({ added: 3 });
      expect(await program.do("populate", ["Scan", { session: 1 }], { refresh: false })).toEqual({
        success: 2,
        errors: 0,
      });
      expect(await Scan.populate(undefined, { reserveJobs: true, refresh: false })).toMatchObject({
        successCount: 1,
      });
      expect(await Scan.jobs.count()).toBe(0);
      expect(await rowsThere("Scan.Frame")).toEqual(await rowsHere(Scan.Frame!));
      expect(await Scan.Frame!.count()).toBe(6);

      expect(await program.do("refresh", ["Summary"])).toMatchObject({ added: 6 });
      const key = { subject_id: 1, session: 1, method: "mean" };
      expect(await Summary.jobs.reserve(key)).toBe(true);
      expect(await program.do("reserve", ["Summary", key])).toBe(false);
      await Summary.jobs.error(key, "left by TypeScript");
      failing.add(2);
      await Summary.populate({ method: "peak" }, { reserveJobs: true, suppressErrors: true, refresh: false });
      failing.clear();
      await program.do("populate", ["Summary"], { refresh: false, fails: [2] });
      const left = await program.do<Jobs>("jobs", ["Summary"]);
      expect(left.map(({ status }) => status)).toEqual(["error", "error", "error"]);
      expect(left.map(({ error_message }) => error_message)).toEqual([
        "left by TypeScript",
        "ValueError: this one fails",
        "Error: this one fails",
      ]);
      expect(await rowsHere(Summary.jobs.proj("status", "error_message"))).toEqual(left);
      await Summary.jobs.errors.delete();
      expect(await Summary.jobs.refresh()).toMatchObject({ added: 3 });
      expect(await program.do("populate", ["Summary"], { refresh: false })).toEqual({
        success: 3,
        errors: 0,
      });
      expect(await rowsThere("Summary")).toEqual(await rowsHere(Summary));
      const values = await Summary.toDicts({ orderBy: "KEY" });
      expect(values.map(({ value }) => value)).toEqual([1, 2.5, 2, 5, 1, 2.5]);
      expect(values.map(({ made_by }) => made_by)).toEqual([
        "Python",
        "TypeScript",
        "Python",
        "TypeScript",
        "Python",
        "Python",
      ]);
    });

    it("fills the job metadata of tables that the other declared", async () => {
      const name = newSchema("lab");
      inst.config.jobs.addJobMetadata = true;
      try {
        if (declaredBy === "Python") await program.do("define", [name, pipeline, true]);
        const own = definePipeline(inst, name);
        await own.schema.declare();
        if (declaredBy === "TypeScript") await program.do("define", [name, pipeline, true]);
        await own.Subject.insert(subjects);
        await own.Session.insert(sessions);
        await own.Scan.populate({ session: 1 });
        await program.do("populate", ["Scan"]);
        await program.do("populate", ["Summary", { session: 1 }]);
        await own.Summary.populate();
        expect(await program.do("metadata", [name, "_scan"])).toEqual([3, 3, 3]);
        expect(await program.do("metadata", [name, "__summary"])).toEqual([6, 6, 6]);
        expect(await own.Scan.Frame!.count()).toBe(6);
      } finally {
        inst.config.jobs.addJobMetadata = false;
      }
    });

    it("joins by lineage, extends and deletes over both", async () => {
      const { name, own } = await prepared();
      const { Subject, Session, Scan, Summary, Pair } = own;
      await Scan.populate();
      await program.do("populate", ["Summary"]);
      await Pair.insert(pairs);
      for (const [first, second] of [
        ["Session", "Summary"],
        ["Subject", "Scan"],
        ["Scan", "Method"],
      ] as const) {
        const here = await rowsHere(own[first].join(own[second]));
        expect(asHere(await program.do("join", [first, second])), first).toEqual(here);
      }
      // Both know that sessions of other names are no common attribute.
      expect(await Session.join(Pair).count()).toBe(2);
      expect(asHere(await program.do("join", ["Session", "Pair"]))).toEqual(
        await rowsHere(Session.join(Pair)),
      );

      const reviews = newSchema("reviews");
      await program.do("extend", [name, reviews]);
      const found = await dj.virtualSchema(reviews, { instance: inst });
      const Review = found.Review!;
      const key = { subject_id: 1, session: 1, method: "mean", reviewed: 2 };
      await Review.insert1({ ...key, verdict: "fine" });
      expect(await rowsThere("Review")).toEqual([{ ...key, verdict: "fine" }]);
      expect(await Review.join(Summary).count()).toBe(1);
      expect(Review.heading.get("reviewed")?.lineage).toBe(`${name}.subject.subject_id`);
      expect(await program.do("join", ["Review", "Summary"])).toEqual(await rowsHere(Review.join(Summary)));

      // A cascade goes through tables of the other, parts and other schemas included.
      await Session.restrict({ subject_id: 1, session: 1 }).delete();
      expect(await rowsThere("Review")).toEqual([]);
      expect(await rowsThere("Pair")).toEqual([]);
      expect(await rowsThere("Scan.Frame")).toHaveLength(4);
      expect(await program.do("delete", ["Subject", { subject_id: 2 }])).toBe(1);
      expect(await rowsHere(Subject)).toEqual([subjects[0]]);
      for (const table of [Session, Scan, Scan.Frame!, Summary]) {
        expect(await rowsThere(table.name === "Frame" ? "Scan.Frame" : table.name)).toEqual(
          await rowsHere(table),
        );
      }
      expect(await Session.count()).toBe(1);
    });
  });
});
