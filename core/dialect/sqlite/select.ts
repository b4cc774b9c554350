import type { SelectPrinting } from "../dialect.ts";
import { sqliteQuoting } from "./quote.ts";

const placeholders = (count: number): string => Array.from({ length: count }, () => "?").join(", ");

export const sqliteSelect: SelectPrinting = {
  floatCast: "REAL",
  groupsByEveryColumn: false,
  passesForeignSql: false,
  keepsStatements: true,
  limit(limit, offset) {
    if (limit === null && offset === 0) return "";
    return `LIMIT ${limit ?? -1}${offset === 0 ? "" : ` OFFSET ${offset}`}`;
  },
  comparand: (sql, type) =>
    type?.kind === "decimal" && type.precision <= 15 ? `round(${sql}, ${type.scale})` : sql,
  keyList: (attributeCount, keyCount) =>
    attributeCount === 1
      ? placeholders(keyCount)
      : `VALUES ${Array.from({ length: keyCount }, () => `(${placeholders(attributeCount)})`).join(", ")}`,
  sortKey(sql, type) {
    // MySQL sorts an enum by the place of its value in the list.
    if (type?.kind === "enum") {
      const places = type.values.map((value, place) => `WHEN ${sqliteQuoting.text(value)} THEN ${place}`);
      return `CASE ${sql} ${places.join(" ")} END`;
    }
    // Decimals that a REAL can't hold exactly are stored as text.
    return type?.kind === "decimal" && type.precision > 15 ? `CAST(${sql} AS REAL)` : sql;
  },
};
