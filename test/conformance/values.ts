import { blobInput } from "./blob-values.ts";
import type { BlobValue, Row, Value } from "./vector-file.ts";

/** The single tag of a tagged value, or null for a plain one. */
export function tagOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const keys = Object.keys(value);
  return keys.length === 1 && keys[0]!.startsWith("$") ? keys[0]! : null;
}

/** `nan`, `inf`, `-inf` and `-0` as numbers. */
export function specialFloat(name: string): number {
  const value = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    "-inf": Number.NEGATIVE_INFINITY,
    "-0": -0,
  }[name];
  if (value === undefined) throw new Error(`Unknown $float "${name}".`);
  return value;
}

/** The value to insert, restrict by or compute with, as a program here would write it. */
export function inputValue(value: unknown): unknown {
  const tag = tagOf(value);
  if (tag === null) return value;
  const content = (value as Record<string, unknown>)[tag];
  switch (tag) {
    case "$datetime":
      return String(content).replace("T", " ");
    case "$date":
    case "$time":
    case "$decimal":
    case "$uuid":
      return content;
    case "$int":
      return BigInt(content as string);
    case "$float":
      return specialFloat(content as string);
    case "$bytes":
      return new Uint8Array(Buffer.from(content as string, "base64"));
    case "$json":
      return content;
    case "$blob":
      return blobInput(content as BlobValue);
    default:
      throw new Error(`Unknown tag ${tag}.`);
  }
}

/** A row to insert: an object by names, or an array by position. */
export function inputRow(row: Row): Record<string, unknown> | unknown[] {
  if (Array.isArray(row)) return row.map((value: Value) => inputValue(value));
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inputValue(value)]));
}
