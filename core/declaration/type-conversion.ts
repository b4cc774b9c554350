import type { Attribute } from "../heading/attribute.ts";
import type { DataTypeKind } from "../types/data-type.ts";

type Family = "number" | "text" | "enum" | "date" | "time" | "json" | "bytes" | "other";

const families: Readonly<Record<DataTypeKind, Family>> = {
  integer: "number",
  bool: "number",
  float: "number",
  decimal: "number",
  char: "text",
  varchar: "text",
  text: "text",
  enum: "enum",
  date: "date",
  datetime: "date",
  time: "time",
  json: "json",
  bytes: "bytes",
  uuid: "other",
  native: "other",
};

/** Families that a text can be read as, and that can be written as a text. */
const readable: ReadonlySet<Family> = new Set(["number", "text", "enum", "date", "time", "json"]);

/**
 * Whether the values of an attribute keep their meaning when it gets another type; single values may still not fit.
 * Codecs write values in ways of their own, and an enum's numbers mean nothing elsewhere, so these are left alone.
 */
export function areValuesConvertible(from: Attribute, to: Attribute): boolean {
  if (from.codec !== null || to.codec !== null) {
    return from.codec?.name === to.codec?.name && from.codec?.store === to.codec?.store;
  }
  if (from.type === to.type) return true;
  if (from.dataType === null || to.dataType === null) return false;
  const before = families[from.dataType.kind];
  const after = families[to.dataType.kind];
  if (before === "other" || after === "other") return false;
  if (before === after) return true;
  return (before === "text" && readable.has(after)) || (after === "text" && readable.has(before));
}
