import { describe, expect, it } from "vitest";
import * as dj from "../../../core/index.ts";
import { testValueRoundTrips } from "./value-round-trips.ts";

describe("values through SQLite's C functions", testValueRoundTrips);

describe("statements through SQLite's C functions", () => {
  it("refuses values that are larger than SQLite's memory, and goes on", async () => {
    const { connection } = new dj.Instance({ database: ":memory:" });
    // Zeros that were never written take no memory of the machine.
    for (const size of [2 ** 31 - 1, 2 ** 32]) {
      await expect(connection.query("SELECT ?", [new Uint8Array(size)])).rejects.toThrow(/no room for/);
      expect(await connection.query("SELECT ? AS one", ["one"])).toEqual([{ one: "one" }]);
    }
    await connection.close();
  });

  it("binds texts that are longer than the room of a statement", async () => {
    const { connection } = new dj.Instance({ database: ":memory:" });
    const text = `${"é".repeat(2 ** 20)}!`;
    const [row] = await connection.query("SELECT ? AS first, ? AS long, ? AS last", ["a", text, "z"]);
    expect(row).toEqual({ first: "a", long: text, last: "z" });
    await connection.close();
  });

  it("runs one statement, and refuses to leave others out in silence", async () => {
    const { connection } = new dj.Instance({ database: ":memory:" });
    await expect(connection.query("SELECT 1 AS one; SELECT 2 AS two")).rejects.toThrow(/several statements/);
    const sql = "SELECT 1 AS one; -- the end\n /* of\n it; */ ;";
    expect(await connection.query(sql)).toEqual([{ one: 1 }]);
    await connection.close();
  });
});
