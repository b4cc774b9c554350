import type { DataType } from "../types/data-type.ts";

/** One attribute of a heading. Section "Headings" of the table declaration specification. */
export interface Attribute {
  readonly name: string;
  /** The type as the definition gives it: `int32`, `varchar(100)`, `<blob>`. */
  readonly type: string;
  /** The type of the column in the MySQL dialect, in lower case: `int`, `varchar(100)`, `longblob`. */
  readonly sqlType: string;
  /** How values are encoded, compared and decoded; null where the type of a computed attribute is not known. */
  readonly dataType: DataType | null;
  /** The codec of `<name>` or `<name@store>`, or null. */
  readonly codec: { readonly name: string; readonly store: string | null } | null;
  readonly inKey: boolean;
  readonly isNullable: boolean;
  /** As a heading shows it: null for none, `"null"`, text in double quotes, other literals bare. */
  readonly default: string | null;
  readonly comment: string;
  readonly isAutoincrement: boolean;
  readonly isUnsigned: boolean;
  readonly isHidden: boolean;
  /** `schema.table.attribute` where the attribute was first defined; null for those without lineage. */
  readonly lineage: string | null;
}
