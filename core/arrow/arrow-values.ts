/** Values of DataJoint in the units that Arrow stores. */

const dayLength = 86_400_000;

/** Milliseconds since 1970 of a calendar day; `Date.UTC` takes the years before 100 for others. */
function dayStart(year: string, month: string, day: string): number {
  return new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day));
}

/** A date like `2024-01-31` in milliseconds since 1970. */
export function dateMilliseconds(text: string): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)/.exec(text);
  if (match === null) return null;
  return Math.floor(dayStart(match[1]!, match[2]!, match[3]!) / dayLength) * dayLength;
}

/** Ticks of so many digits after the second. */
function ticks(seconds: number, fraction: string | undefined, digits: number): bigint {
  const unit = 10n ** BigInt(digits);
  return BigInt(seconds) * unit + BigInt((fraction ?? "").padEnd(digits, "0").slice(0, digits) || "0");
}

/** A moment like `2024-01-31 10:20:30.5` in ticks since 1970, of so many digits after the second. */
export function datetimeTicks(text: string, digits: number): bigint | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction] = match;
  const start = dayStart(year!, month!, day!) / 1000;
  return ticks(start + Number(hour) * 3600 + Number(minute) * 60 + Number(second), fraction, digits);
}

/** A time like `-838:59:59.5` in ticks of so many digits after the second. */
export function timeTicks(text: string, digits: number): bigint | null {
  const match = /^(-?)(\d+):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const [, sign, hour, minute, second, fraction] = match;
  const found = ticks(Number(hour) * 3600 + Number(minute) * 60 + Number(second), fraction, digits);
  return sign === "-" ? -found : found;
}

/** A decimal like `-12.345` as the integer of its digits, at so many behind the point. */
export function decimalDigits(text: string, scale: number): bigint | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const digits = BigInt(whole + fraction.padEnd(scale, "0").slice(0, scale) || "0");
  return sign === "-" ? -digits : digits;
}
