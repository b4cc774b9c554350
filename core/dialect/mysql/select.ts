import type { SelectPrinting } from "../dialect.ts";
import { mysqlEquality } from "./equality.ts";

/** MySQL has no way to say "no limit" beside an offset but a number that no table reaches. */
const noLimit = "18446744073709551615";

const placeholders = (count: number): string => Array.from({ length: count }, () => "?").join(", ");

export const mysqlSelect: SelectPrinting = {
  floatCast: "DOUBLE",
  groupsByEveryColumn: true,
  passesForeignSql: true,
  keepsStatements: false,
  limit(limit, offset) {
    if (limit === null && offset === 0) return "";
    return `LIMIT ${limit ?? noLimit}${offset === 0 ? "" : ` OFFSET ${offset}`}`;
  },
  equality: mysqlEquality,
  keyList: (attributeCount, keyCount) => {
    const key = attributeCount === 1 ? "?" : `(${placeholders(attributeCount)})`;
    return Array.from({ length: keyCount }, () => key).join(", ");
  },
  // MySQL 9.7 overlooks nulls where it looks up all columns of a UNION in the key that it makes for it.
  besideKeys: (column) => `COALESCE(${column}, NULL)`,
  sortKey: (sql) => sql,
};
