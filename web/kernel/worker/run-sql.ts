import type { Output, TableOutput } from "../output.ts";
import type { CellEngine } from "./cell-engine.ts";
import { listSource } from "./list-source.ts";
import { splitSql } from "./split-sql.ts";
import { namedColumns } from "./table-desk.ts";
import type { TableSource } from "./table-source.ts";

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
 * @param makeTable makes the output of rows
 * @throws SqlCellError for the first statement that fails
 */
export async function runSql(
  engine: CellEngine,
  sql: string,
  target: unknown,
  makeTable: (source: TableSource) => Promise<TableOutput>,
  show: (output: Output) => void,
): Promise<void> {
  for (const statement of splitSql(sql)) {
    try {
      const { columns, rows, changes } = await engine.query(statement.sql, target);
      if (columns.length > 0) {
        const list = { length: rows.length, row: (index: number) => [...rows[index]!] };
        show(await makeTable(listSource(namedColumns(columns), list)));
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
