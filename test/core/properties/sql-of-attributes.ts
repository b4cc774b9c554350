import type * as dj from "../../../core/index.ts";
import type { Picks } from "./expression-recipe.ts";

type Family = "number" | "text" | "moment" | "bool" | "json" | "bytes" | "unknown";

const oneOf = <Item>(items: readonly Item[], pick: number): Item => items[pick % items.length]!;

function familyOf({ dataType }: dj.Attribute): Family {
  switch (dataType?.kind) {
    case "integer":
    case "float":
    case "decimal":
      return "number";
    case "bool":
      return "bool";
    case "char":
    case "varchar":
    case "text":
    case "enum":
      return "text";
    case "date":
    case "datetime":
      return "moment";
    case "json":
      return "json";
    case "bytes":
    case "uuid":
      return "bytes";
    default:
      return "unknown";
  }
}

/** Attributes whose values are known to be numbers. */
export const numericNames = (heading: dj.Heading): string[] =>
  heading.attributes.filter((one) => !one.isHidden && familyOf(one) === "number").map(({ name }) => name);

const numbers = [0, 1, 2, -1, 3, 7, 100, 0.5, 2.5];
const texts = ["Alpha", "wet", "Rome", "rome", "", "Ada", "ok"];
const moments = ["2024-01-31", "2024-02-29 00:00:00", "2023-12-31 23:59:59", "1990-02-28", "2024-03-01"];

const conditionForms: Readonly<Record<Family, readonly ((name: string, value: number) => unknown)[]>> = {
  number: [
    (name, value) => `${name} > ${oneOf(numbers, value)}`,
    (name, value) => ({ [name]: oneOf(numbers, value) }),
    (name, value) => `${name} BETWEEN -1 AND ${oneOf(numbers, value)}`,
    (name, value) => `${name} IN (${oneOf(numbers, value)}, 1) OR ${name} IS NULL`,
    (name, value) => `${name} % 2 = ${value % 2}`,
    (name, value) => `${name} <=> ${value % 2 === 0 ? "NULL" : oneOf(numbers, value)}`,
    (name, value) => `NOT ${name} <= ${oneOf(numbers, value)}`,
    (name) => `${name}`,
  ],
  text: [
    (name, value) => `${name} = '${oneOf(texts, value)}'`,
    (name, value) => ({ [name]: oneOf(texts, value) }),
    (name, value) => `${name} < '${oneOf(texts, value)}'`,
    (name) => `${name} LIKE '%a%'`,
    (name) => `${name} REGEXP '^[A-Z]'`,
    (name, value) => `char_length(${name}) > ${value % 5}`,
    (name, value) => `lower(${name}) IN ('rome', '${oneOf(texts, value)}')`,
  ],
  moment: [
    (name, value) => `${name} > '${oneOf(moments, value)}'`,
    (name, value) => ({ [name]: oneOf(moments, value) }),
    (name, value) => `year(${name}) = ${2023 + (value % 2)}`,
    (name, value) => `${name} BETWEEN '2000-01-01' AND '${oneOf(moments, value)}'`,
  ],
  bool: [(name) => `${name}`, (name) => ({ [name]: true }), (name) => `NOT ${name}`, (name) => `${name} = 0`],
  json: [
    (name) => `${name} IS NULL`,
    (name) => `json_type(${name}) = 'OBJECT'`,
    (name) => `${name}->'$.a' = 1`,
  ],
  bytes: [(name) => `${name} IS NOT NULL`, (name) => `length(${name}) = 2`],
  unknown: [(name) => `${name} IS NULL`, (name) => ({ [name]: null })],
};

const computationForms: Readonly<Record<Family, readonly ((name: string, value: number) => string)[]>> = {
  number: [
    (name) => `${name} + 1`,
    (name, value) => `${name} * ${oneOf(numbers, value)}`,
    (name) => `${name} / 3`,
    (name) => `${name} DIV 2`,
    (name) => `${name} % 3`,
    (name) => `-${name}`,
    (name) => `abs(${name})`,
    (name) => `ifnull(${name}, 0)`,
    (name) => `round(${name}, 1)`,
    (name) => `floor(${name})`,
    (name) => `concat(${name}, ' units')`,
    (name) => `CASE WHEN ${name} > 1 THEN 'many' WHEN ${name} IS NULL THEN NULL ELSE 'few' END`,
    (name, value) => `greatest(${name}, ${oneOf(numbers, value)})`,
    (name) => `nullif(${name}, 1)`,
    (name) => `if(${name} > 0, ${name}, NULL)`,
  ],
  text: [
    (name) => `concat(${name}, '!')`,
    (name) => `upper(${name})`,
    (name) => `char_length(${name})`,
    (name, value) => `substring(${name}, ${(value % 3) + 1}, 2)`,
    (name) => `coalesce(${name}, 'none')`,
    (name) => `replace(${name}, 'a', 'o')`,
    (name) => `${name} = 'wet'`,
    (name) => `left(${name}, 2)`,
    (name) => `trim(${name})`,
  ],
  moment: [
    (name) => `year(${name}) * 100 + month(${name})`,
    (name) => `datediff(${name}, '2024-01-01')`,
    (name, value) => `${name} + INTERVAL ${value} DAY`,
    (name) => `date_format(${name}, '%Y/%m/%d')`,
    (name) => `dayofweek(${name})`,
    (name) => `date(${name})`,
    (name) => `timestampdiff(MONTH, ${name}, '2024-06-15')`,
  ],
  bool: [(name) => `NOT ${name}`, (name) => `${name} + 1`, (name) => `if(${name}, 'yes', 'no')`],
  json: [(name) => `json_length(${name})`, (name) => `json_type(${name})`, (name) => `${name}->>'$[1]'`],
  bytes: [(name) => `length(${name})`, (name) => `hex(${name})`, (name) => `${name} IS NULL`],
  unknown: [(name) => `${name} IS NULL`, (name) => `coalesce(${name}, 1)`, (name) => `(${name})`],
};

function attributeOf(heading: dj.Heading, pick: number): dj.Attribute | null {
  return heading.names.length === 0 ? null : heading.get(oneOf(heading.names, pick));
}

/** A restriction by one attribute, as SQL or as an object. */
export function conditionOf(heading: dj.Heading, [pick, form, value]: Picks): unknown {
  const attribute = attributeOf(heading, pick);
  if (attribute === null) return value % 2 === 0;
  if (form % 11 === 10) return `${attribute.name} IS ${value % 2 ? "NOT " : ""}NULL`;
  return oneOf(conditionForms[familyOf(attribute)], form)(attribute.name, value);
}

/** The SQL of a computed attribute. */
export function computationOf(heading: dj.Heading, [pick, form, value]: Picks): string {
  const attribute = attributeOf(heading, pick);
  return attribute === null
    ? `${value} + 1`
    : oneOf(computationForms[familyOf(attribute)], form)(attribute.name, value);
}
