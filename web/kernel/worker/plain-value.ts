import { NDArray } from "../../../core/codec/array/nd-array.ts";
import type { PlainValue } from "../table-questions.ts";

/** A value as it is written to files. */
export function plainValue(value: unknown): PlainValue {
  switch (typeof value) {
    case "boolean":
    case "number":
    case "bigint":
    case "string":
      return value;
    case "undefined":
      return null;
    default:
      if (value === null) return null;
      if (value instanceof Uint8Array) return value.slice();
      if (value instanceof Date) return value.toISOString();
      return { json: jsonText(value) };
  }
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => jsonPart(part)) ?? "null";
  } catch {
    return JSON.stringify(String(value));
  }
}

function jsonPart(part: unknown): unknown {
  if (typeof part === "bigint") return Number.isSafeInteger(Number(part)) ? Number(part) : String(part);
  if (part instanceof NDArray)
    return { dtype: part.dtype, shape: part.shape, data: [...(part.data as Iterable<unknown>)] };
  if (part instanceof Map) return Object.fromEntries(part);
  if (part instanceof Set) return [...part];
  if (ArrayBuffer.isView(part) && !(part instanceof DataView))
    return Array.from(part as unknown as ArrayLike<number>);
  return part;
}
