import { plainText } from "./plain-text.ts";
import type { PlainRow } from "./read-rows.ts";

/** NULL is an empty field, and an empty text a pair of quotes. */
function field(text: string | null): string {
  if (text === null) return "";
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (texts: readonly (string | null)[]): string => `${texts.map(field).join(",")}\r\n`;

/** Rows as CSV (RFC 4180, UTF-8), with a line of names first. */
export async function writeCsv(
  names: readonly string[],
  portions: AsyncIterable<readonly PlainRow[]>,
): Promise<Blob> {
  const parts = [line(names)];
  for await (const rows of portions) parts.push(rows.map((row) => line(row.map(plainText))).join(""));
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}
