import type { CastTarget } from "../../sql/sql-expression.ts";

const castSql = (value: string, { name, length, scale }: CastTarget): string =>
  `CAST(${value} AS ${name}${length === null ? "" : scale === null ? `(${length})` : `(${length}, ${scale})`})`;

/** No `?` stands in these: a client that writes values into statements takes it for a place of one. */
const number = "[-+]{0,1}([0-9]+[.]{0,1}[0-9]*|[.][0-9]+)([eE][-+]{0,1}[0-9]+){0,1}";

/** The range of an integer type, and that of the doubles in it. */
const ranges = {
  SIGNED: [
    "-9223372036854775808 AND 9223372036854775807",
    "-9223372036854775808e0 AND 9223372036854774784e0",
  ],
  UNSIGNED: ["0 AND 18446744073709551615", "-0.5e0 AND 18446744073709549568e0"],
} as const;

/**
 * `JSON_VALUE(document, path RETURNING target)`, which is NULL where the value is none of the type. MariaDB has no
 * RETURNING, and its CAST makes something of any value.
 */
export function returnedSql(document: string, path: string, target: CastTarget): string {
  const json = `JSON_EXTRACT(${document}, ${path})`;
  const type = `JSON_TYPE(${json})`;
  const text = `JSON_UNQUOTE(${json})`;
  const cases = (...branches: readonly (readonly [string, string])[]): string =>
    `CASE ${branches.map(([condition, value]) => `WHEN ${condition} THEN ${castSql(value, target)}`).join(" ")} END`;
  const truth = [`${type} = 'BOOLEAN'`, `(${text} = 'true')`] as const;
  switch (target.name) {
    case "SIGNED":
    case "UNSIGNED": {
      const [integers, doubles] = ranges[target.name];
      const isWhole = `${text} REGEXP '^-{0,1}[0-9]{1,20}$'`;
      return cases(
        truth,
        [`${isWhole} AND CAST(${text} AS DECIMAL(20, 0)) BETWEEN ${integers}`, text],
        [`${type} IN ('DOUBLE', 'DECIMAL') AND ${text} + 0e0 BETWEEN ${doubles}`, `(${text} + 0e0)`],
      );
    }
    case "DECIMAL": {
      const scale = target.scale ?? 0;
      const bound = `1e${(target.length ?? 10) - scale}`;
      const isBelow = `ABS(CAST(${text} AS DECIMAL(65, ${scale}))) < ${bound}`;
      return cases(truth, [`${text} REGEXP '^ *${number} *$' AND ${isBelow}`, text]);
    }
    case "DOUBLE":
    case "FLOAT":
      return cases(truth, [`${text} REGEXP '^(${number}){0,1}$'`, `(${text} + 0e0)`]);
    case "CHAR": {
      const isShort = target.length === null ? "" : ` AND CHAR_LENGTH(${text}) <= ${target.length}`;
      return `IF(${type} <> 'NULL'${isShort}, ${text}, NULL)`;
    }
    case "DATE":
      return cases([`${type} = 'STRING'`, text]);
    case "DATETIME":
      return cases([`${type} = 'STRING' AND ${text} NOT REGEXP '^[0-9]+-[0-9]+-[0-9]+$'`, text]);
    case "TIME":
      return cases([`${type} = 'STRING' AND ${text} LIKE '%:%'`, text]);
    case "JSON":
      return `IF(${type} <> 'NULL', ${json}, NULL)`;
    case "YEAR":
      return `YEAR(MAKEDATE(${text}, 1))`;
    default:
      return castSql(text, target);
  }
}
