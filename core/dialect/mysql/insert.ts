import type { InsertPrinting } from "../dialect.ts";
import { mysqlQuoting } from "./quote.ts";

export const mysqlInsert: InsertPrinting = {
  into: (mode) => (mode === "replace" ? "REPLACE INTO" : "INSERT INTO"),
  skipDuplicates(primaryKey) {
    // INSERT IGNORE would also pass over broken foreign keys and cut values.
    const column = mysqlQuoting.identifier(primaryKey[0]!);
    return `ON DUPLICATE KEY UPDATE ${column} = ${column}`;
  },
  defaultOf: () => "DEFAULT",
  maximumValues: 60_000,
};
