import type { InsertPrinting } from "../dialect.ts";
import { defaultExpression } from "./types.ts";

export const sqliteInsert: InsertPrinting = {
  into: (mode) => (mode === "replace" ? "REPLACE INTO" : "INSERT INTO"),
  skipDuplicates: () => "ON CONFLICT DO NOTHING",
  defaultOf: (attribute) => defaultExpression(attribute) ?? "NULL",
  maximumValues: 32_000,
};
