import type { TextPosition } from "../errors/index.ts";
import type { ColumnType } from "../types/column-type.ts";

/** A stretch of the definition's text. */
export interface TextSpan extends TextPosition {
  readonly length: number;
}

/** A default as written. Section "Default Values" of the table declaration specification. */
export type DefaultNode =
  | { readonly kind: "null"; readonly position: TextSpan }
  /** `CURRENT_TIMESTAMP`; precision is the number in parentheses, if any. */
  | { readonly kind: "now"; readonly precision: number; readonly position: TextSpan }
  | {
      readonly kind: "literal";
      /** Without its quotes. */
      readonly text: string;
      readonly isQuoted: boolean;
      readonly position: TextSpan;
    };

/** A line `name = default : type # comment`. */
export interface AttributeNode {
  readonly kind: "attribute";
  readonly name: string;
  readonly namePosition: TextSpan;
  readonly default: DefaultNode | null;
  readonly type: ColumnType;
  readonly typePosition: TextSpan;
  readonly comment: string;
  readonly isInKey: boolean;
}

/** One `new='old'` of a projected foreign key. */
export interface RenameNode {
  readonly newName: string;
  readonly newPosition: TextSpan;
  readonly oldName: string;
  readonly oldPosition: TextSpan;
}

/** A line `-> [options] Reference.proj(new='old')`. */
export interface ForeignKeyNode {
  readonly kind: "foreign key";
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  /** As written: `Table`, `alias.Table`, `Master.Part`, `master`, or `` `schema`.`table` ``. */
  readonly reference: string;
  readonly referencePosition: TextSpan;
  readonly renames: readonly RenameNode[];
  readonly isInKey: boolean;
}

/** One column of an index: an attribute, or an expression of the MySQL dialect without its parentheses. */
export type IndexColumnNode =
  | { readonly attribute: string; readonly position: TextSpan }
  | { readonly expression: string; readonly position: TextSpan };

/** A line `index(a, b)` or `unique index(a, b)`. */
export interface IndexNode {
  readonly kind: "index";
  readonly isUnique: boolean;
  readonly columns: readonly IndexColumnNode[];
  readonly position: TextSpan;
}

export type DefinitionLine = AttributeNode | ForeignKeyNode | IndexNode;

/** Something that a user should be told without being stopped. */
export interface DefinitionWarning {
  readonly message: string;
  readonly position: TextSpan;
}

/** A table definition as written, before its references are resolved. */
export interface DefinitionTree {
  readonly comment: string;
  readonly commentPosition: TextSpan | null;
  readonly lines: readonly DefinitionLine[];
  readonly warnings: readonly DefinitionWarning[];
}
