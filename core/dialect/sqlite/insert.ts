import type { InsertPrinting } from "../dialect.ts";

export const sqliteInsert: InsertPrinting = {
  into: (mode) => (mode === "replace" ? "REPLACE INTO" : "INSERT INTO"),
  skipDuplicates: () => "ON CONFLICT DO NOTHING",
  maximumValues: 32_000,
};
