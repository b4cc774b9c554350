import { integerOfDigits, type Typed } from "../sql/result-type.ts";
import type { DataType } from "../types/data-type.ts";

type Integer = DataType & { readonly kind: "integer" };

/** The type of fewer bits: integers that are known to be short are computed with more simply. */
const narrower = (one: Integer, other: DataType): DataType =>
  other.kind === "integer" && other.bits < one.bits ? other : one;

/**
 * The type in which a computed value comes back. What a server computes has lost what only the heading knew:
 * a part of a JSON document comes back as its text, a UUID as its bytes.
 */
export function computedType({ type, digits }: Typed): DataType | null {
  if (type?.kind === "integer" && digits !== undefined)
    return narrower(type, integerOfDigits(digits, type.isUnsigned));
  if (type?.kind === "json") return { kind: "text" };
  return type?.kind === "uuid" ? { kind: "bytes" } : type;
}
