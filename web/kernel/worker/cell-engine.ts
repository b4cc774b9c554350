import type { SentStatement } from "../../../core/connection/statement-observer.ts";
import type { DiagramOutput, ProgressOutput } from "../output.ts";
import type { CellModules } from "../scope/cell-modules.ts";
import type { TableSource } from "./table-source.ts";

/** What one raw SQL statement gave. */
export interface SqlResult {
  /** Empty for a statement that gives no rows. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows that were inserted, updated or deleted. */
  readonly changes: number;
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
   * Runs one statement of a SQL cell.
   *
   * @param target the value of the variable that the cell names, or undefined for the Instance opened last
   */
  query(sql: string, target: unknown): Promise<SqlResult>;
  /** Has long work tell how far it is. */
  onProgress(report: (progress: Omit<ProgressOutput, "kind">) => void): void;
  /** Saves what was committed to database files; resolves when it is safe. */
  save(): Promise<void>;
}
