import { type afterAll, afterEach, describe } from "vitest";
import * as dj from "../../../core/index.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";

/** A database for tests: SQLite in memory, or a MySQL server on which schemas are dropped at their end. */
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
        for (const schema of schemas.splice(0))
          await instance.connection.query(`DROP DATABASE IF EXISTS \`${schema}\``);
        await instance.close();
      }
      for (const instance of instances.splice(0)) await instance.close();
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

/**
 * Runs the same tests on SQLite and on a real MySQL or MariaDB server.
 *
 * @param after when what was made of the backend is dropped and closed: `afterEach` test, or `afterAll` of them
 */
export function describeBackends(
  title: string,
  body: (backend: Backend) => void,
  after: typeof afterEach | typeof afterAll = afterEach,
): void {
  const bodyOn = (backend: Backend) => (): void => {
    after(() => backend.cleanUp());
    body(backend);
  };
  describe(`${title} on SQLite`, bodyOn(sqliteBackend()));
  describe.skipIf(isMysqlSkipped)(`${title} on MySQL`, bodyOn(mysqlBackend()));
}
