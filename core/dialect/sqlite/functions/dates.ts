import { formatWithPattern, parseWithPattern } from "./date-format.ts";
import { addInterval, extractPart } from "./intervals.ts";
import type { FunctionValue, ScalarFunctions } from "./registry.ts";
import {
  dateOfDayNumber,
  datetimeOfMicroseconds,
  dayNumber,
  dayNumberOf,
  daysInMonth,
  exactTimeOfMicroseconds,
  formatDate,
  formatDatetime,
  formatTemporal,
  formatTime,
  microsecondsSince,
  parseDatetime,
  parseTemporal,
  parseTime,
  secondsOf,
  type Temporal,
  type TemporalInput,
  timeOfMicroseconds,
  timeOfSeconds,
} from "./temporal.ts";
import { dayNames, monthNames, weekday, weekOf, yearAndWeek } from "./weeks.ts";

const epochDay = 719528;
const microsecondsPerDay = 86400000000n;

/** Applies `use` to a date; NULL where the value is none. */
const ofDate =
  (use: (value: Temporal) => FunctionValue) =>
  (input: TemporalInput): FunctionValue => {
    const value = parseDatetime(input);
    return value === null ? null : use(value);
  };

const ofTime =
  (use: (value: Temporal) => FunctionValue) =>
  (input: TemporalInput): FunctionValue => {
    const value = parseTime(input);
    return value === null ? null : use(value);
  };

/** A fraction rounded to so many digits. */
function rounded(value: Temporal, digits: number): Temporal | null {
  const unit = 10 ** (6 - digits);
  if (value.microsecond % unit === 0) return value;
  const microseconds = microsecondsSince(value);
  const half = BigInt(unit) / 2n;
  const size = BigInt(unit);
  const up =
    microseconds < 0n ? ((microseconds - half) / size) * size : ((microseconds + half) / size) * size;
  return value.kind === "time" ? timeOfMicroseconds(up) : datetimeOfMicroseconds(up);
}

/** Months from one datetime to another, whole ones only. */
function monthsBetween(from: Temporal, to: Temporal): number {
  const isBackward = microsecondsSince(to) < microsecondsSince(from);
  const [first, last] = isBackward ? [to, from] : [from, to];
  let months = (last.year - first.year) * 12 + last.month - first.month;
  const rest = (value: Temporal): number =>
    value.day * 86400000000 + secondsOf(value) * 1000000 + value.microsecond;
  if (rest(last) < rest(first)) months--;
  return isBackward ? -months : months;
}

const unitMicroseconds: Record<string, bigint> = {
  MICROSECOND: 1n,
  SECOND: 1000000n,
  MINUTE: 60000000n,
  HOUR: 3600000000n,
  DAY: microsecondsPerDay,
  WEEK: 7n * microsecondsPerDay,
};

const unitMonths: Record<string, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

function timestampdiff(unit: string, from: TemporalInput, to: TemporalInput): FunctionValue {
  const first = parseDatetime(from);
  const last = parseDatetime(to);
  if (first === null || last === null) return null;
  const months = unitMonths[unit];
  if (months !== undefined) return Math.trunc(monthsBetween(first, last) / months);
  return ((microsecondsSince(last) - microsecondsSince(first)) / unitMicroseconds[unit]!).toString();
}

/** ADDTIME and SUBTIME: a time to a datetime or to a time. */
function shiftTime(input: TemporalInput, amount: TemporalInput, sign: bigint): FunctionValue {
  const value = parseTemporal(input);
  const length = parseTime(amount);
  if (value === null || length === null || /^\s*\d{4}-/.test(String(amount))) return null;
  const total = microsecondsSince(value) + sign * microsecondsSince(length);
  const shifted = value.kind === "time" ? exactTimeOfMicroseconds(total) : datetimeOfMicroseconds(total);
  return shifted === null
    ? null
    : formatTemporal({ ...shifted, kind: value.kind === "time" ? "time" : "datetime" });
}

function timediff(left: TemporalInput, right: TemporalInput): FunctionValue {
  const a = parseTemporal(left);
  const b = parseTemporal(right);
  if (a === null || b === null || (a.kind === "time") !== (b.kind === "time")) return null;
  return formatTime(timeOfMicroseconds(microsecondsSince(a) - microsecondsSince(b)));
}

