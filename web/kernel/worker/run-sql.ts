import type { Output } from "../output.ts";
import type { CellEngine } from "./cell-engine.ts";
import { shownRows, tableOutput } from "./plain-table.ts";
import { splitSql } from "./split-sql.ts";

/** An error of one SQL statement, with the line of the cell on which the statement begins. */
export class SqlCellError extends Error {
  readonly line: number;

  constructor(cause: unknown, line: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = cause instanceof Error ? cause.name : "Error";
    this.line = line;
  }
}

/**
 * Runs the statements of a SQL cell in order; each that gives rows is shown as a table.
 *
 * @param target the Instance or schema that the cell names, or undefined for the Instance opened last
 * @throws SqlCellError for the first statement that fails
 */
export async function runSql(
  engine: CellEngine,
  sql: string,
  target: unknown,
  show: (output: Output) => void,
): Promise<void> {
  for (const statement of splitSql(sql)) {
    try {
      const { columns, rows, changes } = await engine.query(statement.sql, target);
      if (columns.length > 0) {
        show(
          tableOutput({
            columns: columns.map((name) => ({ name, type: "", inKey: false })),
            rows: rows.slice(0, shownRows),
            total: rows.length,
            sql: null,
          }),
        );
      } else if (changes > 0) {
        show({
          kind: "text",
          level: "info",
          text: changes === 1 ? "1 row changed." : `${changes} rows changed.`,
        });
      }
    } catch (error) {
      throw new SqlCellError(error, statement.line);
    }
  }
}
