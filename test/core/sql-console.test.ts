import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as dj from "../../core/index.ts";
import { isMysqlSkipped } from "../servers/mysql-url.ts";
import { type Backend, mysqlBackend, sqliteBackend } from "./support/backends.ts";

/** One database with a small lab in it, and a console on its schema. */
interface Bench {
  readonly instance: dj.Instance;
  readonly console: dj.SqlConsole;
  /** Rows as both databases show them: numbers and texts by their digits. */
  rows(sql: string): Promise<unknown[][]>;
}

const schemaName = `djtest_${process.pid}_console`;

async function openBench(backend: Backend): Promise<Bench> {
  const instance = await backend.connect();
  const schema = instance.Schema(schemaName);
  class Lab extends dj.Manual {
    static definition = `
      # where work is done
      lab : varchar(20)
      ---
      city = null : varchar(40)
      size : enum("small", "medium", "large")
    `;
  }
  schema(Lab);
  await Lab.insert([
    ["berg", "Oslo", "large"],
    ["dahl", "Rome", "small"],
    ["fjell", null, "medium"],
  ]);
  class Subject extends dj.Manual {
    static definition = `
      -> Lab
      subject_id : int16
      ---
      name : varchar(30)
      born : date
      weight = 0.5 : decimal(6,2)
      ratio = null : float64
      single = null : float32
      seen = null : datetime(3)
      span = null : time
      notes = null : json
      is_awake : bool
      unique index (name)
    `;
  }
  schema(Subject);
  // biome-ignore format: one row a line
  await Subject.insert([
    ["berg", 1, "Ada", "2024-02-29", "12.50", 0.1, 3.14, "2024-03-01 10:00:00.25", "10:20:30", { a: 1, tags: ["x", "y"] }, true],
    ["berg", 2, "bob", "2023-01-01", "0.05", 2.5, null, "2024-03-01 10:00:00", "-01:30:00", null, false],
    ["dahl", 1, "Cy", "2024-12-31", "1.05", null, 0.1, null, "100:00:00", [1, 2], true],
    ["dahl", 2, "dee  e", "1999-12-31", "7.50", -1, null, null, null, null, false],
    ["dahl", 3, "Éva", "2010-10-10", "42.00", null, null, null, null, null, true],
  ]);
  class Scan extends dj.Manual {
    static definition = `
      -> Subject
      scan : int32
      ---
      depth : float64
    `;
  }
  schema(Scan);
  await Scan.insert([
    { lab: "berg", subject_id: 1, scan: 1, depth: 1.5 },
    { lab: "berg", subject_id: 1, scan: 2, depth: 2.25 },
    { lab: "dahl", subject_id: 2, scan: 1, depth: 10 },
  ]);
  const console = new dj.SqlConsole(instance.connection, schemaName);
  return {
    instance,
    console,
    async rows(sql) {
      const { rows } = await console.run(sql);
      return rows.map((row) => row.map(shown));
    },
  };
}

