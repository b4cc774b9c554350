import type { InsertPrinting } from "../dialect.ts";
import { assignedValue } from "./assignment.ts";
import { sqliteQuoting } from "./quote.ts";
import { defaultExpression } from "./types.ts";

const { identifier } = sqliteQuoting;

export const sqliteInsert: InsertPrinting = {
  onDuplicate(duplicates, { attributes }) {
    if (duplicates === "refuse") return "";
    if (duplicates === "skip") return "ON CONFLICT DO NOTHING";
    const key = attributes.filter(({ inKey }) => inKey).map(({ name }) => identifier(name));
    const secondary = attributes.filter(({ inKey }) => !inKey).map(({ name }) => identifier(name));
    if (secondary.length === 0) return `ON CONFLICT (${key.join(", ")}) DO NOTHING`;
    const assignments = secondary.map((name) => `${name} = excluded.${name}`);
    return `ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${assignments.join(", ")}`;
  },
  defaultOf: (attribute) => defaultExpression(attribute) ?? "NULL",
  assigned: (sql, from, to) => (to.codec === null ? assignedValue(sql, from, to.dataType) : sql),
  maximumValues: 32_000,
  maximumLength: null,
};
