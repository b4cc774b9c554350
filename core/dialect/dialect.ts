import type { Result } from "../connection/result.ts";
import type { AlterPlan } from "../declaration/alter-plan.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import type { DataJointError } from "../errors/index.ts";
import type { TableKeys } from "../graph/dependency-graph.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { SqlExpression } from "../sql/sql-expression.ts";
import type {
  DeleteStatement,
  InsertStatement,
  SelectStatement,
  TableReference,
  UpdateStatement,
} from "../sql/statement/sql-statement.ts";
import type { DataType } from "../types/data-type.ts";
import type { ValueEncoder } from "../values/encode-value.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";
import type { PlanNode } from "./plan-node.ts";

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

/** What changes a table. */
export interface AlterStatements {
  readonly statements: Statement[];
  /** A query to run at the end: a row of it is a reference that the change broke. */
  readonly violations: Statement | null;
}

/** Making and dropping tables and schemas. All statements of one call belong in one transaction where the server allows it. */
export interface Ddl {
  createSchema(schema: string): Statement[];
  /** @param tables every table of the schema, as `Introspection.listTables` gives them: children before parents */
  dropSchema(schema: string, tables: readonly TableName[]): Statement[];
  /** Also records whatever is needed to read the declaration back: comments, core types, lineage. */
  createTable(declaration: TableDeclaration): Statement[];
  /** @param plan changes a table that exists; where DDL can be rolled back, foreign keys are not enforced meanwhile */
  alterTable(plan: AlterPlan): AlterStatements;
  dropTable(name: TableName): Statement[];
  /** Makes, where it is missing, what keeps where the attributes of a schema come from. */
  createLineage(schema: string): Statement[];
  /** @param declarations every table of the schema, with the lineage that takes the place of what was recorded */
  replaceLineage(schema: string, declarations: readonly TableDeclaration[]): Statement[];
}

/** Whether lineage is taken as it was recorded, or followed along foreign keys in spite of that. */
export type LineageSource = "recorded" | "followed";