const periodMonths = (period: number): number => {
  const year = Math.floor(period / 100);
  const full = year < 70 ? year + 2000 : year < 100 ? year + 1900 : year;
  return full * 12 + (period % 100) - 1;
};

/** Seconds, as a number or the text of an exact decimal, in whole seconds and microseconds. */
function secondsAndMicroseconds(value: TemporalInput): {
  isNegative: boolean;
  seconds: number;
  microsecond: number;
} {
  const text = typeof value === "number" ? String(value) : (value ?? "");
  const number = Number.parseFloat(text) || 0;
  const total = Math.round(Math.abs(number) * 1000000);
  return { isNegative: number < 0, seconds: Math.floor(total / 1000000), microsecond: total % 1000000 };
}

function unixTimestamp(value: Temporal): FunctionValue {
  const microseconds = microsecondsSince(value) - BigInt(epochDay) * microsecondsPerDay;
  if (microseconds < 0n) return 0;
  return Number(microseconds) / 1000000;
}

function fromUnixtime(seconds: TemporalInput): Temporal | null {
  const { isNegative, seconds: whole, microsecond } = secondsAndMicroseconds(seconds);
  if (isNegative) return null;
  return datetimeOfMicroseconds(
    BigInt(epochDay) * microsecondsPerDay + BigInt(whole) * 1000000n + BigInt(microsecond),
  );
}

function offsetMicroseconds(zone: string): bigint | null {
  if (zone === "UTC" || zone === "GMT") return 0n;
  const match = /^([+-])(\d{1,2}):(\d\d)$/.exec(zone);
  if (match === null) return null;
  const minutes = BigInt(Number(match[2]) * 60 + Number(match[3])) * 60000000n;
  return match[1] === "-" ? -minutes : minutes;
}

function convertZone(input: TemporalInput, from: string, to: string): FunctionValue {
  const value = parseDatetime(input);
  const before = offsetMicroseconds(from);
  const after = offsetMicroseconds(to);
  if (value === null || before === null || after === null) return null;
  const shifted = datetimeOfMicroseconds(microsecondsSince(value) - before + after);
  return shifted === null ? null : formatDatetime(shifted);
}

function temporalNumber(input: TemporalInput): FunctionValue {
  const value = parseTemporal(input);
  if (value === null) return null;
  const time = value.hour * 10000 + value.minute * 100 + value.second + value.microsecond / 1000000;
  if (value.kind === "time") return value.isNegative ? -time : time;
  const date = value.year * 10000 + value.month * 100 + value.day;
  return value.kind === "date" ? date : date * 1000000 + time;
}

const timeOrder = ofTime((value) => Number(microsecondsSince(value)));

