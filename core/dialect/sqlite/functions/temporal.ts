/** A date, a datetime, or a time, which may be negative and longer than a day. */
export interface Temporal {
  readonly kind: "date" | "datetime" | "time";
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly isNegative: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly microsecond: number;
}

export type TemporalInput = string | number | null | undefined;

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?$/;
const digitsOnly = /^(\d+)(?:\.(\d*))?$/;
const parts =
  /^(\d{1,4})[^\d\s](\d{1,2})[^\d\s](\d{1,2})(?:(?:[ T]+|[^\d])(\d{1,2})(?:[^\d\s](\d{1,2})(?:[^\d\s](\d{1,2})(?:\.(\d+))?)?)?)?/;
const timeParts = /^(-?)(?:(\d+)\s+)?(\d+):(\d{1,2})(?::(\d{1,2}))?(?:\.(\d*))?/;
const daysAndHours = /^(-?)(\d+)\s+(\d{1,2})$/;
const timeDigits = /^(-?)(\d+)(?:\.(\d*))?/;

const daysInMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : daysInMonths[month - 1]!;

/** Days since year 0, as MySQL's TO_DAYS counts them. */
export function dayNumber(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra + 60;
}

/** The date of a day number; the opposite of `dayNumber`. */
export function dateOfDayNumber(days: number): { year: number; month: number; day: number } {
  const shifted = days - 60;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const fullYear = (digits: string): number =>
  digits.length > 2 ? Number(digits) : Number(digits) + (Number(digits) < 70 ? 2000 : 1900);

/** Microseconds of the digits after the point; a seventh digit rounds. */
function microsecondsOf(digits: string | undefined): number {
  if (digits === undefined || digits === "") return 0;
  const microseconds = Number(digits.slice(0, 6).padEnd(6, "0"));
  return Number(digits[6] ?? 0) >= 5 ? microseconds + 1 : microseconds;
}

function datetime(
  kind: "date" | "datetime",
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  microsecond = 0,
): Temporal | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const value: Temporal = { kind, year, month, day, isNegative: false, hour, minute, second, microsecond };
  return microsecond < 1000000 ? value : shiftMicroseconds({ ...value, microsecond: 0 }, 1000000);
}

/** Reads a date or datetime in any form that MySQL takes; null where it is none. */
export function parseDatetime(input: TemporalInput): Temporal | null {
  if (input === null || input === undefined) return null;
  const text = typeof input === "number" ? String(input) : input;
  const exact = iso.exec(text);
  if (exact !== null) {
    const [, year, month, day, hour, minute, second, fraction] = exact;
    if (hour === undefined) return datetime("date", Number(year), Number(month), Number(day));
    return datetime(
      "datetime",
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      microsecondsOf(fraction),
    );
  }
  const trimmed = text.trim();
  const plain = digitsOnly.exec(trimmed);
  if (plain !== null) return digitsAsDatetime(plain[1]!, plain[2]);
  const match = parts.exec(trimmed);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const kind = hour === undefined ? "date" : "datetime";
  return datetime(
    kind,
    fullYear(year!),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    microsecondsOf(fraction),
  );
}

function digitsAsDatetime(digits: string, fraction: string | undefined): Temporal | null {
  const length = digits.length;
  if (length === 5 || length === 7 || length === 11 || length === 13)
    return digitsAsDatetime(`0${digits}`, fraction);
  const yearLength = length === 8 || length === 14 ? 4 : 2;
  if (length !== 6 && length !== 8 && length !== 12 && length !== 14) return null;
  const at = (index: number): number => Number(digits.slice(yearLength + index, yearLength + index + 2));
  const year = fullYear(digits.slice(0, yearLength));
  if (length <= 8) return datetime("date", year, at(0), at(2));
  return datetime("datetime", year, at(0), at(2), at(4), at(6), at(8), microsecondsOf(fraction));
}

const longestHours = 838;

function time(
  isNegative: boolean,
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
): Temporal | null {
  if (minute > 59 || second > 59) return null;
  const carried = microsecond >= 1000000;
  const seconds = hour * 3600 + minute * 60 + second + (carried ? 1 : 0);
  return timeOfSeconds(isNegative, seconds, carried ? 0 : microsecond);
}

/** A time from its length; one that is too long becomes the longest there is. */
export function timeOfSeconds(isNegative: boolean, seconds: number, microsecond: number): Temporal {
  const longest = longestHours * 3600 + 3599;
  const capped = Math.min(seconds, longest);
  return {
    kind: "time",
    year: 0,
    month: 0,
    day: 0,
    isNegative: isNegative && (capped > 0 || microsecond > 0),
    hour: Math.floor(capped / 3600),
    minute: Math.floor(capped / 60) % 60,
    second: capped % 60,
    microsecond: seconds > longest ? 0 : microsecond,
  };
}

