import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isMysqlSkipped } from "../../servers/mysql-url.ts";
import { type Backend, mysqlBackend } from "../support/backends.ts";

describe.skipIf(isMysqlSkipped)("a session with a server", () => {
  let backend: Backend;
  beforeEach(() => {
    backend = mysqlBackend();
  });
  afterEach(() => backend.cleanUp());

  const settings = async (backend: Backend): Promise<Record<string, unknown>> => {
    const [row] = await (await backend.connect()).connection.query(
      "SELECT @@sql_mode AS modes, @@autocommit AS autocommit, @@character_set_client AS client," +
        " @@character_set_results AS results, @@collation_connection AS collation",
    );
    return row!;
  };

  test("is set as DataJoint sets it, whatever the server's defaults are", async () => {
    const { modes, ...others } = await settings(backend);
    expect(String(modes).split(",")).toEqual(
      expect.arrayContaining([
        "NO_ZERO_DATE",
        "NO_ZERO_IN_DATE",
        "ERROR_FOR_DIVISION_BY_ZERO",
        "STRICT_ALL_TABLES",
        "NO_ENGINE_SUBSTITUTION",
        "ONLY_FULL_GROUP_BY",
      ]),
    );
    expect(others).toEqual({
      autocommit: 1,
      client: "utf8mb4",
      results: "utf8mb4",
      collation: "utf8mb4_bin",
    });
  });
});
