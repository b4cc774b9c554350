import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { StoredContent } from "../dialect.ts";

const table = "~datajoint_content";

const statement = (sql: string, values: readonly SqlValue[] = []): Statement => ({ sql, values });

/** Objects of stores that are kept in the file. */
export const sqliteContent: StoredContent = {
  isPrepared: () => statement("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [table]),
  prepare: () => [
    statement(
      `CREATE TABLE IF NOT EXISTS "${table}" ("location" TEXT NOT NULL, "path" TEXT NOT NULL,` +
        ` "content" BLOB NOT NULL, PRIMARY KEY ("location", "path")) STRICT`,
    ),
  ],
  read: (location, path) =>
    statement(`SELECT "content" FROM "${table}" WHERE "location" = ? AND "path" = ?`, [location, path]),
  write: (location, path, content) =>
    statement(`INSERT OR REPLACE INTO "${table}" ("location", "path", "content") VALUES (?, ?, ?)`, [
      location,
      path,
      content,
    ]),
  size: (location, path) =>
    statement(`SELECT length("content") FROM "${table}" WHERE "location" = ? AND "path" = ?`, [
      location,
      path,
    ]),
  list: (location, prefix) =>
    statement(
      `SELECT "path" FROM "${table}" WHERE "location" = ? AND substr("path", 1, length(?)) = ? ORDER BY "path"`,
      [location, prefix, prefix],
    ),
  remove: (location, path) =>
    statement(`DELETE FROM "${table}" WHERE "location" = ? AND "path" = ?`, [location, path]),
};
