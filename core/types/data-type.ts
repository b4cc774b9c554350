/**
 * What kind of value an attribute or an SQL expression holds, whatever database stores it.
 * Parameters are those of the core types of DataJoint's type system; `native` is a type of the MySQL
 * dialect that is passed through.
 */
export type DataType =
  | { readonly kind: "integer"; readonly bits: 8 | 16 | 24 | 32 | 64; readonly isUnsigned: boolean }
  | { readonly kind: "float"; readonly bits: 32 | 64 }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "bool" }
  | { readonly kind: "char"; readonly length: number }
  | { readonly kind: "varchar"; readonly length: number }
  | { readonly kind: "text" }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "date" }
  | { readonly kind: "datetime"; readonly fraction: number }
  | { readonly kind: "time"; readonly fraction: number }
  | { readonly kind: "uuid" }
  | { readonly kind: "bytes" }
  | { readonly kind: "json" }
  | { readonly kind: "native"; readonly name: string };

/** The name of a kind of value. */
export type DataTypeKind = DataType["kind"];
