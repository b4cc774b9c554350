import { dayNumber, dayNumberOf, type Temporal } from "./temporal.ts";

export const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

type Date = Pick<Temporal, "year" | "month" | "day">;

/** The day of the week, from 0 for Monday. */
export const weekday = (value: Date): number => (dayNumber(value.year, value.month, value.day) + 5) % 7;

/** The week of the year in one of MySQL's eight modes. */
export function weekOf(value: Temporal, mode: number): number {
  return yearAndWeek(value, mode).week;
}

/**
 * The year and week that a date belongs to. Of the mode, bit 0 makes weeks begin on Monday, bit 1 counts
 * from 1 and gives days before the first week to the year before, bit 2 says how the first week is found.
 */
export function yearAndWeek(value: Temporal, mode: number): { year: number; week: number } {
  const isMondayFirst = (mode & 1) !== 0;
  const isWithinYear = (mode & 2) !== 0;
  // The first week is the first with four days in the year, or the first that starts in it.
  const isFirstFull = isMondayFirst ? (mode & 4) !== 0 : (mode & 4) === 0;
  const startOf = (year: number): number => {
    const first = dayNumber(year, 1, 1);
    const fromStart = isMondayFirst ? (first + 5) % 7 : (first + 6) % 7;
    if (isFirstFull) return fromStart === 0 ? first : first + 7 - fromStart;
    return fromStart <= 3 ? first - fromStart : first + 7 - fromStart;
  };
  const day = dayNumberOf(value);
  const start = startOf(value.year);
  if (day < start) {
    if (!isWithinYear) return { year: value.year, week: 0 };
    return { year: value.year - 1, week: Math.floor((day - startOf(value.year - 1)) / 7) + 1 };
  }
  if (isWithinYear && day >= startOf(value.year + 1)) return { year: value.year + 1, week: 1 };
  return { year: value.year, week: Math.floor((day - start) / 7) + 1 };
}
