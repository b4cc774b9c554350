import { afterAll, beforeAll, expect, it } from "vitest";
import * as dj from "../../../core/index.ts";

const texts = [
  "",
  "a",
  "2024-01-31",
  "2024-01-31",
  "x".repeat(40),
  "x".repeat(41),
  "é",
  "naïve",
  "日本語",
  "🧠 and 🐁",
  "zero\u0000inside",
  `${"long ".repeat(40_000)}é`,
];

const byteArrays = [[], [0], [1, 2, 255], Array.from({ length: 200_000 }, (_, index) => index % 256)].map(
  (bytes) => new Uint8Array(bytes),
);

const integers = [
  0,
  -1,
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  9007199254740993n,
  -(2n ** 63n),
  2n ** 63n - 1n,
];

const floats = [0.1, -0.5, 1e300, 5e-324, 12345678.9];

/** Values of every kind go into a database and come back as they were, however SQLite is reached. */
export function testValueRoundTrips(): void {
  let instance: dj.Instance;
  beforeAll(() => {
    instance = new dj.Instance({ database: ":memory:" });
  });
  afterAll(() => instance.close());

  it.each([
    ["texts", "TEXT", texts],
    ["bytes", "BLOB", byteArrays],
    ["integers", "INT", integers],
    ["floats", "REAL", floats],
  ])("gives %s back as they were", async (name, type, values) => {
    const { connection } = instance;
    await connection.query(`CREATE TABLE "${name}" (id INTEGER PRIMARY KEY, value ${type}) STRICT`);
    for (const [id, value] of [...values, null].entries()) {
      await connection.query(`INSERT INTO "${name}" VALUES (?, ?)`, [id, value]);
    }
    const rows = await connection.query(`SELECT value FROM "${name}" ORDER BY id`);
    expect(rows.map((row) => row.value)).toEqual([...values, null]);
  });

  it("binds many long texts in one statement", async () => {
    const long = Array.from({ length: 10 }, (_, index) => String.fromCharCode(97 + index).repeat(50_000));
    const sql = `SELECT ${long.map((_, index) => `? AS "c${index}"`).join(", ")}`;
    const [row] = await instance.connection.query(sql, long);
    expect(Object.values(row!)).toEqual(long);
  });

  it("keeps no value of a statement for its next use", async () => {
    const sql = "SELECT ?1 AS first, ?2 AS second";
    await instance.connection.query(sql, ["left", "behind"]);
    expect(await instance.connection.query(sql, ["alone"])).toEqual([{ first: "alone", second: null }]);
  });

  it("reads on while other statements bind texts", async () => {
    const { connection } = instance;
    const sql =
      "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500) SELECT i, ? FROM n";
    const seen = new Set<unknown>();
    let count = 0;
    for await (const { rows } of connection.stream({ sql, values: ["streamed"] })) {
      await connection.query("SELECT ?", ["something else of the same kind"]);
      for (const [, text] of rows) seen.add(text);
      count += rows.length;
    }
    expect(count).toBe(2500);
    expect([...seen]).toEqual(["streamed"]);
  });

  it("says what is wrong with a statement, and goes on", async () => {
    await expect(instance.connection.query("SELECT * FROM nowhere")).rejects.toThrow(/nowhere/);
    await expect(instance.connection.query("SELEC 1")).rejects.toThrow(/SELEC/);
    await expect(instance.connection.query("SELECT ?", ["one", "too many"])).rejects.toThrow(
      dj.errors.DataJointError,
    );
    expect(await instance.connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });
}
