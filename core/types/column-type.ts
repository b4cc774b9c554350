import type { DataType } from "./data-type.ts";

/** A type as a definition names it, with all that follows from it. */
export interface ColumnType {
  /** As the heading shows it: `int32`, `varchar(100)`, `<blob@cold>`; of a native type the server's name. */
  readonly type: string;
  /** The column's type in the MySQL dialect, in lower case: `int`, `varchar(100)`, `longblob`. */
  readonly sqlType: string;
  readonly dataType: DataType;
  readonly codec: { readonly name: string; readonly store: string | null } | null;
  /** True for a type of the MySQL dialect that is passed through. */
  readonly isNative: boolean;
  readonly isUnsigned: boolean;
  readonly isAutoincrement: boolean;
  /** True for `serial`, which brings a unique index along. */
  readonly isSerial: boolean;
  /** What a user should be told without being stopped. */
  readonly warnings: readonly string[];
}
