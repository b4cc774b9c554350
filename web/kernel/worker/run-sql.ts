import type { ColumnKind, Output, TableColumn, TableOutput } from "../output.ts";
import type { SqlResult, SqlRun } from "./cell-engine.ts";
import { listSource } from "./list-source.ts";
import { splitSql } from "./split-sql.ts";
import type { TableSource } from "./table-source.ts";

/** Where in a cell something stands; line and column from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** An error of one SQL statement, with its place in the cell: where the statement begins, if no other is known. */
export class SqlCellError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(cause: unknown, { line, column }: Place) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = cause instanceof Error ? cause.name : "Error";
    this.line = line;
    this.column = column;
  }
}

/**
 * Runs the statements of a SQL cell in order; each that gives rows is shown as a table.
 *
 * @param run what runs them
 * @param makeTable makes the output of rows
 * @throws SqlCellError for the first statement that fails
 */
export async function runSql(
  run: SqlRun,
  sql: string,
  makeTable: (source: TableSource) => Promise<TableOutput>,
  show: (output: Output) => void,
): Promise<void> {
  for (const statement of splitSql(sql, run.readsMysql)) {
    try {
      const result = await run.query(statement);
      const { rows, changes } = result;
      if (result.columns.length > 0) {
        const list = { length: rows.length, row: (index: number) => [...rows[index]!] };
        show(await makeTable(listSource(columnsOf(result), list)));
      } else if (changes > 0) {
        show({
          kind: "text",
          level: "info",
          text: changes === 1 ? "1 row changed." : `${changes} rows changed.`,
        });
      }
    } catch (error) {
      throw new SqlCellError(error, placeOf(error) ?? statement);
    }
  }
}

const columnsOf = ({ columns, types }: SqlResult): TableColumn[] =>
  columns.map((name, index) => {
    const type = types?.[index] ?? "";
    const kind = kinds.find(([pattern]) => pattern.test(type))?.[1];
    return { name, type, inKey: false, ...(kind !== undefined && { kind }) };
  });

/** What values of a type are, as a database shows them. */
const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/^(int|float|decimal|bool)/, "number"],
  [/^(char|varchar|text|enum)/, "text"],
  [/^(date|time)/, "moment"],
  [/^(bytes|uuid)/, "bytes"],
  [/^json/, "json"],
];

/** The place that an error of the statement's own text tells. */
function placeOf(error: unknown): Place | null {
  const isPlaced = error instanceof Error && "position" in error && typeof error.position === "object";
  return isPlaced ? ((error.position ?? null) as Place | null) : null;
}