export const dateFunctions: ScalarFunctions = {
  to_date: ofDate(formatDate),
  to_datetime: (input: TemporalInput, digits?: number) => {
    const value = parseDatetime(input);
    const fitted = value === null ? null : rounded(value, digits ?? 6);
    return fitted === null ? null : formatDatetime(fitted);
  },
  to_time: (input: TemporalInput, digits?: number) => {
    const value = parseTime(input);
    const fitted = value === null ? null : rounded(value, digits ?? 6);
    return fitted === null ? null : formatTime(fitted);
  },
  /** Puts back the zeros at the end of a fraction, as MySQL shows them. */
  temporal_text: (text: string, digits: number) => {
    const point = text.indexOf(".");
    const whole =
      point === -1
        ? text.length === 10 && text[4] === "-"
          ? `${text} 00:00:00`
          : text
        : text.slice(0, point);
    const fraction = point === -1 ? "" : text.slice(point + 1);
    return digits === 0 ? whole : `${whole}.${fraction.slice(0, digits).padEnd(digits, "0")}`;
  },
  trim_fraction: (text: string, digits: number) => {
    const [whole = "", fraction = ""] = text.split(".");
    const kept = fraction.slice(0, digits).replace(/0+$/, "");
    return kept === "" ? whole : `${whole}.${kept}`;
  },
  temporal_number: temporalNumber,
  time_order: timeOrder,
  time_of_order: (order: number) => formatTime(timeOfMicroseconds(BigInt(order))),
  time_part: (input: TemporalInput, unit: string) => {
    const value =
      typeof input === "string" && /^\d+-\d/.test(input) ? parseDatetime(input) : parseTime(input);
    if (value === null) return null;
    return value[unit.toLowerCase() as "hour" | "minute" | "second" | "microsecond"];
  },
  extract_part: extractPart,
  date_add: (value: TemporalInput, amount: string | number, unit: string) =>
    addInterval(value, amount, unit, 1),
  date_sub: (value: TemporalInput, amount: string | number, unit: string) =>
    addInterval(value, amount, unit, -1),
  dayofyear: ofDate((value) => dayNumberOf(value) - dayNumber(value.year, 1, 1) + 1),
  dayofweek: ofDate((value) => ((weekday(value) + 1) % 7) + 1),
  weekday: ofDate(weekday),
  weekofyear: ofDate((value) => weekOf(value, 3)),
  week: (input: TemporalInput, mode = 0) => ofDate((value) => weekOf(value, mode & 7))(input),
  yearweek: (input: TemporalInput, mode = 0) =>
    ofDate((value) => {
      const { year, week } = yearAndWeek(value, mode | 2);
      return year * 100 + week;
    })(input),
  to_days: ofDate(dayNumberOf),
  to_seconds: ofDate((value) => String(dayNumberOf(value) * 86400 + secondsOf(value))),
  from_days: (days: number) => {
    const { year, month, day } = dateOfDayNumber(Math.round(Number(days)));
    return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  },
  datediff: (left: TemporalInput, right: TemporalInput) => {
    const a = parseDatetime(left);
    const b = parseDatetime(right);
    return a === null || b === null ? null : dayNumberOf(a) - dayNumberOf(b);
  },
  period_diff: (left: number, right: number) => periodMonths(Number(left)) - periodMonths(Number(right)),
  period_add: (period: number, months: number) => {
    const total = periodMonths(Number(period)) + Number(months);
    return Math.floor(total / 12) * 100 + (total % 12) + 1;
  },
  timestampdiff,
  dayname: ofDate((value) => dayNames[weekday(value)]!),
  monthname: ofDate((value) => monthNames[value.month - 1]!),
  date_format: (input: TemporalInput, format: string) => {
    const value = parseDatetime(input);
    return value === null ? null : formatWithPattern(value, format);
  },
  time_format: (input: TemporalInput, format: string) => {
    const value = parseTime(input);
    return value === null ? null : `${value.isNegative ? "-" : ""}${formatWithPattern(value, format)}`;
  },
  str_to_date: (text: string, format: string, kind: "date" | "datetime" | "time") => {
    const value = parseWithPattern(text, format);
    return value === null ? null : formatTemporal({ ...value, kind });
  },
  last_day: ofDate((value) => formatDate({ ...value, day: daysInMonth(value.year, value.month) })),
  makedate: (year: number, day: number) => {
    const full =
      Number(year) < 70 ? Number(year) + 2000 : Number(year) < 100 ? Number(year) + 1900 : Number(year);
    if (Number(day) < 1) return null;
    const date = dateOfDayNumber(dayNumber(full, 1, 1) + Math.round(Number(day)) - 1);
    return date.year > 9999 ? null : formatDate({ ...parseDatetime("2000-01-01")!, ...date });
  },
  maketime: (hour: number, minute: number, second: string | number) => {
    const { isNegative, seconds, microsecond } = secondsAndMicroseconds(second);
    if (isNegative || seconds > 59 || Number(minute) < 0 || Number(minute) > 59) return null;
    const total = Math.abs(Number(hour)) * 3600 + Number(minute) * 60 + seconds;
    return formatTime(timeOfSeconds(Number(hour) < 0, total, microsecond));
  },
  sec_to_time: (value: TemporalInput) => {
    const { isNegative, seconds, microsecond } = secondsAndMicroseconds(value);
    return formatTime(timeOfSeconds(isNegative, seconds, microsecond));
  },
  time_to_sec: ofTime((value) => (value.isNegative ? -secondsOf(value) : secondsOf(value))),
  addtime: (value: TemporalInput, amount: TemporalInput) => shiftTime(value, amount, 1n),
  subtime: (value: TemporalInput, amount: TemporalInput) => shiftTime(value, amount, -1n),
  timediff_text: timediff,
  unix_timestamp: ofDate(unixTimestamp),
  from_unixtime: (seconds: TemporalInput, format?: string) => {
    const value = fromUnixtime(seconds);
    if (value === null) return null;
    return format === undefined ? formatDatetime(value) : formatWithPattern(value, format);
  },
  convert_tz: convertZone,
};
