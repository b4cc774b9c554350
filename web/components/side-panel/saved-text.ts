const TIME = new Intl.DateTimeFormat("en", { timeStyle: "short" });
const DAY = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/** The hour for what was saved today, the day for anything older. */
export function savedText(savedAt: Date): string {
  const isToday = savedAt.toDateString() === new Date().toDateString();
  return isToday ? `today at ${TIME.format(savedAt)}` : DAY.format(savedAt);
}
