import type { FunctionValue } from "./registry.ts";
import {
  datetimeOfMicroseconds,
  daysInMonth,
  exactTimeOfMicroseconds,
  formatDatetime,
  formatTemporal,
  formatTime,
  microsecondsSince,
  parseDatetime,
  parseTemporal,
  parseTime,
  type Temporal,
  type TemporalInput,
} from "./temporal.ts";
import { weekOf } from "./weeks.ts";

const second = 1000000n;
const minute = 60n * second;
const hour = 60n * minute;
const day = 24n * hour;

/** The parts of a compound unit, the smallest last, in microseconds. */
const compound: Record<string, readonly bigint[]> = {
  SECOND_MICROSECOND: [second, 1n],
  MINUTE_MICROSECOND: [minute, second, 1n],
  MINUTE_SECOND: [minute, second],
  HOUR_MICROSECOND: [hour, minute, second, 1n],
  HOUR_SECOND: [hour, minute, second],
  HOUR_MINUTE: [hour, minute],
  DAY_MICROSECOND: [day, hour, minute, second, 1n],
  DAY_SECOND: [day, hour, minute, second],
  DAY_MINUTE: [day, hour, minute],
  DAY_HOUR: [day, hour],
};

const simple: Record<string, bigint> = {
  MICROSECOND: 1n,
  SECOND: second,
  MINUTE: minute,
  HOUR: hour,
  DAY: day,
  WEEK: 7n * day,
};
const months: Record<string, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

interface Shift {
  readonly months: number;
  readonly microseconds: bigint;
}

/** How far an interval goes; null where its amount can't be read. */
function shiftOf(amount: string | number, unit: string): Shift | null {
  if (unit === "YEAR_MONTH") {
    const { isNegative, numbers } = numbersIn(amount, 2);
    const total = numbers[0]! * 12 + numbers[1]!;
    return { months: isNegative ? -total : total, microseconds: 0n };
  }
  const sizes = compound[unit];
  if (sizes !== undefined) return { months: 0, microseconds: compoundMicroseconds(amount, sizes) };
  if (unit === "SECOND") {
    const number = typeof amount === "number" ? amount : Number.parseFloat(amount) || 0;
    const microseconds = BigInt(Math.trunc(number)) * second + BigInt(Math.round((number % 1) * 1000000));
    return { months: 0, microseconds };
  }
  const count = typeof amount === "number" ? roundAway(amount) : Math.trunc(Number.parseFloat(amount) || 0);
  const size = months[unit];
  if (size !== undefined) return { months: count * size, microseconds: 0n };
  return { months: 0, microseconds: BigInt(count) * simple[unit]! };
}

const roundAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** The numbers in a text; where there are fewer than wanted, the first are 0. */
function numbersIn(
  amount: string | number,
  count: number,
): { isNegative: boolean; numbers: number[]; texts: string[] } {
  const text = String(amount).trim();
  const texts = [...text.matchAll(/\d+/g)].map((match) => match[0]).slice(0, count);
  while (texts.length < count) texts.unshift("0");
  return { isNegative: text.startsWith("-"), numbers: texts.map(Number), texts };
}

function compoundMicroseconds(amount: string | number, sizes: readonly bigint[]): bigint {
  const { isNegative, texts } = numbersIn(amount, sizes.length);
  let total = 0n;
  for (const [index, size] of sizes.entries()) {
    // Digits after the point of the seconds: `.5` is half a second.
    const digits = size === 1n ? texts[index]!.slice(0, 6).padEnd(6, "0") : texts[index]!;
    total += BigInt(digits) * size;
  }
  return isNegative ? -total : total;
}

function addMonths(value: Temporal, count: number): Temporal | null {
  const total = value.year * 12 + value.month - 1 + count;
  const year = Math.floor(total / 12);
  if (year < 0 || year > 9999) return null;
  const month = (total % 12) + 1;
  return { ...value, year, month, day: Math.min(value.day, daysInMonth(year, month)) };
}

/**
 * A date, datetime or time moved by an interval; a date stays one if the unit is a day or more.
 *
 * @returns the ISO text, or null where the value is no date or the result lies outside of the years 0 to 9999
 */
export function addInterval(
  input: TemporalInput,
  amount: string | number,
  unit: string,
  sign: 1 | -1,
): FunctionValue {
  const value = parseTemporal(input);
  const shift = shiftOf(amount, unit);
  if (value === null || shift === null) return null;
  const microseconds = shift.microseconds * BigInt(sign);
  const isDayUnit = /^(?:DAY|WEEK|MONTH|QUARTER|YEAR|YEAR_MONTH)$/.test(unit);
  if (value.kind === "time") {
    const moved = isDayUnit ? null : exactTimeOfMicroseconds(microsecondsSince(value) + microseconds);
    return moved === null ? null : formatTime(moved);
  }
  if (shift.months !== 0) {
    const moved = addMonths(value, shift.months * sign);
    return moved === null ? null : formatTemporal(moved);
  }
  const moved = datetimeOfMicroseconds(microsecondsSince(value) + microseconds);
  if (moved === null) return null;
  return value.kind === "date" && isDayUnit
    ? formatTemporal({ ...moved, kind: "date" })
    : formatDatetime(moved);
}

const pad = (value: number): string => String(value).padStart(2, "0");

/** EXTRACT of a unit that is no function of its own: the parts of a compound unit, run together. */
export function extractPart(unit: string, input: TemporalInput): FunctionValue {
  const hasDate = /DAY|WEEK|MONTH|QUARTER|YEAR/.test(unit);
  const value = hasDate ? parseTemporal(input) : parseTime(input);
  if (value === null) return null;
  const date = value.kind === "time" ? parseDatetime("2000-01-01")! : value;
  const microsecond = String(value.microsecond).padStart(6, "0");
  const sign = value.isNegative ? "-" : "";
  const dayPart = value.kind === "time" ? "" : String(value.day);
  switch (unit) {
    case "WEEK":
      return weekOf(date, 0);
    case "YEAR_MONTH":
      return `${value.year}${pad(value.month)}`;
    case "DAY_HOUR":
      return `${sign}${dayPart}${pad(value.hour)}`;
    case "DAY_MINUTE":
      return `${sign}${dayPart}${pad(value.hour)}${pad(value.minute)}`;
    case "DAY_SECOND":
      return `${sign}${dayPart}${pad(value.hour)}${pad(value.minute)}${pad(value.second)}`;
    case "DAY_MICROSECOND":
      return `${sign}${dayPart}${pad(value.hour)}${pad(value.minute)}${pad(value.second)}${microsecond}`;
    case "HOUR_MINUTE":
      return `${sign}${value.hour}${pad(value.minute)}`;
    case "HOUR_SECOND":
      return `${sign}${value.hour}${pad(value.minute)}${pad(value.second)}`;
    case "HOUR_MICROSECOND":
      return `${sign}${value.hour}${pad(value.minute)}${pad(value.second)}${microsecond}`;
    case "MINUTE_SECOND":
      return `${sign}${value.minute}${pad(value.second)}`;
    case "MINUTE_MICROSECOND":
      return `${sign}${value.minute}${pad(value.second)}${microsecond}`;
    case "SECOND_MICROSECOND":
      return `${sign}${value.second}${microsecond}`;
    default:
      return null;
  }
}
