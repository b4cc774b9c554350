import type { DataType } from "../types/data-type.ts";

/**
 * The type in which a computed value comes back. What a server computes has lost what only the heading knew:
 * a part of a JSON document comes back as its text, a UUID as its bytes.
 */
export function computedType(type: DataType | null): DataType | null {
  if (type?.kind === "json") return { kind: "text" };
  return type?.kind === "uuid" ? { kind: "bytes" } : type;
}
