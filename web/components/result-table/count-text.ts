/** `no rows`, `1 row`, `first 12 of 345 rows`; of a choice of rows `12 of 345 rows`. */
export function countText(shown: number, total: number, word: "first" | "of" = "first"): string {
  if (total === 0) return "no rows";
  const rows = `${total.toLocaleString("en")} ${total === 1 ? "row" : "rows"}`;
  if (shown >= total) return rows;
  const some = shown.toLocaleString("en");
  return word === "first" ? `first ${some} of ${rows}` : `${some} of ${rows}`;
}
