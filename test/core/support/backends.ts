import { describe } from "vitest";
import * as dj from "../../../core/index.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";

/** A database for one test: SQLite in memory, or a MySQL server on which schemas are dropped at the end. */
export interface Backend {
  readonly name: "sqlite" | "mysql";
  /** A new Instance on the database of this test. */
  connect(): Promise<dj.Instance>;
  /** A schema name that no other test uses. */
  schemaName(word: string): string;
  /** Drops what was made and closes every Instance. */
  cleanUp(): Promise<void>;
}

let number = 0;

function makeBackend(name: "sqlite" | "mysql"): Backend {
  const instances: dj.Instance[] = [];
  const schemas: string[] = [];
  return {
    name,
    async connect() {
      const instance =
        name === "sqlite"
          ? new dj.Instance({ database: ":memory:", safemode: false })
          : await connectToMysql();
      instances.push(instance);
      return instance;
    },
    schemaName(word) {
      const schema = `djtest_${process.pid}_${++number}_${word}`;
      schemas.push(schema);
      return schema;
    },
    async cleanUp() {
      if (name === "mysql" && schemas.length > 0) {
        const instance = await connectToMysql();
        await instance.connection.query("SET FOREIGN_KEY_CHECKS = 0");
        for (const schema of schemas)
          await instance.connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
        await instance.close();
      }
      for (const instance of instances) await instance.close();
    },
  };
}

/** SQLite in memory for one test. */
export const sqliteBackend = (): Backend => makeBackend("sqlite");

/** A MySQL server for one test. */
export const mysqlBackend = (): Backend => makeBackend("mysql");

async function connectToMysql(): Promise<dj.Instance> {
  const url = new URL(await mysqlUrl());
  return new dj.Instance({
    backend: "mysql",
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    safemode: false,
  });
}

/** Runs the same tests on SQLite and on a real MySQL or MariaDB server. */
export function describeBackends(title: string, body: (makeForTest: () => Backend) => void): void {
  describe(`${title} on SQLite`, () => body(() => makeBackend("sqlite")));
  describe.skipIf(isMysqlSkipped)(`${title} on MySQL`, () => body(() => makeBackend("mysql")));
}
