import type { Attribute } from "../heading/attribute.ts";

/** The full name of a table. */
export interface TableName {
  readonly schema: string;
  /** With its tier prefix and, for a part, its master: `#lab`, `__scan__frame`. */
  readonly table: string;
}

/** A foreign key whose parent and attributes are known. */
export interface ForeignKey {
  readonly parent: TableName;
  /** Attributes of the child, each beside its attribute of the parent. */
  readonly attributes: readonly string[];
  readonly parentAttributes: readonly string[];
  /** True where the attributes belong to the child's primary key. */
  readonly inKey: boolean;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
}

/** What only making a table needs to know of its definition; a table that was read from a database has none of it. */
export interface CreationDetails {
  /** Attributes that foreign keys brought in. */
  readonly inherited: readonly string[];
  /** Attributes of native types. */
  readonly native: readonly string[];
  /** Foreign keys line by line, those that repeat an earlier one included. */
  readonly foreignKeys: readonly ForeignKey[];
  /** Indexes line by line, those of unique foreign keys in place; also those that say nothing new. */
  readonly indexes: readonly TableIndex[];
}

/** A secondary index: attribute names, or SQL expressions for functional parts. */
export interface TableIndex {
  readonly columns: readonly ({ readonly attribute: string } | { readonly expression: string })[];
  readonly isUnique: boolean;
}

/** A table whose references are all resolved: what a dialect declares, and what it reads back from a database. */
export interface TableDeclaration {
  readonly name: TableName;
  readonly comment: string;
  /** In the order of the definition, foreign-key attributes in place, hidden ones last. */
  readonly attributes: readonly Attribute[];
  readonly foreignKeys: readonly ForeignKey[];
  /** All secondary indexes, those of unique foreign keys included. */
  readonly indexes: readonly TableIndex[];
  readonly creation?: CreationDetails;
}
