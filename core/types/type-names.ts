import { nearestName } from "../errors/index.ts";

/** Core types, by the first word of their names. Section "Core DataJoint Types" of the type system specification. */
export const coreTypeNames = [
  "int8",
  "int16",
  "int32",
  "int64",
  "float32",
  "float64",
  "decimal",
  "bool",
  "char",
  "varchar",
  "enum",
  "date",
  "datetime",
  "json",
  "uuid",
  "bytes",
] as const;

/** Types of the MySQL dialect that are passed through. Section "Native SQL Types" of the table declaration specification. */
export const nativeTypeNames = [
  "tinyint",
  "smallint",
  "mediumint",
  "int",
  "integer",
  "bigint",
  "serial",
  "float",
  "double",
  "real",
  "numeric",
  "time",
  "timestamp",
  "year",
  "tinytext",
  "text",
  "mediumtext",
  "longtext",
  "tinyblob",
  "mediumblob",
  "longblob",
] as const;

/** Types of other systems, and what they are called here. */
const elsewhere: Readonly<Record<string, string>> = {
  blob: "<blob> for any value, or bytes for raw bytes",
  attach: "<attach>",
  boolean: "bool",
  bit: "bool, or bytes",
  string: "varchar(n), where n is the greatest length",
  str: "varchar(n), where n is the greatest length",
  number: "float64, int32, or decimal(p,s)",
  dec: "decimal(p,s)",
  long: "int64",
  integer8: "int8",
  integer16: "int16",
  integer32: "int32",
  integer64: "int64",
  double64: "float64",
  int128: "int64, or decimal(39,0)",
  uint8: "int16",
  uint16: "int32",
  uint32: "int64",
  uint64: "decimal(20,0)",
  int24: "int32",
  int4: "int32",
  int2: "int16",
  float16: "float32",
  half: "float32",
  binary: "bytes, or uuid",
  varbinary: "bytes",
  bytea: "bytes",
  set: "enum('a','b'), or json",
  jsonb: "json",
  object: "json, or <object@>",
  datetime64: "datetime(6)",
  guid: "uuid",
};

/** What to say where a type is not known. */
export function hintForType(word: string): string {
  const name = word.toLowerCase();
  const known = elsewhere[name];
  if (known !== undefined) return ` Use ${known}.`;
  const nearest = nearestName(name, [...coreTypeNames, ...nativeTypeNames]);
  if (nearest !== null) return ` Did you mean "${nearest}"?`;
  return ` The core types are ${coreTypeNames.join(", ")}; a codec stands in angle brackets, as in <blob>.`;
}

/** The core type to prefer over a native one. Section "Native Passthrough Types" of the type system specification. */
export const preferredType: Readonly<Record<string, string>> = {
  tinyint: "int8",
  "tinyint unsigned": "int16",
  smallint: "int16",
  "smallint unsigned": "int32",
  mediumint: "int32",
  "mediumint unsigned": "int32",
  int: "int32",
  "int unsigned": "int64",
  bigint: "int64",
  "bigint unsigned": "decimal(20,0)",
  float: "float32",
  double: "float64",
  timestamp: "datetime",
  tinytext: "varchar(255)",
  text: "varchar(n)",
  mediumtext: "varchar(n)",
  longtext: "varchar(n)",
  tinyblob: "bytes",
  mediumblob: "bytes",
  longblob: "bytes",
};