/** Reads a time, or the time of day of a datetime; null where it is none. */
export function parseTime(input: TemporalInput): Temporal | null {
  if (input === null || input === undefined) return null;
  const text = typeof input === "number" ? plainNumber(input) : input.trim();
  if (
    /^\d{4}-\d\d?-\d\d?|^\d{1,4}[^\d\s:.]\d{1,2}[^\d\s:.]\d{1,2}(?:[ T]\d|$)/.test(text) ||
    /^\d{14}/.test(text)
  ) {
    const value = parseDatetime(text);
    if (value === null) return null;
    return time(false, value.hour, value.minute, value.second, value.microsecond);
  }
  const short = daysAndHours.exec(text);
  if (short !== null) return time(short[1] === "-", Number(short[2]) * 24 + Number(short[3]), 0, 0, 0);
  const match = timeParts.exec(text);
  if (match !== null) {
    const [, sign, days, hours, minutes, seconds, fraction] = match;
    const hour = Number(days ?? 0) * 24 + Number(hours);
    return time(sign === "-", hour, Number(minutes), Number(seconds ?? 0), microsecondsOf(fraction));
  }
  const plain = timeDigits.exec(text);
  if (plain === null) return null;
  const number = Number(plain[2]);
  return time(
    plain[1] === "-",
    Math.floor(number / 10000),
    Math.floor(number / 100) % 100,
    number % 100,
    microsecondsOf(plain[3]),
  );
}

const plainNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(value);

/** Reads either: a text with the shape of a time is a time, everything else a date or datetime. */
export function parseTemporal(input: TemporalInput): Temporal | null {
  if (typeof input === "string" && /^\s*-?\d+:\d/.test(input)) return parseTime(input);
  return parseDatetime(input);
}

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");

const fractionText = (microsecond: number): string =>
  microsecond === 0 ? "" : `.${pad(microsecond, 6).replace(/0+$/, "")}`;

export const formatDate = (value: Temporal): string =>
  `${pad(value.year, 4)}-${pad(value.month)}-${pad(value.day)}`;

export const formatTime = (value: Temporal): string =>
  `${value.isNegative ? "-" : ""}${pad(value.hour)}:${pad(value.minute)}:${pad(value.second)}${fractionText(value.microsecond)}`;

/** The ISO text of a value, without trailing zeros of the fraction: as dates and times are stored. */
export function formatTemporal(value: Temporal): string {
  if (value.kind === "date") return formatDate(value);
  return value.kind === "time" ? formatTime(value) : `${formatDate(value)} ${formatTime(value)}`;
}

export const formatDatetime = (value: Temporal): string => `${formatDate(value)} ${formatTime(value)}`;

/**
 * A literal text or number as the date and time (`YYYY-MM-DD HH:MM:SS`) or the time that it means, or null.
 */
export function normalizedTemporal(literal: string | number, kind: "datetime" | "time"): string | null {
  if (kind === "time") {
    const value = parseTime(literal);
    return value === null ? null : formatTime(value);
  }
  const value = parseDatetime(literal);
  return value === null ? null : formatDatetime(value);
}

export const dayNumberOf = (value: Temporal): number => dayNumber(value.year, value.month, value.day);

/** The length of a time, or the seconds of day of a datetime. */
export const secondsOf = (value: Temporal): number => value.hour * 3600 + value.minute * 60 + value.second;

/** Microseconds since year 0, or the length of a time, its sign included. */
export function microsecondsSince(value: Temporal): bigint {
  const within = BigInt(secondsOf(value)) * 1000000n + BigInt(value.microsecond);
  if (value.kind === "time") return value.isNegative ? -within : within;
  return BigInt(dayNumberOf(value)) * 86400000000n + within;
}

/** The datetime so many microseconds since year 0, or null beyond the year 9999. */
export function datetimeOfMicroseconds(total: bigint): Temporal | null {
  const day = 86400000000n;
  const days = total / day;
  const rest = total % day;
  if (total < 0n || days > 3652424n || days < 1n) return null;
  const seconds = Number(rest / 1000000n);
  return {
    kind: "datetime",
    ...dateOfDayNumber(Number(days)),
    isNegative: false,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    microsecond: Number(rest % 1000000n),
  };
}

/** The time of a length that may be longer than there is; null where it is. */
export const exactTimeOfMicroseconds = (total: bigint): Temporal | null =>
  (total < 0n ? -total : total) >= 3020400000000n ? null : timeOfMicroseconds(total);

export function timeOfMicroseconds(total: bigint): Temporal {
  const length = total < 0n ? -total : total;
  return timeOfSeconds(total < 0n, Number(length / 1000000n), Number(length % 1000000n));
}

export function shiftMicroseconds(value: Temporal, microseconds: number): Temporal | null {
  const total = microsecondsSince(value) + BigInt(microseconds);
  return value.kind === "time" ? timeOfMicroseconds(total) : datetimeOfMicroseconds(total);
}
