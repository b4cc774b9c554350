import { describe, expect, it } from "vitest";
import { databaseNameOf, isDatabaseFile, isDatabaseName } from "../../../web/files/database-import.ts";

describe("a database file from elsewhere", () => {
  it("is known by how it begins", () => {
    const bytes = new TextEncoder().encode("SQLite format 3\0 and more");
    expect(isDatabaseFile(bytes)).toBe(true);
    expect(isDatabaseFile(bytes.subarray(0, 10))).toBe(false);
    expect(isDatabaseFile(new TextEncoder().encode("<!doctype html>"))).toBe(false);
  });

  it.each([
    ["/data/lab.sqlite", "lab"],
    ["lab.server.db", "lab.server"],
    ["lab", "lab"],
    ["/", "database"],
  ])("%s is kept as %s", (path, name) => {
    expect(databaseNameOf(path)).toBe(name);
  });

  it("is told by its name from a document", () => {
    expect(["a.sqlite", "a.SQLITE3", "a.db", "a.md", "db", "a.dbx"].map(isDatabaseName)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
