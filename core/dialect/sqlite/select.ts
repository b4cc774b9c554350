import type { SelectPrinting } from "../dialect.ts";
import { sqliteEquality } from "./equality.ts";
import { sqliteSortKey } from "./expressions.ts";

const placeholders = (count: number): string => Array.from({ length: count }, () => "?").join(", ");

/** Types whose stored values sort as MySQL sorts them. */
const sortsAsItIs: ReadonlySet<string> = new Set(
  "bool float char varchar text date datetime uuid bytes native".split(" "),
);

export const sqliteSelect: SelectPrinting = {
  floatCast: "REAL",
  groupsByEveryColumn: false,
  passesForeignSql: false,
  keepsStatements: true,
  limit(limit, offset) {
    if (limit === null && offset === 0) return "";
    return `LIMIT ${limit ?? -1}${offset === 0 ? "" : ` OFFSET ${offset}`}`;
  },
  equality: sqliteEquality,
  keyList: (attributeCount, keyCount) =>
    attributeCount === 1
      ? placeholders(keyCount)
      : `VALUES ${Array.from({ length: keyCount }, () => `(${placeholders(attributeCount)})`).join(", ")}`,
  besideKeys: (column) => column,
  sortKey: (sql, type) => (type === null || sortsAsItIs.has(type.kind) ? sql : sqliteSortKey({ sql, type })),
};
