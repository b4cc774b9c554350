import type { DatetimeUnit } from "./dtype.ts";

/** "Not a time", the least of all counts. */
export const notATime = -(2n ** 63n);

const attosecondDigits: Readonly<Partial<Record<DatetimeUnit, number>>> = {
  s: 0,
  ms: 3,
  us: 6,
  ns: 9,
  ps: 12,
  fs: 15,
  as: 18,
};

const secondsIn: Readonly<Partial<Record<DatetimeUnit, bigint>>> = {
  W: 604_800n,
  D: 86_400n,
  h: 3_600n,
  m: 60n,
};

const floorDivide = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by;

const yearText = (year: bigint): string =>
  year < 0n ? `-${String(-year).padStart(4, "0")}` : String(year).padStart(4, "0");

/** Year, month and day of a count of days since 1970, in the proleptic Gregorian calendar. */
function civilDate(days: bigint): string {
  // Counted from the first of March of the year 0, so that the leap day is the last of its year.
  const shifted = days + 719_468n;
  const era = floorDivide(shifted, 146_097n);
  const dayOfEra = shifted - era * 146_097n;
  const yearOfEra = (dayOfEra - dayOfEra / 1460n + dayOfEra / 36_524n - dayOfEra / 146_096n) / 365n;
  const dayOfYear = dayOfEra - (365n * yearOfEra + yearOfEra / 4n - yearOfEra / 100n);
  const monthFromMarch = (5n * dayOfYear + 2n) / 153n;
  const day = dayOfYear - (153n * monthFromMarch + 2n) / 5n + 1n;
  const month = monthFromMarch < 10n ? monthFromMarch + 3n : monthFromMarch - 9n;
  const year = yearOfEra + era * 400n + (month <= 2n ? 1n : 0n);
  return `${yearText(year)}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/**
 * The text of a `datetime64`, as exact as its unit.
 *
 * @param count units since 1970
 * @returns `2024`, `2024-01`, `2024-01-31`, `2024-01-31T10:20:30.500`; null for "not a time"
 */
export function datetime64Text(count: bigint, unit: DatetimeUnit): string | null {
  if (count === notATime) return null;
  if (unit === "Y") return yearText(1970n + count);
  if (unit === "M") {
    const years = floorDivide(count, 12n);
    return `${yearText(1970n + years)}-${String(count - years * 12n + 1n).padStart(2, "0")}`;
  }
  const digits = attosecondDigits[unit];
  const perSecond = 10n ** BigInt(digits ?? 0);
  const seconds = digits === undefined ? count * secondsIn[unit]! : floorDivide(count, perSecond);
  const days = floorDivide(seconds, 86_400n);
  const date = civilDate(days);
  if (unit === "W" || unit === "D") return date;
  const ofDay = seconds - days * 86_400n;
  const two = (value: bigint): string => String(value).padStart(2, "0");
  const hour = two(ofDay / 3600n);
  if (unit === "h") return `${date}T${hour}`;
  const minutes = `${date}T${hour}:${two((ofDay / 60n) % 60n)}`;
  if (unit === "m") return minutes;
  const clock = `${minutes}:${two(ofDay % 60n)}`;
  return digits === 0 || digits === undefined
    ? clock
    : `${clock}.${String(count - seconds * perSecond).padStart(digits, "0")}`;
}
