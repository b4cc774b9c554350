import type { PlainValue } from "../../kernel/table-questions.ts";
import type { PlainRow } from "./read-rows.ts";

/** A value as JSON; integers that a number can't hold keep their digits, and bytes come in base64. */
function jsonText(value: PlainValue): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if ("json" in value) return value.json;
  let text = "";
  for (const byte of value) text += String.fromCharCode(byte);
  return JSON.stringify(btoa(text));
}

/** Rows as a JSON list of objects, a row a line. */
export async function writeJson(
  names: readonly string[],
  portions: AsyncIterable<readonly PlainRow[]>,
): Promise<Blob> {
  const keys = names.map((name) => JSON.stringify(name));
  const parts = ["["];
  let separator = "\n";
  for await (const rows of portions) {
    for (const row of rows) {
      parts.push(`${separator}{${row.map((value, index) => `${keys[index]}:${jsonText(value)}`).join(",")}}`);
      separator = ",\n";
    }
  }
  parts.push("\n]\n");
  return new Blob(parts, { type: "application/json" });
}
