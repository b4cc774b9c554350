import type { Attribute } from "../../heading/attribute.ts";
import type { DataType } from "../../types/data-type.ts";
import { sqliteQuoting } from "./quote.ts";

/** Up to 15 digits a double is exact; longer decimals are kept as text. */
export const isKeptAsText = (type: DataType & { kind: "decimal" }): boolean => type.precision > 15;

/** Bytes that texts and blobs of the server's smaller types may have. */
const sizeLimits: Readonly<Record<string, number>> = {
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 16_777_215,
};

const isDigits = (expression: string): string => `${expression} NOT GLOB '*[^0-9]*'`;

function integerCheck(column: string, bits: number, isUnsigned: boolean): string | null {
  if (bits === 64) return isUnsigned ? `${column} >= 0` : null;
  const lowest = isUnsigned ? 0n : -(1n << BigInt(bits - 1));
  const highest = (1n << BigInt(isUnsigned ? bits : bits - 1)) - 1n;
  return `${column} BETWEEN ${lowest} AND ${highest}`;
}

function floatCheck(column: string, bits: 32 | 64, isUnsigned: boolean): string {
  const highest = bits === 32 ? "3.4028234663852886e38" : "1.7976931348623157e308";
  return `${column} BETWEEN ${isUnsigned ? "0" : `-${highest}`} AND ${highest}`;
}

function decimalCheck(column: string, precision: number, scale: number, isUnsigned: boolean): string {
  // Half a unit of the last digit more would be rounded to a number with too many digits.
  const whole = precision === scale ? "0" : "9".repeat(precision - scale);
  const bound = `${whole}.${"9".repeat(scale)}5`;
  return isUnsigned ? `${column} >= 0 AND ${column} < ${bound}` : `abs(${column}) < ${bound}`;
}

function textDecimalCheck(column: string, precision: number, scale: number, isUnsigned: boolean): string {
  const digits = isUnsigned ? column : `ltrim(${column}, '-')`;
  const signs = isUnsigned ? "" : ` AND length(${column}) - length(${digits}) <= 1`;
  if (scale === 0) return `length(${digits}) BETWEEN 1 AND ${precision} AND ${isDigits(digits)}${signs}`;
  return (
    `length(${digits}) BETWEEN ${scale + 2} AND ${Math.max(precision + 1, scale + 2)}` +
    ` AND substr(${digits}, -${scale + 1}, 1) = '.' AND ${isDigits(`replace(${digits}, '.', '')`)}` +
    ` AND length(replace(${digits}, '.', '')) = length(${digits}) - 1` +
    (precision === scale ? ` AND substr(${digits}, 1, 1) = '0'` : "") +
    signs
  );
}

/** What follows the whole seconds: nothing, or a point and at most so many digits, the last of them not zero. */
function fractionCheck(fraction: string, digits: number): string {
  if (digits === 0) return `${fraction} = ''`;
  return (
    `(${fraction} = '' OR (substr(${fraction}, 1, 1) = '.' AND length(${fraction}) BETWEEN 2 AND ${digits + 1}` +
    ` AND ${isDigits(`substr(${fraction}, 2)`)} AND substr(${fraction}, -1) <> '0'))`
  );
}

function datetimeCheck(column: string, fraction: number, isTimestamp: boolean): string {
  const seconds = `substr(${column}, 1, 19)`;
  const range = isTimestamp ? ` AND ${seconds} BETWEEN '1970-01-01 00:00:01' AND '2038-01-19 03:14:07'` : "";
  return `datetime(${seconds}) IS ${seconds} AND ${fractionCheck(`substr(${column}, 20)`, fraction)}${range}`;
}

function timeCheck(column: string, fraction: number): string {
  const clock = `ltrim(${column}, '-')`;
  const point = `instr(${clock} || '.', '.')`;
  const seconds = `substr(${clock}, 1, ${point} - 1)`;
  return (
    `length(${column}) - length(${clock}) <= 1` +
    ` AND (${seconds} GLOB '[0-9][0-9]:[0-5][0-9]:[0-5][0-9]'` +
    ` OR (${seconds} GLOB '[1-8][0-9][0-9]:[0-5][0-9]:[0-5][0-9]' AND ${seconds} <= '838:59:59'))` +
    ` AND ${fractionCheck(`substr(${clock}, ${point})`, fraction)}`
  );
}

function sizeCheck(column: string, sqlType: string): string | null {
  const limit = sizeLimits[sqlType];
  return limit === undefined ? null : `length(CAST(${column} AS BLOB)) <= ${limit}`;
}

/**
 * The condition that a value of an attribute must meet, so that SQLite refuses what a MySQL server refuses.
 *
 * @param column the quoted name of the column
 * @returns null where the column's own type says it all
 */
export function checkOf(attribute: Attribute, column: string): string | null {
  const type = attribute.dataType;
  switch (type?.kind) {
    case "integer":
      return integerCheck(column, type.bits, type.isUnsigned);
    case "bool":
      return integerCheck(column, 8, false);
    case "float":
      return floatCheck(column, type.bits, attribute.isUnsigned);
    case "decimal": {
      const check = isKeptAsText(type) ? textDecimalCheck : decimalCheck;
      return check(column, type.precision, type.scale, attribute.isUnsigned);
    }
    case "char":
    case "varchar":
      return `length(${column}) <= ${type.length}`;
    case "enum":
      return `${column} IN (${type.values.map(sqliteQuoting.text).join(", ")})`;
    case "date":
      return `date(${column}) IS ${column}`;
    case "datetime":
      return datetimeCheck(column, type.fraction, attribute.sqlType.startsWith("timestamp"));
    case "time":
      return timeCheck(column, type.fraction);
    case "uuid":
      return `length(${column}) = 16`;
    case "json":
      return `json_valid(${column})`;
    case "text":
    case "bytes":
      return sizeCheck(column, attribute.sqlType);
    case "native":
      return type.name === "year" ? `${column} = 0 OR ${column} BETWEEN 1901 AND 2155` : null;
    case undefined:
      return null;
  }
}
