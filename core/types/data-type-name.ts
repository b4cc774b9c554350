import type { DataType } from "./data-type.ts";

/** What the type of a computed value is called; empty where it is not known. */
export function dataTypeName(type: DataType | null): string {
  if (type === null) return "";
  if (type.kind === "native") return type.name;
  return type.kind === "integer" || type.kind === "float"
    ? `${type.kind === "integer" ? "int" : "float"}${type.bits}`
    : type.kind;
}
