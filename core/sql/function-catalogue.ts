import type { DataType } from "../types/data-type.ts";
import {
  averageType,
  bytesType,
  conditionType,
  dateType,
  datetimeType,
  decimalType,
  floatType,
  fractionOf,
  integerType,
  isTemporal,
  isText,
  jsonType,
  mergeTypes,
  numericShape,
  roundedType,
  sumType,
  type Typed,
  textType,
  timeType,
  wholeType,
} from "./result-type.ts";

/** What is known of a function: how many arguments it takes and of what type its result is. */
export interface KnownFunction {
  readonly minimum: number;
  readonly maximum: number;
  readonly isAggregate: boolean;
  /** Can only stand before OVER. */
  readonly isWindowOnly: boolean;
  readonly result: (operands: readonly Typed[]) => Typed;
}

const known = new Map<string, KnownFunction>();

type Result = DataType | null | ((operands: readonly Typed[]) => Typed);

function add(
  names: string,
  minimum: number,
  maximum: number,
  result: Result,
  flags: { isAggregate?: boolean; isWindowOnly?: boolean } = {},
): void {
  const entry: KnownFunction = {
    minimum,
    maximum,
    isAggregate: flags.isAggregate ?? false,
    isWindowOnly: flags.isWindowOnly ?? false,
    result: typeof result === "function" ? result : () => ({ type: result }),
  };
  for (const name of names.split(" ")) known.set(name, entry);
}

const many = Number.POSITIVE_INFINITY;
const first = (operands: readonly Typed[]): Typed => operands[0]!;
const long = integerType(64);
const unsigned = integerType(64, true);
const digits = (type: DataType, count: number) => (): Typed => ({ type, digits: count });

/** A function of exact numbers that stays exact, and of floats that stays a float. */
const sameNumber = ([operand]: readonly Typed[]): Typed => {
  const shape = numericShape(operand!);
  if (shape.kind === "integer") return { type: integerType(64, shape.isUnsigned), digits: shape.precision };
  return { type: shape.kind === "decimal" ? decimalType(shape.precision, shape.scale) : floatType };
};

/** A literal count of digits of fractional seconds: `NOW(3)`. */
const literalFraction = (operand: Typed | undefined): number => Math.min(Number(operand?.constant ?? 0), 6);

/** A literal count of digits, or undefined where it is not a literal. */
const literalCount = (operand: Typed): number | undefined =>
  typeof operand.constant === "number" ? operand.constant : undefined;

/** The fraction that a function of texts and times keeps: six digits of a text, else those of the operand. */
const keptFraction = (operand: Typed): number =>
  typeof operand.constant === "string"
    ? Math.min((/\.(\d*)/.exec(operand.constant)?.[1] ?? "").length, 6)
    : isText(operand.type) || operand.type === null || operand.type.kind === "float"
      ? 6
      : operand.type.kind === "decimal"
        ? Math.min(operand.type.scale, 6)
        : fractionOf(operand.type);

// Choosing between values.
add("IF", 3, 3, (operands) => mergeTypes(operands.slice(1)));
add("IFNULL", 2, 2, mergeTypes);
add("COALESCE", 1, many, mergeTypes);
add("NULLIF", 2, 2, first);
add("GREATEST LEAST", 2, many, (operands) => {
  const isMixed = operands.some(({ type }) => isText(type)) && operands.some(({ type }) => !isText(type));
  return isMixed && operands.every(({ type }) => isText(type) || isTemporal(type))
    ? { type: textType }
    : mergeTypes(operands);
});
add("ISNULL", 1, 1, conditionType);
add("INTERVAL", 2, many, digits(long, 10));
add("ELT", 2, many, textType);
add("FIELD", 2, many, digits(long, 3));
add("STRCMP", 2, 2, digits(long, 1));
add("ANY_VALUE", 1, 1, first, { isAggregate: true });

// Numbers.
add("ABS", 1, 1, sameNumber);
add("ROUND", 1, 2, ([operand, places]) =>
  roundedType(operand!, places === undefined ? 0 : literalCount(places)),
);
add("TRUNCATE", 2, 2, ([operand, places]) => {
  const rounded = roundedType(operand!, literalCount(places!));
  const { type } = rounded;
  return type?.kind === "decimal" && type.scale > 0
    ? { type: decimalType(type.precision - 1, type.scale) }
    : rounded;
});
add("CEIL FLOOR", 1, 1, ([operand]) => wholeType(operand!));
add("SIGN", 1, 1, digits(long, 1));
add("SQRT EXP LN LOG2 LOG10 SIN COS TAN COT ASIN ACOS RADIANS DEGREES", 1, 1, floatType);
add("LOG ATAN", 1, 2, floatType);
add("POWER ATAN2", 2, 2, floatType);
add("PI", 0, 0, floatType);
add("RAND", 0, 1, floatType);
add("MOD", 2, 2, null); // the parser and printers take it as the operator %
add("CRC32", 1, 1, digits(integerType(64, true), 10));
add("BIT_COUNT", 1, 1, digits(long, 2));
add("CONV", 3, 3, textType);
add("BIN OCT", 1, 1, textType);
add("FORMAT", 2, 3, textType);

