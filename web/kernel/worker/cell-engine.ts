import type { SentStatement } from "../../../core/connection/statement-observer.ts";
import type { DiagramOutput, ProgressOutput } from "../output.ts";
import type { CellModules } from "../scope/cell-modules.ts";
import type { ScopeTable } from "../table-questions.ts";
import type { SqlStatement } from "./split-sql.ts";
import type { TableSource } from "./table-source.ts";

/** What one raw SQL statement gave. */
export interface SqlResult {
  /** What the types of the columns are called, where that is known. */
  readonly types?: readonly string[];
  /** Empty for a statement that gives no rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows that were inserted, updated or deleted. */
  readonly changes: number;
}

/** Runs the statements of one SQL cell. */
export interface SqlRun {
  /** Whether texts in the statements are read as MySQL reads them. */
  readonly readsMysql: boolean;
  query(statement: SqlStatement): Promise<SqlResult>;
}

/** What running cells needs of DataJoint. */
export interface CellEngine {
  /** What cells can import. */
  readonly modules: CellModules;
  /** Called before each cell. */
  beginCell(): void;
  /** True for what is shown as a table: a query expression, a table class, an instance of one. */
  isExpression(value: unknown): boolean;
  /** The rows of an expression, to be fetched when they are looked at. */
  open(value: unknown): Promise<TableSource>;
  /** Has each statement told when it has run; null for no more. */
  observeStatements(observe: ((sent: SentStatement) => void) | null): void;
  /** Draws a diagram; null for a value that is none. */
  draw(value: unknown): Promise<DiagramOutput> | null;
  /**
   * Makes what runs the statements of a SQL cell.
   *
   * @param target the value of the variable that the cell names, or undefined for the Instance opened last
   * @param isMysql whether the cell is written in MySQL's SQL, whatever the database is
   */
  openSql(target: unknown, isMysql: boolean): SqlRun;
  /**
   * The tables that code can name by variables, and those of the database files that are open. Nothing is declared
   * or changed for it.
   */
  tablesOf(variables: readonly (readonly [name: string, value: unknown])[]): Promise<readonly ScopeTable[]>;
  /** Has long work tell how far it is. */
  onProgress(report: (progress: Omit<ProgressOutput, "kind">) => void): void;
  /** Saves what was committed to database files; resolves when it is safe. */
  save(): Promise<void>;
}
