import type { ColumnType } from "./column-type.ts";
import { coreType } from "./core-type.ts";
import type { DataType } from "./data-type.ts";
import { nativeType } from "./native-type.ts";
import { scanType, type TypeParts, TypeProblemError } from "./type-scanner.ts";

/** Types of a server that a definition can't name, but that a table made elsewhere may have. */
function foreignType(word: string): DataType | null {
  switch (word) {
    case "blob":
    case "binary":
    case "varbinary":
    case "bit":
      return { kind: "bytes" };
    case "set":
      return { kind: "text" };
    default:
      return null;
  }
}

function known(parts: TypeParts): ColumnType | null {
  const isUnsigned = parts.modifiers.includes("unsigned") || parts.modifiers.includes("zerofill");
  const signed = { ...parts, modifiers: isUnsigned ? ["unsigned"] : [] };
  if (parts.word.toLowerCase() === "decimal") return nativeType({ ...signed, word: "numeric" });
  return coreType({ ...parts, modifiers: [] }) ?? nativeType(signed);
}

/**
 * Reads a column's type as a server or a database file gives it; one that is not known becomes a native type.
 *
 * @param text such as `int(11) unsigned`, in any case
 * @returns `type` and `sqlType` are the server's name without display widths
 */
export function parseSqlType(text: string): ColumnType {
  const name = text.trim();
  const unknown: ColumnType = {
    type: name,
    sqlType: name,
    dataType: { kind: "native", name },
    codec: null,
    isNative: true,
    isUnsigned: /\bunsigned\b/i.test(name),
    isAutoincrement: false,
    isSerial: false,
    warnings: [],
  };
  try {
    const parts = scanType(name);
    const type = known(parts);
    if (type !== null) return { ...type, type: type.sqlType, isNative: true, warnings: [] };
    const dataType = foreignType(parts.word.toLowerCase());
    return dataType === null ? unknown : { ...unknown, dataType };
  } catch (error) {
    if (error instanceof TypeProblemError) return unknown;
    throw error;
  }
}