// Text.
add("CONCAT", 1, many, (operands) => ({
  type: operands.some(({ type }) => type?.kind === "bytes" || type?.kind === "uuid") ? bytesType : textType,
}));
add("CONCAT_WS", 2, many, textType);
add("LENGTH CHAR_LENGTH BIT_LENGTH ASCII ORD", 1, 1, digits(long, 10));
add("LOWER UPPER REVERSE LTRIM RTRIM QUOTE SOUNDEX TO_BASE64 HEX MD5 SHA1", 1, 1, textType);
add("SHA2", 2, 2, textType);
add("UNHEX FROM_BASE64", 1, 1, bytesType);
add("CHAR", 1, many, bytesType);
add("LEFT RIGHT REPEAT", 2, 2, (operands) => ({
  type: operands[0]!.type?.kind === "bytes" || operands[0]!.type?.kind === "uuid" ? bytesType : textType,
}));
add("SUBSTRING", 2, 3, (operands) => ({
  type: operands[0]!.type?.kind === "bytes" || operands[0]!.type?.kind === "uuid" ? bytesType : textType,
}));
add("LPAD RPAD", 3, 3, textType);
add("REPLACE SUBSTRING_INDEX", 3, 3, textType);
add("INSERT", 4, 4, textType);
add("SPACE", 1, 1, textType);
add("INSTR", 2, 2, digits(long, 10));
add("LOCATE", 2, 3, digits(long, 10));
add("FIND_IN_SET", 2, 2, digits(long, 3));
add("MAKE_SET", 2, many, textType);
add("EXPORT_SET", 3, 5, textType);
add("REGEXP_LIKE", 2, 3, conditionType);
add("REGEXP_REPLACE", 3, 6, textType);
add("REGEXP_SUBSTR", 2, 5, textType);
add("REGEXP_INSTR", 2, 6, digits(long, 10));
add("UUID", 0, 0, textType);
add("IS_UUID", 1, 1, conditionType);
add("UUID_TO_BIN", 1, 2, bytesType);
add("BIN_TO_UUID", 1, 2, textType);
add("INET_ATON", 1, 1, digits(unsigned, 10));
add("INET_NTOA", 1, 1, textType);

// Dates and times.
add("YEAR", 1, 1, digits(integerType(16, true), 4));
add("MONTH DAY HOUR MINUTE SECOND DAYOFYEAR DAYOFWEEK WEEKDAY QUARTER WEEKOFYEAR", 1, 1, digits(long, 3));
add("MICROSECOND TO_DAYS", 1, 1, digits(long, 7));
add("WEEK YEARWEEK", 1, 2, digits(long, 6));
add("TO_SECONDS", 1, 1, digits(long, 12));
add("DATEDIFF PERIOD_DIFF PERIOD_ADD", 2, 2, digits(long, 7));
add("TIMESTAMPDIFF", 3, 3, long);
add("TIMESTAMPADD", 3, 3, null);
add("DATE_ADD DATE_SUB", 2, 2, null);
add("EXTRACT", 2, 2, long);
add("DAYNAME MONTHNAME", 1, 1, textType);
add("DATE_FORMAT TIME_FORMAT", 2, 2, textType);
add("STR_TO_DATE", 2, 2, ([, format]) => {
  if (typeof format!.constant !== "string") return { type: datetimeType(6) };
  const letters = new Set([...format!.constant.matchAll(/%(.)/gs)].map((match) => match[1]!));
  const fraction = letters.has("f") ? 6 : 0;
  const hasTime = [..."fHhIiklprSsT"].some((letter) => letters.has(letter));
  const hasDate = [..."abcDdejMmUuVvWwXxYy"].some((letter) => letters.has(letter));
  return { type: hasTime ? (hasDate ? datetimeType(fraction) : timeType(fraction)) : dateType };
});
add("DATE", 1, 1, dateType);
add("LAST_DAY FROM_DAYS", 1, 1, dateType);
add("MAKEDATE", 2, 2, dateType);
add("TIME", 1, 1, ([operand]) => ({ type: timeType(keptFraction(operand!)) }));
add("TIMESTAMP", 1, 2, (operands) => ({ type: datetimeType(Math.max(...operands.map(keptFraction))) }));
add("MAKETIME", 3, 3, (operands) => ({ type: timeType(keptFraction(operands[2]!)) }));
add("SEC_TO_TIME", 1, 1, ([operand]) => ({ type: timeType(keptFraction(operand!)) }));
add("TIME_TO_SEC", 1, 1, digits(long, 7));
add("ADDTIME SUBTIME", 2, 2, (operands) => {
  const fraction = Math.max(...operands.map(keptFraction));
  const { type } = operands[0]!;
  if (type?.kind === "datetime" || type?.kind === "date") return { type: datetimeType(fraction) };
  return { type: type?.kind === "time" ? timeType(fraction) : textType };
});
add("TIMEDIFF", 2, 2, (operands) => ({ type: timeType(Math.max(...operands.map(keptFraction))) }));
add("UNIX_TIMESTAMP", 0, 1, ([operand]) => {
  const fraction = operand === undefined ? 0 : keptFraction(operand);
  return fraction === 0 ? { type: long, digits: 11 } : { type: decimalType(11 + fraction, fraction) };
});
add("FROM_UNIXTIME", 1, 2, (operands) => ({
  type: operands.length === 2 ? textType : datetimeType(keptFraction(operands[0]!)),
}));
add("NOW SYSDATE UTC_TIMESTAMP", 0, 1, ([operand]) => ({ type: datetimeType(literalFraction(operand)) }));
add("CURTIME UTC_TIME", 0, 1, ([operand]) => ({ type: timeType(literalFraction(operand)) }));
add("CURDATE UTC_DATE", 0, 0, dateType);
add("CONVERT_TZ", 3, 3, ([operand]) => ({ type: datetimeType(keptFraction(operand!)) }));

