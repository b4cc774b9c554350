import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import mysql from "mysql2/promise";
import { describe, expect, test } from "vitest";
import { isHarmSkipped, isMysqlSkipped, mysqlUrl } from "./mysql-url.ts";

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

  test.skipIf(isHarmSkipped)("goes when the tests are killed", async () => {
    const supervisor = fileURLToPath(new URL("./mariadb-supervisor.mjs", import.meta.url));
    // The server's output is that of its owner, so it closes when both have ended.
    const program = `
      import { spawn } from "node:child_process";
      spawn(process.execPath, [${JSON.stringify(supervisor)}], { stdio: ["pipe", "inherit", "inherit"], detached: true });
    `;
    const owner = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(owner.stdout, "data")) as [Buffer];
    const { port } = JSON.parse(line.toString()) as { port: number };
    owner.stdout.resume();
    owner.kill("SIGKILL");
    await once(owner, "close");
    const socket = connect(port, "127.0.0.1");
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});