function shown(value: unknown): unknown {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  if (typeof value === "string" && /^[[{]/.test(value)) return JSON.parse(value);
  if (typeof value === "number" || typeof value === "bigint") {
    return Number.isInteger(Number(value)) ? String(value) : String(Number(Number(value).toPrecision(9)));
  }
  return value;
}

const queries: readonly string[] = [
  // Single tables
  "SELECT * FROM lab ORDER BY lab",
  "select lab, CITY as Town from lab where city is not null order by town desc",
  "SELECT subject.* FROM subject ORDER BY lab, subject_id",
  `SELECT s.name, s.weight * 2 AS doubled, s.weight / 3 FROM \`${schemaName}\`.\`subject\` AS s ORDER BY 2 DESC, 1`,
  `SELECT ${schemaName}.subject.name FROM subject ORDER BY name`,
  "SELECT DISTINCT lab FROM subject ORDER BY lab",
  "SELECT DISTINCT is_awake, lab FROM subject ORDER BY lab, is_awake",
  "SELECT name FROM subject WHERE born BETWEEN '2023-1-1' AND '2024-06-30' ORDER BY born",
  "SELECT name, born + INTERVAL 1 MONTH AS later, YEAR(born) y, DATEDIFF('2025-01-01', born) FROM subject ORDER BY later",
  "SELECT name FROM subject ORDER BY weight LIMIT 2",
  "SELECT name FROM subject ORDER BY weight LIMIT 1, 2",
  "SELECT name FROM subject ORDER BY weight LIMIT 2 OFFSET 3",
  "SELECT lab FROM lab ORDER BY size, lab",
  "SELECT lab, size FROM lab ORDER BY size DESC LIMIT 1",
  "SELECT span FROM subject WHERE span IS NOT NULL ORDER BY span",
  "SELECT seen, span, single FROM subject WHERE lab = 'berg' ORDER BY subject_id",
  "SELECT JSON_VALUE(notes, '$.a'), JSON_EXTRACT(notes, '$.tags') AS tags FROM subject WHERE name = 'Ada'",
  "SELECT name, CASE WHEN weight > 5 THEN 'heavy' ELSE 'light' END AS kind FROM subject ORDER BY kind, name",
  "SELECT CONCAT(UPPER(lab), '-', subject_id) AS id FROM subject ORDER BY id",
  "SELECT name FROM subject WHERE name LIKE \"%e%\" OR name = 'Cy' ORDER BY name",
  'SELECT \'it\\\'s\', "a ""quote""" AS q, 7 DIV 2, 7 / 2, -7 % 3, 1 = 1, NULL <=> NULL # and a comment',
  "SELECT 1 AS one FROM DUAL",
  "SELECT weight, weight AS `weight twice` FROM subject WHERE (lab, subject_id) IN (('berg', 1), ('dahl', 3)) ORDER BY lab",
  // Groups
  "SELECT lab, COUNT(*), SUM(weight) total, AVG(weight), MAX(born), MIN(span) FROM subject GROUP BY lab ORDER BY total",
  "SELECT lab, COUNT(*) AS n FROM subject GROUP BY lab HAVING n > 2",
  "SELECT lab FROM subject GROUP BY lab HAVING SUM(weight) > 20 AND COUNT(*) > 1",
  "SELECT YEAR(born) AS year, COUNT(*) FROM subject GROUP BY year ORDER BY year",
  "SELECT YEAR(born) > 2020 AS young, GROUP_CONCAT(name ORDER BY name SEPARATOR '; ') FROM subject GROUP BY 1 ORDER BY 1",
  "SELECT COUNT(*), COUNT(ratio), COUNT(DISTINCT lab), SUM(weight), ROUND(STDDEV(weight), 4) FROM subject",
  "SELECT COUNT(*) + 1 FROM subject WHERE name = 'nobody'",
  "SELECT name, weight FROM subject HAVING weight > 5 ORDER BY name",
  "SELECT name, weight AS kilos FROM subject HAVING kilos > 5 ORDER BY kilos",
  "SELECT size, COUNT(*) FROM lab NATURAL JOIN subject GROUP BY size ORDER BY size",
  "SELECT SUM(weight) FROM subject GROUP BY lab ORDER BY SUM(weight) DESC",
  "SELECT TRIM(UPPER(LEFT(name, 1))) AS letter, COUNT(*) FROM subject GROUP BY letter ORDER BY letter",
  "SELECT lab, name, ROW_NUMBER() OVER (PARTITION BY lab ORDER BY weight DESC) AS place FROM subject ORDER BY lab, place",
  "SELECT lab, name, SUM(weight) OVER (PARTITION BY lab ORDER BY subject_id) AS running FROM subject ORDER BY lab, subject_id",
  // Joins
  "SELECT l.city, s.name FROM lab l JOIN subject s ON s.lab = l.lab WHERE l.size <> 'small' ORDER BY s.name",
  "SELECT * FROM lab JOIN subject USING (lab) ORDER BY lab, subject_id",
  "SELECT * FROM subject NATURAL JOIN scan ORDER BY lab, subject_id, scan",
  "SELECT lab, name, scan FROM subject NATURAL LEFT JOIN scan ORDER BY lab, subject_id, scan",
  "SELECT l.lab, COUNT(s.name) FROM lab l LEFT JOIN subject s ON l.lab = s.lab AND s.is_awake GROUP BY l.lab ORDER BY l.lab",
  "SELECT l.lab, s.name FROM subject s RIGHT JOIN lab l ON l.lab = s.lab AND s.weight > 5 ORDER BY l.lab, s.name",
  "SELECT * FROM subject RIGHT JOIN lab USING (lab) ORDER BY lab, subject_id",
  "SELECT l.lab, s.name, c.scan FROM lab l, subject s LEFT JOIN scan c ON c.lab = s.lab AND c.subject_id = s.subject_id WHERE l.lab = s.lab ORDER BY 1, 2, 3",
  "SELECT l.lab, x.name FROM lab l LEFT JOIN (subject x JOIN scan c USING (lab, subject_id)) ON x.lab = l.lab ORDER BY l.lab, x.name, c.scan",
  "SELECT a.name, b.name FROM subject a CROSS JOIN subject b WHERE a.weight < b.weight AND a.lab = b.lab ORDER BY 1, 2",
  "SELECT COUNT(*) FROM lab INNER JOIN subject",
  // Subqueries
  "SELECT name FROM subject WHERE weight > (SELECT AVG(weight) FROM subject) ORDER BY name",
  "SELECT name FROM subject s WHERE EXISTS (SELECT 1 FROM scan c WHERE c.lab = s.lab AND c.subject_id = s.subject_id) ORDER BY name",
  "SELECT name FROM subject WHERE (lab, subject_id) NOT IN (SELECT lab, subject_id FROM scan) ORDER BY name",
  "SELECT lab FROM lab WHERE lab NOT IN (SELECT lab FROM subject)",
  "SELECT lab, (SELECT COUNT(*) FROM subject s WHERE s.lab = lab.lab) AS n FROM lab ORDER BY n, lab",
  "SELECT lab, (SELECT MAX(weight) FROM subject s WHERE s.lab = lab.lab) * 2 AS most FROM lab ORDER BY lab",
  "SELECT t.lab, t.total + 1 FROM (SELECT lab, SUM(weight) AS total FROM subject GROUP BY lab) t WHERE t.total > 5 ORDER BY t.lab",
  "SELECT born FROM subject WHERE weight IN (SELECT depth FROM scan UNION SELECT 12.5) ORDER BY born",
  "SELECT d.a, d.b FROM (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y') d ORDER BY d.a DESC",
  "WITH heavy AS (SELECT * FROM subject WHERE weight > 5) SELECT lab, COUNT(*) FROM heavy GROUP BY lab ORDER BY lab",
  "WITH a (n) AS (SELECT 3), b AS (SELECT n + 1 AS m FROM a) SELECT n, m FROM a, b",
  "WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 5) SELECT n, n * n FROM counted ORDER BY n",
  // Unions
  "SELECT lab FROM lab UNION SELECT name FROM subject ORDER BY 1",
  "SELECT lab, 1 AS kind FROM lab UNION ALL SELECT name, 2.5 FROM subject ORDER BY kind, lab LIMIT 4",
  "(SELECT name FROM subject ORDER BY weight LIMIT 1) UNION ALL (SELECT name FROM subject ORDER BY weight DESC LIMIT 1)",
  "SELECT lab FROM lab EXCEPT SELECT lab FROM subject",
  "SELECT lab FROM lab INTERSECT SELECT lab FROM subject ORDER BY lab",
  "(SELECT lab FROM lab ORDER BY lab DESC LIMIT 2) ORDER BY lab",
  // What is known of the schema
  "SHOW TABLES LIKE '%s%'",
];

const changes: readonly (readonly string[])[] = [
  ["INSERT INTO lab VALUES ('moe', 'Bonn', 'small')", "SELECT * FROM lab ORDER BY lab"],
  [
    "INSERT INTO lab (size, lab) VALUES ('large', 'noor'), ('small', 'odd')",
    "SELECT * FROM lab ORDER BY lab",
  ],
  ["INSERT INTO lab SET lab = 'pal', size = 'small', city = DEFAULT", "SELECT * FROM lab WHERE lab = 'pal'"],
  [
    "INSERT IGNORE INTO lab (lab, size) VALUES ('moe', 'large'), ('qui', 'large')",
    "SELECT * FROM lab ORDER BY lab",
  ],
  [
    "INSERT INTO lab (lab, size, city) VALUES ('moe', 'large', 'Kiel') ON DUPLICATE KEY UPDATE city = VALUES(city), size = 'medium'",
    "SELECT * FROM lab ORDER BY lab",
  ],
  [
    "REPLACE INTO lab VALUES ('qui', 'Nice', 'small'), ('rho', NULL, 'small')",
    "SELECT * FROM lab ORDER BY lab",
  ],
  [
    "INSERT INTO lab (lab, city, size) SELECT CONCAT(lab, '2'), city, 'small' FROM lab WHERE city = 'Kiel'",
    "SELECT * FROM lab ORDER BY lab",
  ],
  [
    "INSERT INTO subject (lab, subject_id, name, born, weight, is_awake, seen) VALUES ('moe', 1, 'Zed', '2024-1-5', 1.005, TRUE, '2024-01-05')",
    "SELECT * FROM subject WHERE lab = 'moe'",
  ],
  [
    "UPDATE subject SET weight = weight * 2, ratio = weight + 1 WHERE lab = 'berg'",
    "SELECT weight, ratio FROM subject ORDER BY lab, subject_id",
  ],
  [
    "UPDATE subject s SET s.name = UPPER(s.name) WHERE EXISTS (SELECT 1 FROM scan WHERE scan.lab = s.lab)",
    "SELECT name FROM subject ORDER BY name",
  ],
  [
    "UPDATE subject SET ratio = NULL, notes = JSON_OBJECT('k', name) ORDER BY weight DESC LIMIT 2",
    "SELECT name, ratio, notes FROM subject ORDER BY name",
  ],
  ["DELETE FROM scan WHERE depth > 5", "SELECT * FROM scan ORDER BY scan"],
  ["DELETE FROM scan ORDER BY depth DESC LIMIT 1", "SELECT * FROM scan ORDER BY scan"],
  [
    "DELETE FROM subject WHERE lab IN (SELECT lab FROM lab WHERE size = 'medium')",
    "SELECT COUNT(*) FROM subject",
  ],
];

describe.skipIf(isMysqlSkipped)("the same statements on SQLite and on a server", () => {
  const backends = [sqliteBackend(), mysqlBackend()] as const;
  let benches: readonly [Bench, Bench];
  beforeAll(async () => {
    const sqlite = await openBench(backends[0]);
    const server = await openBench(backends[1]);
    await server.console.run(
      "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO'",
    );
    benches = [sqlite, server];
  });
  afterAll(async () => {
    await benches?.[1].instance.connection.query(`DROP DATABASE \`${schemaName}\``);
    for (const backend of backends) await backend.cleanUp();
  });

  it.each(queries)("%s", async (sql) => {
    const [sqlite, server] = benches;
    expect(await sqlite.rows(sql)).toEqual(await server.rows(sql));
    const [one, other] = [await sqlite.console.run(sql), await server.console.run(sql)];
    expect(one.columns).toEqual(other.columns);
  });

  it.each(changes)("%s", async (change, check) => {
    for (const bench of benches) await bench.console.run(change);
    const [sqlite, server] = benches;
    expect(await sqlite.rows(check)).toEqual(await server.rows(check));
  });
});

describe("on SQLite alone", () => {
  const backend = sqliteBackend();
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(backend);
  });
  afterAll(() => backend.cleanUp());

  it("sends SQLite's SQL", async () => {
    const sent: string[] = [];
    dj.observeStatements(({ statement }) => sent.push(statement.sql));
    await bench.console.run(
      `SELECT l.city, COUNT(*) AS n FROM lab l JOIN \`${schemaName}\`.\`subject\` s USING (lab) GROUP BY l.city HAVING n > 1 ORDER BY n DESC LIMIT 3`,
    );
    dj.observeStatements(null);
    expect(sent).toEqual([
      `SELECT "l"."city", count(*) AS "n" FROM "${schemaName}.lab" AS "l" JOIN "${schemaName}.subject" AS "s" ` +
        `ON "l"."lab" = "s"."lab" GROUP BY "l"."city" HAVING count(*) > 1 ORDER BY "n" DESC LIMIT 3`,
    ]);
  });

  it("tells the types of columns", async () => {
    const { columns, types } = await bench.console.run(
      "SELECT name, weight, born, COUNT(*) OVER () AS n FROM subject LIMIT 1",
    );
    expect(columns.map((name, index) => `${name} ${types[index]}`)).toEqual([
      "name varchar",
      "weight decimal",
      "born date",
      "n int64",
    ]);
  });

  it("answers SHOW, DESCRIBE, EXPLAIN and USE", async () => {
    const { console } = bench;
    expect((await console.run("SHOW DATABASES")).rows).toEqual([[schemaName]]);
    expect(await console.run("SHOW TABLES;")).toMatchObject({
      columns: [`Tables_in_${schemaName}`],
      rows: [["lab"], ["scan"], ["subject"]],
    });
    expect((await console.run(`SHOW FULL TABLES FROM ${schemaName} LIKE 's\\_an'`)).rows).toEqual([]);
    expect((await console.run("DESCRIBE lab")).rows).toEqual([
      ["lab", "varchar(20)", "NO", "PRI", null, ""],
      ["city", "varchar(40)", "YES", "", null, ""],
      ["size", "enum('small','medium','large')", "NO", "", null, ""],
    ]);
    expect((await console.run("SHOW COLUMNS FROM subject LIKE 'name'")).rows).toEqual([
      ["name", "varchar(30)", "NO", "UNI", null, ""],
    ]);
    expect((await console.run("SHOW INDEX FROM scan")).rows).toContainEqual([
      "scan",
      0,
      "PRIMARY",
      3,
      "scan",
    ]);
    const [[table, create]] = (await console.run("SHOW CREATE TABLE lab")).rows as [[string, string]];
    expect([table, create]).toEqual([
      "lab",
      expect.stringMatching(/^CREATE TABLE `lab` \(.*`lab` varchar\(20\) NOT NULL/s),
    ]);
    expect((await console.run("EXPLAIN SELECT * FROM lab")).rows.flat()).toContain("SCAN lab");
    const other = new dj.SqlConsole(bench.instance.connection);
    await other.run(`USE ${schemaName}`);
    expect(other.schema).toBe(schemaName);
    expect((await other.run("SELECT COUNT(*) FROM lab")).rows).toEqual([[3]]);
  });

  it.each([
    ["SELECT nam FROM subject", /no column "nam" for line 1, column 8\. Did you mean "name"/],
    ["SELECT x.name FROM subject s", /"x\.name".*Nothing after FROM is called "x"/],
    ["SELECT\n  lab FROM lab, subject", /"lab" at line 2, column 3 is ambiguous.*lab\.lab or subject\.lab/],
    ["SELECT * FROM labb", /no table `\w+`\.`labb`.*line 1, column 15\. Did you mean "lab"/],
    ["SELECT * FROM `elsewhere`.`lab`", /no table `elsewhere`\.`lab`/],
    ["SELECT name AS n FROM subject WHERE n = 'Ada'", /no column "n"/],
    [
      "SELECT * FROM lab WHERE",
      /In the SQL statement a value was expected at line 1, column 24, but it ends/,
    ],
    ["SELECT * FROM lab l l2", /the end was expected at line 1, column 21, but there is "l2"/],
    ["SELECT * FROM lab ORDER BY 9", /no column 9 .*line 1, column 28: 3 are selected/],
    ["SELECT lab FROM lab UNION SELECT lab, size FROM lab", /1 and 2 columns/],
    ["SELECT * FROM lab WHERE lab = (SELECT lab, size FROM lab)", /gives 2 columns, but 1 is wanted/],
    ["SELECT * FROM (SELECT lab FROM lab)", /AS and a name was expected/],
    ["SELECT * FROM lab FULL JOIN subject", /MySQL has no FULL JOIN/],
    ["SELECT lab FROM lab GROUP BY lab WITH ROLLUP", /ROLLUP is not translated/],
    ["SELECT ? FROM lab", /a value was expected at line 1, column 8/],
    [
      "CREATE TABLE x (a int)",
      /a statement was expected.*Tables are made by their classes.*What is translated/,
    ],
    ["BEGIN", /Transactions are made by/],
    ["UPDATE lab JOIN subject USING (lab) SET size = 'small'", /several tables at once is not translated/],
    ["DELETE lab FROM lab", /several tables at once is not translated/],
    [
      "INSERT INTO lab (lab, sise) VALUES ('a', 'small')",
      /no attribute "sise".*column 23\. Did you mean "size"/,
    ],
    ["INSERT INTO lab VALUES ('a')", /has 1 value, but 3 are wanted: lab, city, size/],
    ["INSERT INTO lab (lab, size) VALUES ('berg', 'small')", /already/],
    ["INSERT INTO lab (lab, size) VALUES ('a', 'huge')", /size/],
    ["DELETE FROM lab WHERE lab = 'berg'", /Other rows refer/],
    ["USE elsewher", /no schema "elsewher"/],
  ])("refuses %s", async (sql, message) => {
    await expect(bench.console.run(sql)).rejects.toThrow(message);
  });

  it("wants a schema for bare names", async () => {
    const console = new dj.SqlConsole(bench.instance.connection);
    await expect(console.run("SELECT * FROM lab")).rejects.toThrow(/named without a schema.*USE schema/);
    await expect(console.run("SHOW TABLES")).rejects.toThrow(/No schema is in use/);
    expect((await console.run("WITH lab AS (SELECT 1 AS one) SELECT * FROM lab")).rows).toEqual([[1]]);
  });
});