/** Reading back from the database alone. */
export interface Introspection {
  listSchemas(executor: Executor): Promise<string[]>;
  /** Every table of the schema but those whose names start with `~`; an empty list where there is no such schema. */
  loadSchema(executor: Executor, schema: string, lineage?: LineageSource): Promise<TableDeclaration[]>;
  /** One table, or null where it does not exist. */
  loadTable(executor: Executor, name: TableName): Promise<TableDeclaration | null>;
  /** Foreign keys of other tables, in whatever schema, that refer to the table. */
  loadChildren(executor: Executor, name: TableName): Promise<TableName[]>;
  /**
   * Primary keys and foreign keys of every table in some schemas, those whose names start with `~` left out; and at
   * least the names of tables in other schemas that refer to them.
   */
  loadKeys(executor: Executor, schemas: readonly string[]): Promise<readonly TableKeys[]>;
  /**
   * The state of the catalogue, where a cascade may look itself for references to the rows that it deletes, instead of
   * leaving each row to the server: it knows every foreign key then, and nothing else follows from a deletion. Null
   * where the server has to do it, or is as quick.
   */
  stateForOwnChecks(executor: Executor): Promise<string | null>;
  /** Every table of the schema, also those whose names start with `~`; children before parents, for `Ddl.dropSchema`. */
  listTables(executor: Executor, schema: string): Promise<TableName[]>;
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

/** A whole statement as printed for a dialect. */
export interface PrintedStatement {
  readonly sql: string;
  /** The types of its columns; null for a statement that gives no rows. */
  readonly types: readonly (DataType | null)[] | null;
}

/** Printing of whole statements in the MySQL-flavoured SQL that users write. */
export interface StatementPrinting {
  /**
   * @param findTable the declaration of a table that the statement names
   * @throws QuerySyntaxError for what the dialect can't say
   */
  print(
    statement: SelectStatement | InsertStatement | UpdateStatement | DeleteStatement,
    findTable: (reference: TableReference) => TableDeclaration,
  ): PrintedStatement;
}

/** What differs in a SELECT statement. */
export interface SelectPrinting {
  /** The clause that limits the rows; empty where nothing is limited. */
  limit(limit: number | null, offset: number): string;
  /** Whether GROUP BY must name every column that is selected, also those that the others determine. */
  readonly groupsByEveryColumn: boolean;
  /** Whether SQL that our own parser can't read is passed on to the server. */
  readonly passesForeignSql: boolean;
  /** Whether statements are prepared once and kept by their text, so that those of the same text are quicker. */
  readonly keepsStatements: boolean;
  /** The name of the 64-bit float in a CAST. */
  readonly floatCast: string;
  /**
   * The condition that a column equals a value, not null, which need not be of its type.
   *
   * @param isComputed whether the column is no attribute of a table
   * @throws DataJointError for a value that can't be compared with the column
   */
  equality(column: PrintedExpression, value: unknown, attribute: Attribute, isComputed: boolean): Statement;
  /** A list of keys as it stands in `(…) IN (…)`. */
  keyList(attributeCount: number, keyCount: number): string;
  /** The same value as a column of a subquery has, in a form that the server looks up in no key that it makes for the subquery. */
  besideKeys(column: string): string;
  /** What a column is sorted by, so that the order of its values is MySQL's. */
  sortKey(sql: string, type: DataType | null): string;
}

/** What becomes of rows whose key exists. */
export type DuplicateHandling = "refuse" | "replace" | "skip";

/** What differs in an INSERT statement. */
export interface InsertPrinting {
  /** What stands after the rows; empty for nothing. Rows are replaced in place, since others may refer to them. */
  onDuplicate(duplicates: DuplicateHandling, declaration: TableDeclaration): string;
  /** The default of an attribute as it stands in the SET clause of an UPDATE. */
  defaultOf(attribute: Attribute): string;
  /**
   * A value of a query as a column keeps it. One that does not fit is left for the column to refuse.
   *
   * @param sql the value, without bound values
   * @param from its type; null where that is not known
   */
  assigned(sql: string, from: DataType | null, to: Attribute): string;
  /** How many values one statement may bind. */
  readonly maximumValues: number;
  /** How many characters and bytes several rows of one statement may have; null for any. A single row may have more. */
  readonly maximumLength: number | null;
}

/** Values on their way in and out. */
export interface ValueCoding {
  /**
   * How values of an attribute are stored; null and undefined are not for it.
   *
   * @returns a function that throws a DataJointError with attribute and value where the value does not fit the type
   */
  encoder(attribute: Attribute): ValueEncoder;
  /** @throws DataJointError as `encoder` */
  encode(value: unknown, attribute: Attribute): SqlValue;
  /** Turns what the driver returned into the value that programs see; null where it is the same. */
  decoder(type: DataType | null, hasWideIntegers: boolean): ((value: SqlValue) => unknown) | null;
}

/** Plans of queries. */
export interface PlanReading {
  /** The statement that asks for the plan of a query, instead of running it. */
  statement(query: Statement): Statement;
  read(result: Result): PlanNode;
}

/** SQL that tells who is connected. */
export interface SessionIdentity {
  /** The number by which the server knows the connection; 0 where there is no server. */
  readonly connectionId: string;
  /** User and host as the server sees them; null where there is no server. */
  readonly user: string | null;
}

/** Objects of stores that are kept in the database itself, by the location of the store and their path. */
export interface StoredContent {
  /** Gives a row where there is a place for objects. */
  isPrepared(): Statement;
  /** Makes a place for objects. */
  prepare(): Statement[];
  read(location: string, path: string): Statement;
  /** Writes an object, over another of the same path. */
  write(location: string, path: string, content: Uint8Array): Statement;
  size(location: string, path: string): Statement;
  /** Paths of all objects whose paths start with the prefix, in order. */
  list(location: string, prefix: string): Statement;
  remove(location: string, path: string): Statement;
}

/** One SQL dialect; everything that differs between databases is behind it. */
export interface Dialect {
  readonly name: DialectName;
  readonly quote: Quoting;
  readonly ddl: Ddl;
  readonly introspection: Introspection;
  readonly expressions: ExpressionPrinting;
  /** Null where the server reads statements in MySQL's SQL itself. */
  readonly statements: StatementPrinting | null;
  readonly select: SelectPrinting;
  readonly insert: InsertPrinting;
  readonly values: ValueCoding;
  readonly plans: PlanReading;
  readonly session: SessionIdentity;
  /** Null where the database keeps no objects of stores. */
  readonly content: StoredContent | null;
  /** Refuses raw SQL that the database would run though values for its `?` are missing. */
  assertBoundValues(statement: Statement): void;
  /** A driver's error as one of DataJoint's own, with the server's words kept. */
  translateError(error: unknown, statement: Statement): DataJointError;
  /** True for a translated error after which the open transaction is no more, though the connection is. */
  endsTransaction(error: unknown): boolean;
}
