import type { InsertPrinting } from "../dialect.ts";
import { mysqlQuoting } from "./quote.ts";

const { identifier, table } = mysqlQuoting;

export const mysqlInsert: InsertPrinting = {
  onDuplicate(duplicates, { name, attributes }) {
    if (duplicates === "refuse") return "";
    const secondary = attributes.filter(({ inKey }) => !inKey);
    if (duplicates === "replace" && secondary.length > 0) {
      const columns = secondary.map((attribute) => identifier(attribute.name));
      return `ON DUPLICATE KEY UPDATE ${columns.map((column) => `${column} = VALUES(${column})`).join(", ")}`;
    }
    // INSERT IGNORE would also pass over broken foreign keys and cut values.
    const column = `${table(name)}.${identifier(attributes.find(({ inKey }) => inKey)!.name)}`;
    return `ON DUPLICATE KEY UPDATE ${column} = ${column}`;
  },
  defaultOf: () => "DEFAULT",
  assigned: (sql) => sql,
  maximumValues: 60_000,
  // Servers take statements of some megabytes; a character may take three bytes.
  maximumLength: 256 * 1024,
};
