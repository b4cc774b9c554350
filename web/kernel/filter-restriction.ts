import type { ColumnFilter, ColumnOrder, TableView } from "./table-questions.ts";

/** What a filter is as a restriction of a query expression. */
export interface FilterRestriction {
  readonly restriction: string | Readonly<Record<string, string | number | boolean>>;
  readonly isExcluded: boolean;
}

const signs = { less: "<", "at most": "<=", greater: ">", "at least": ">=" } as const;

/** Attributes whose names are words of SQL stand in backticks. */
const sqlWords = new Set(
  "and as asc between binary by case cast desc distinct div else end exists false from group having if in interval is join key left like limit mod not null offset on or order regexp right rlike row rows select set table then to true union unique update using values when where with xor".split(
    " ",
  ),
);

const nameInSql = (name: string): string =>
  /^[a-z_]\w*$/i.test(name) && !sqlWords.has(name.toLowerCase()) ? name : `\`${name}\``;

const textInSql = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

const valueInSql = (value: string | number | boolean): string =>
  typeof value === "string" ? textInSql(value) : String(value);

/** A text as a pattern of LIKE that finds just it. */
const pattern = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** The restriction that a filter stands for, in the words that a reader would use. */
export function restrictionOf({ column, operator, value }: ColumnFilter): FilterRestriction {
  const name = nameInSql(column);
  const sql = (text: string): FilterRestriction => ({ restriction: text, isExcluded: false });
  if (operator === "null" || (operator === "equal" && value === null)) return sql(`${name} IS NULL`);
  if (operator === "not null" || value === null) return sql(`${name} IS NOT NULL`);
  if (operator === "equal") return { restriction: { [column]: value }, isExcluded: false };
  if (operator === "unequal") return { restriction: { [column]: value }, isExcluded: true };
  if (operator === "contains") return sql(`${name} LIKE ${textInSql(`%${pattern(String(value))}%`)}`);
  if (operator === "begins with") return sql(`${name} LIKE ${textInSql(`${pattern(String(value))}%`)}`);
  return sql(`${name} ${signs[operator]} ${valueInSql(value)}`);
}

/** The attributes to sort by, as `top` and the fetch methods take them. */
export const orderTerms = (order: readonly ColumnOrder[]): string[] =>
  order.map(({ column, isDescending }) => (isDescending ? `${column} DESC` : column));

const isPlainName = (name: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);

/** An object of values as TypeScript. */
export function objectCode(entries: Readonly<Record<string, string | number | boolean | bigint>>): string {
  const parts = Object.entries(entries).map(
    ([name, value]) =>
      `${isPlainName(name) ? name : JSON.stringify(name)}: ${typeof value === "bigint" ? `${value}n` : JSON.stringify(value)}`,
  );
  return `{ ${parts.join(", ")} }`;
}

/** A restriction as TypeScript: `.restrict({ lab_id: 1 })`. */
export function restrictionCode(filter: ColumnFilter): string {
  const { restriction, isExcluded } = restrictionOf(filter);
  const argument = typeof restriction === "string" ? JSON.stringify(restriction) : objectCode(restriction);
  return `.${isExcluded ? "exclude" : "restrict"}(${argument})`;
}

/** The code that gives the rows of a view, in its order. */
export function viewCode(code: string, { filters, order }: TableView): string {
  const terms = orderTerms(order);
  const sorted =
    terms.length === 0
      ? ""
      : `.top({ limit: null, orderBy: ${terms.length === 1 ? JSON.stringify(terms[0]) : JSON.stringify(terms)} })`;
  return code + filters.map(restrictionCode).join("") + sorted;
}
