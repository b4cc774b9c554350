import mysql from "mysql2/promise";
import { describe, expect, test } from "vitest";
import { isMysqlSkipped, mysqlUrl } from "./mysql-url.ts";

describe.skipIf(isMysqlSkipped)("the MySQL server of the tests", () => {
  test("is shared, and set as DataJoint wants it", async () => {
    const url = await mysqlUrl();
    expect(await mysqlUrl()).toBe(url);
    const connection = await mysql.createConnection(url);
    try {
      const [rows] = await connection.query(
        "SELECT @@character_set_server AS charset, @@collation_server AS collation, @@global.time_zone AS zone",
      );
      expect(rows).toEqual([{ charset: "utf8mb4", collation: "utf8mb4_bin", zone: "+00:00" }]);
    } finally {
      await connection.end();
    }
  });
});