// JSON.
add("JSON_EXTRACT", 2, many, jsonType);
add("JSON_UNQUOTE JSON_QUOTE JSON_TYPE JSON_PRETTY", 1, 1, textType);
add("JSON_VALUE", 2, 2, textType);
add("JSON_VALID", 1, 1, conditionType);
add("JSON_LENGTH", 1, 2, digits(long, 10));
add("JSON_DEPTH", 1, 1, digits(long, 10));
add("JSON_KEYS", 1, 2, jsonType);
add("JSON_CONTAINS", 2, 3, conditionType);
add("JSON_CONTAINS_PATH", 3, many, conditionType);
add("JSON_OVERLAPS", 2, 2, conditionType);
add("JSON_SEARCH", 3, many, jsonType);
add("JSON_OBJECT JSON_ARRAY", 0, many, jsonType);
add("JSON_SET JSON_INSERT JSON_REPLACE JSON_ARRAY_APPEND JSON_ARRAY_INSERT", 3, many, jsonType);
add("JSON_REMOVE JSON_MERGE_PATCH JSON_MERGE_PRESERVE", 2, many, jsonType);

// Over many rows.
const aggregate = { isAggregate: true };
add("COUNT", 1, many, digits(long, 15), aggregate);
add("SUM", 1, 1, ([operand]) => sumType(operand!), aggregate);
add("AVG", 1, 1, ([operand]) => averageType(operand!), aggregate);
add("MIN MAX", 1, 1, first, aggregate);
add("STDDEV_POP STDDEV_SAMP VAR_POP VAR_SAMP", 1, 1, floatType, aggregate);
add("BIT_AND BIT_OR BIT_XOR", 1, 1, unsigned, aggregate);
add("GROUP_CONCAT", 1, many, textType, aggregate);
add("JSON_ARRAYAGG", 1, 1, jsonType, aggregate);
add("JSON_OBJECTAGG", 2, 2, jsonType, aggregate);

const window = { isWindowOnly: true };
add("ROW_NUMBER RANK DENSE_RANK", 0, 0, unsigned, window);
add("NTILE", 1, 1, unsigned, window);
add("PERCENT_RANK CUME_DIST", 0, 0, floatType, window);
add("FIRST_VALUE LAST_VALUE", 1, 1, first, window);
add("NTH_VALUE", 2, 2, first, window);
add(
  "LAG LEAD",
  1,
  3,
  (operands) => mergeTypes(operands.length === 3 ? [operands[0]!, operands[2]!] : [operands[0]!]),
  window,
);

/** The function of this name (in upper case), if it is one that is known here. */
export const findFunction = (name: string): KnownFunction | undefined => known.get(name);

/** Whether a call of the function takes many rows together, unless it stands before OVER. */
export const isAggregateFunction = (name: string): boolean => known.get(name)?.isAggregate ?? false;

/** The names of all known functions. */
export const functionNames = (): Iterable<string> => known.keys();
