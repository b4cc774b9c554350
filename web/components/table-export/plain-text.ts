import type { PlainValue } from "../../kernel/table-questions.ts";

const hexadecimal = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A value as text: bytes in hexadecimal digits, what is no plain value as JSON; null stays null. */
export function plainText(value: PlainValue): string | null {
  if (value === null) return null;
  if (typeof value !== "object") return String(value);
  return value instanceof Uint8Array ? hexadecimal(value) : value.json;
}
