import type { DialectName } from "../dialect/dialect.ts";
import type { Statement } from "../values/sql-value.ts";

/** A statement that was sent to a database, and what became of it. */
export interface SentStatement {
  readonly statement: Statement;
  readonly dialect: DialectName;
  readonly milliseconds: number;
  /** Rows that it gave. */
  readonly rows: number;
  /** Rows that it inserted, updated or deleted. */
  readonly changes: number;
  /** Why it failed; null where it did not. */
  readonly error: string | null;
}

export type StatementObserver = (sent: SentStatement) => void;

let observer: StatementObserver | null = null;

/** Sets who is told of each statement of this program when it has run; null for nobody. */
export function observeStatements(observe: StatementObserver | null): void {
  observer = observe;
}

/** Who is told of statements now. */
export const statementObserver = (): StatementObserver | null => observer;
