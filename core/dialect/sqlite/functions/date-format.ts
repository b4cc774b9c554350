import { dateOfDayNumber, dayNumber, dayNumberOf, daysInMonth, type Temporal } from "./temporal.ts";
import { dayNames, monthNames, weekday, yearAndWeek } from "./weeks.ts";

const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
const hour12 = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

function ordinal(day: number): string {
  const suffix = day >= 10 && day <= 19 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${suffix}`;
}

/** What each letter after a `%` stands for; a letter that is not here stands for itself. */
const specifiers: Record<string, (value: Temporal) => string> = {
  a: (value) => dayNames[weekday(value)]!.slice(0, 3),
  b: (value) => monthNames[value.month - 1]!.slice(0, 3),
  c: (value) => String(value.month),
  D: (value) => ordinal(value.day),
  d: (value) => pad(value.day),
  e: (value) => String(value.day),
  f: (value) => pad(value.microsecond, 6),
  H: (value) => pad(value.hour),
  h: (value) => pad(hour12(value.hour)),
  I: (value) => pad(hour12(value.hour)),
  i: (value) => pad(value.minute),
  j: (value) => pad(dayNumberOf(value) - dayNumber(value.year, 1, 1) + 1, 3),
  k: (value) => String(value.hour),
  l: (value) => String(hour12(value.hour)),
  M: (value) => monthNames[value.month - 1]!,
  m: (value) => pad(value.month),
  p: (value) => (value.hour % 24 < 12 ? "AM" : "PM"),
  r: (value) =>
    `${pad(hour12(value.hour))}:${pad(value.minute)}:${pad(value.second)} ${value.hour % 24 < 12 ? "AM" : "PM"}`,
  S: (value) => pad(value.second),
  s: (value) => pad(value.second),
  T: (value) => `${pad(value.hour)}:${pad(value.minute)}:${pad(value.second)}`,
  U: (value) => pad(yearAndWeek(value, 0).week),
  u: (value) => pad(yearAndWeek(value, 1).week),
  V: (value) => pad(yearAndWeek(value, 2).week),
  v: (value) => pad(yearAndWeek(value, 3).week),
  W: (value) => dayNames[weekday(value)]!,
  w: (value) => String((weekday(value) + 1) % 7),
  X: (value) => pad(yearAndWeek(value, 2).year, 4),
  x: (value) => pad(yearAndWeek(value, 3).year, 4),
  Y: (value) => pad(value.year, 4),
  y: (value) => pad(value.year % 100),
};

/** DATE_FORMAT and TIME_FORMAT. */
export function formatWithPattern(value: Temporal, pattern: string): string {
  return pattern.replace(/%(.)/gsu, (_, letter: string) => specifiers[letter]?.(value) ?? letter);
}

interface Fields {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  microsecond: number;
  isAfternoon: boolean | null;
  dayOfYear: number | null;
}

/** Reads one field from the start of a text; gives how many characters it took, or -1. */
type FieldReader = (text: string, fields: Fields) => number;

const digits =
  (longest: number, store: (fields: Fields, value: number, text: string) => void): FieldReader =>
  (text, fields) => {
    const match = new RegExp(`^\\d{1,${longest}}`).exec(text);
    if (match === null) return -1;
    store(fields, Number(match[0]), match[0]);
    return match[0].length;
  };

const nameIn =
  (
    names: readonly string[],
    length: number | null,
    store: (fields: Fields, index: number) => void,
  ): FieldReader =>
  (text, fields) => {
    const lower = text.toLowerCase();
    const index = names.findIndex((name) =>
      lower.startsWith(name.slice(0, length ?? undefined).toLowerCase()),
    );
    if (index === -1) return -1;
    store(fields, index);
    return length ?? names[index]!.length;
  };

const half: FieldReader = (text, fields) => {
  const match = /^[AaPp][Mm]/.exec(text);
  if (match === null) return -1;
  fields.isAfternoon = match[0].toLowerCase() === "pm";
  return 2;
};

const hour24 = digits(2, (fields, value) => {
  fields.hour = value;
});
const hourOfHalf = digits(2, (fields, value) => {
  fields.isAfternoon ??= false;
  fields.hour = value;
});
const minutes = digits(2, (fields, value) => {
  fields.minute = value;
});
const seconds = digits(2, (fields, value) => {
  fields.second = value;
});
const dayOfMonth = digits(2, (fields, value) => {
  fields.day = value;
});
const monthNumber = digits(2, (fields, value) => {
  fields.month = value;
});
const setMonth = (fields: Fields, index: number): void => {
  fields.month = index + 1;
};

const readers: Record<string, FieldReader> = {
  a: nameIn(dayNames, 3, () => {}),
  b: nameIn(monthNames, 3, setMonth),
  c: monthNumber,
  D: (text, fields) => {
    const match = /^(\d{1,2})(?:st|nd|rd|th)/i.exec(text);
    if (match === null) return -1;
    fields.day = Number(match[1]);
    return match[0].length;
  },
  d: dayOfMonth,
  e: dayOfMonth,
  f: digits(6, (fields, _, text) => {
    fields.microsecond = Number(text.padEnd(6, "0"));
  }),
  H: hour24,
  h: hourOfHalf,
  I: hourOfHalf,
  i: minutes,
  j: digits(3, (fields, value) => {
    fields.dayOfYear = value;
  }),
  k: hour24,
  l: hourOfHalf,
  M: nameIn(monthNames, null, setMonth),
  m: monthNumber,
  p: half,
  S: seconds,
  s: seconds,
  W: nameIn(dayNames, null, () => {}),
  w: digits(1, () => {}),
  Y: digits(4, (fields, value, text) => {
    fields.year = text.length > 2 ? value : value + (value < 70 ? 2000 : 1900);
  }),
  y: digits(2, (fields, value) => {
    fields.year = value + (value < 70 ? 2000 : 1900);
  }),
};

/** STR_TO_DATE: null where the text does not follow the pattern or is no date. */
export function parseWithPattern(text: string, pattern: string): Temporal | null {
  const fields: Fields = {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    microsecond: 0,
    isAfternoon: null,
    dayOfYear: null,
  };
  const expanded = pattern.replaceAll("%T", "%H:%i:%S").replaceAll("%r", "%I:%i:%S %p");
  let rest = text.trimStart();
  for (let index = 0; index < expanded.length; index++) {
    const character = expanded[index]!;
    if (/\s/.test(character)) {
      rest = rest.trimStart();
      continue;
    }
    if (character === "%" && index + 1 < expanded.length) {
      const letter = expanded[++index]!;
      const reader = readers[letter];
      if (reader !== undefined) {
        rest = rest.trimStart();
        const taken = reader(rest, fields);
        if (taken === -1) return null;
        rest = rest.slice(taken);
        continue;
      }
      if (!rest.startsWith(letter)) return null;
      rest = rest.slice(1);
      continue;
    }
    if (!rest.startsWith(character)) return null;
    rest = rest.slice(1);
  }
  return toTemporal(fields, /%[abcDdejMmYyUuVvXxWw]/.test(expanded));
}

function toTemporal(fields: Fields, hasDate: boolean): Temporal | null {
  let { year, month, day, hour } = fields;
  if (fields.isAfternoon !== null) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (fields.isAfternoon ? 12 : 0);
  }
  if (fields.dayOfYear !== null) {
    ({ year, month, day } = dateOfDayNumber(dayNumber(year, 1, 1) + fields.dayOfYear - 1));
  }
  if (hour > 23 || fields.minute > 59 || fields.second > 59) return null;
  if (hasDate && (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))) return null;
  const { minute, second, microsecond } = fields;
  return { kind: "datetime", year, month, day, isNegative: false, hour, minute, second, microsecond };
}
