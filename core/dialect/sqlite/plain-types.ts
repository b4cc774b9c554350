import { DataJointError } from "../../errors/index.ts";
import { parseType } from "../../types/core-types.ts";

/** A column's type in the MySQL dialect, with the core type that it stands for where there is one. */
export interface PlainType {
  readonly sqlType: string;
  readonly recordedType: string | null;
}

const whole: PlainType = { sqlType: "bigint", recordedType: "int64" };
const float: PlainType = { sqlType: "double", recordedType: "float64" };
const text: PlainType = { sqlType: "longtext", recordedType: null };
const bytes: PlainType = { sqlType: "longblob", recordedType: "bytes" };

const named: Readonly<Record<string, PlainType>> = {
  boolean: { sqlType: "tinyint", recordedType: "bool" },
  bool: { sqlType: "tinyint", recordedType: "bool" },
  date: { sqlType: "date", recordedType: "date" },
  datetime: { sqlType: "datetime(6)", recordedType: "datetime(6)" },
  timestamp: { sqlType: "datetime(6)", recordedType: "datetime(6)" },
  time: { sqlType: "time(6)", recordedType: null },
  json: { sqlType: "json", recordedType: "json" },
  real: float,
};

/** A type of limited length or precision, if the text is one. */
function sized(declared: string): PlainType | null {
  const match = /^(?:(?:n|national )?(?:var)?char(?:acter)?(?: varying)?|varchar2)\s*\((\d+)\)$/.exec(
    declared,
  );
  const name =
    match === null
      ? /^(?:decimal|numeric)\s*\(\s*\d+\s*,\s*\d+\s*\)$/.test(declared)
        ? declared.replace("numeric", "decimal")
        : null
      : `varchar(${match[1]})`;
  if (name === null) return null;
  try {
    const { sqlType, type } = parseType(name);
    return { sqlType, recordedType: type };
  } catch (error) {
    if (error instanceof DataJointError) return null;
    throw error;
  }
}

/**
 * The type of a column that something else than DataJoint declared, by SQLite's own rules of affinity.
 *
 * @param declared as CREATE TABLE says it, in any case; empty for none
 */
export function plainType(declared: string): PlainType {
  const name = declared.trim().toLowerCase();
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known !== undefined) return known;
  const limited = sized(name);
  if (limited !== null) return limited;
  if (name.includes("int")) return whole;
  if (/char|clob|text/.test(name)) return text;
  if (name.includes("blob") || name === "") return bytes;
  return float;
}
