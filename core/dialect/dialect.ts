import type { Result } from "../connection/result.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import type { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { SqlExpression } from "../sql/sql-expression.ts";
import type { DataType } from "../types/data-type.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";

export type DialectName = "sqlite" | "mysql";

/** Whatever can run one statement; introspection needs no more. */
export interface Executor {
  execute(statement: Statement): Promise<Result>;
}

/** How names are written in SQL text. */
export interface Quoting {
  identifier(name: string): string;
  /** A table as it stands in a FROM clause. */
  table(name: TableName): string;
  /** A text literal, for DDL and for literals that a user's own SQL contains; never for values. */
  text(text: string): string;
}

/** Making and dropping tables and schemas. All statements of one call belong in one transaction where the server allows it. */
export interface Ddl {
  createSchema(schema: string): Statement[];
  dropSchema(schema: string): Statement[];
  /** Also records whatever is needed to read the declaration back: comments, core types, lineage. */
  createTable(declaration: TableDeclaration): Statement[];
  dropTable(name: TableName): Statement[];
}

/** Reading back from the database alone. */
export interface Introspection {
  listSchemas(executor: Executor): Promise<string[]>;
  /** Every table of the schema but those whose names start with `~`; an empty list where there is no such schema. */
  loadSchema(executor: Executor, schema: string): Promise<TableDeclaration[]>;
  /** One table, or null where it does not exist. */
  loadTable(executor: Executor, name: TableName): Promise<TableDeclaration | null>;
  /** Foreign keys of other tables, in whatever schema, that refer to the table. */
  loadChildren(executor: Executor, name: TableName): Promise<TableName[]>;
}

/** An SQL expression as printed for a dialect, with the kind of value that it gives (null: not known). */
export interface PrintedExpression {
  readonly sql: string;
  readonly type: DataType | null;
}

/** Printing of the MySQL-flavoured SQL that users write. */
export interface ExpressionPrinting {
  /**
   * @param expression a parsed condition or computation
   * @param resolve gives the SQL and type of an attribute by its name
   */
  print(expression: SqlExpression, resolve: (name: string) => PrintedExpression): PrintedExpression;
}

/** Values on their way in and out. */
export interface ValueCoding {
  /** @throws DataJointError that names attribute and value where the value does not fit the type */
  encode(value: unknown, attribute: Attribute): SqlValue;
  /** Turns what the driver returned into the value of API's table of values. */
  decoder(type: DataType | null): ((value: SqlValue) => unknown) | null;
}

/** One SQL dialect; everything that differs between databases is behind it. */
export interface Dialect {
  readonly name: DialectName;
  readonly quote: Quoting;
  readonly ddl: Ddl;
  readonly introspection: Introspection;
  readonly expressions: ExpressionPrinting;
  readonly values: ValueCoding;
  /** A driver's error as one of DataJoint's own, with the server's words kept. */
  translateError(error: unknown, statement: Statement): DataJointError;
}
