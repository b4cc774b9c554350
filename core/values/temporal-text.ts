const two = (value: number): string => String(value).padStart(2, "0");

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : monthLengths[month - 1]!;

/** The whole number that some characters are; NaN where one is no digit. */
function digitsAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const [dash, colon, space] = [45, 58, 32];

/** True if a text begins with a date in its stored form, `2024-01-31`. */
function startsWithDate(text: string): boolean {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return false;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** True if a text has a time of day in its stored form, `10:20:30`, from a place on. */
const hasClock = (text: string, start: number): boolean =>
  text.charCodeAt(start + 2) === colon &&
  text.charCodeAt(start + 5) === colon &&
  digitsAt(text, start, start + 2) <= 23 &&
  digitsAt(text, start + 3, start + 5) <= 59 &&
  digitsAt(text, start + 6, start + 8) <= 59;

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Millionths of a second. */
  readonly micro: number;
}

const momentPattern =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9})?)?)?\s*(Z|\+00:?00)?)?\s*$/;

/** The same without anything between the numbers of a date, as MySQL reads it too. */
const compactPattern = /^\s*(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9})?)?)?\s*$/;

function microOf(digits: string | undefined): number {
  if (digits === undefined || digits === "") return 0;
  return Math.round(Number(`0.${digits}`) * 1e6);
}

function parseMoment(text: string): Moment | null {
  const match = momentPattern.exec(text) ?? compactPattern.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { year, month, day, hour, minute, second, micro: microOf(match[7]) };
}

const dateOf = (moment: { year: number; month: number; day: number }): string =>
  `${String(moment.year).padStart(4, "0")}-${two(moment.month)}-${two(moment.day)}`;

/** `.5` for 500000 millionths; nothing for none. */
const fractionText = (micro: number): string =>
  micro === 0 ? "" : `.${String(micro).padStart(6, "0").replace(/0+$/, "")}`;

/** Rounds millionths to so many digits; may give a whole second, 1000000. */
function roundMicro(micro: number, digits: number): number {
  const unit = 10 ** (6 - digits);
  return Math.round(micro / unit) * unit;
}

/** Texts of a date, a datetime or a time of day from what a program may give: text, Date or a Temporal object. */
export function temporalText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().replace("Z", "");
  if (
    typeof value === "object" &&
    value !== null &&
    String(Object.prototype.toString.call(value)).includes("Temporal.")
  ) {
    return String(value)
      .replace(/\[.*\]$/, "")
      .replace(/Z$/, "");
  }
  return null;
}

/**
 * A date in its stored form.
 *
 * @returns `2024-01-31`, or null where the text is no date that exists
 */
export function dateText(text: string): string | null {
  // Most texts come in their stored form, which is cheaper to see than to parse.
  if (text.length === 10 && startsWithDate(text)) return text;
  const moment = parseMoment(text);
  return moment === null ? null : dateOf(moment);
}

/**
 * A datetime in its stored form, rounded to a number of digits of the second, as MySQL rounds.
 *
 * @returns `2024-01-31 10:20:30.5`, or null where the text is no moment that exists
 */
export function datetimeText(text: string, digits: number): string | null {
  if (text.length === 19 && text.charCodeAt(10) === space && startsWithDate(text) && hasClock(text, 11))
    return text;
  const moment = parseMoment(text);
  if (moment === null) return null;
  const micro = roundMicro(moment.micro, digits);
  if (micro < 1_000_000) {
    return `${dateOf(moment)} ${two(moment.hour)}:${two(moment.minute)}:${two(moment.second)}${fractionText(micro)}`;
  }
  const { year, month, day, hour, minute, second } = moment;
  const next = new Date(Date.UTC(year, month - 1, day, hour, minute, second + 1));
  if (year < 100) next.setUTCFullYear(year);
  return next.toISOString().slice(0, 19).replace("T", " ");
}

/**
 * A time of day or an interval of up to 838:59:59 in its stored form.
 *
 * @returns `-01:02:03.5`, or null where the text is none
 */
export function timeText(text: string, digits: number): string | null {
  // Of a moment the time is taken; a date alone has none.
  const moment = text.includes(":") ? parseMoment(text) : null;
  const match =
    moment === null ? /^\s*(-?)(\d{1,3}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9})?)?)?\s*$/.exec(text) : null;
  if (moment === null && match === null) return null;
  const isNegative = match?.[1] === "-";
  let seconds =
    moment === null
      ? Number(match![2]) * 3600 + Number(match![3]) * 60 + Number(match![4] ?? 0)
      : moment.hour * 3600 + moment.minute * 60 + moment.second;
  if (match !== null && (Number(match[3]) > 59 || Number(match[4] ?? 0) > 59)) return null;
  let micro = roundMicro(moment === null ? microOf(match![5]) : moment.micro, digits);
  if (micro >= 1_000_000) {
    seconds += 1;
    micro = 0;
  }
  if (seconds > 838 * 3600 + 59 * 60 + 59) return null;
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${isNegative && (seconds > 0 || micro > 0) ? "-" : ""}${clock}${fractionText(micro)}`;
}

/** A stored or computed datetime or time without zeros at the end of its fraction. */
export const trimFraction = (text: string): string =>
  text.includes(".") ? text.replace(/\.?0+$/, "") : text;
