import type { SqlValue } from "../../values/sql-value.ts";
import type { EngineStatement } from "./engine-statement.ts";
import type { SqlJsDatabase, SqlJsStatement } from "./sqljs-types.ts";

/** A statement of sql.js, for hosts that loaded sql.js themselves, so that its memory can't be reached. */
export class SqlJsEngineStatement implements EngineStatement {
  readonly #statement: SqlJsStatement;

  constructor(database: SqlJsDatabase, sql: string) {
    this.#statement = database.prepare(sql);
  }

  bind(values: readonly SqlValue[]): void {
    this.#statement.bind(values);
  }

  step(): boolean {
    return this.#statement.step();
  }

  read(row: SqlValue[], count: number, hasWideIntegers: boolean): void {
    const values = this.#statement.get(null, { useBigInt: hasWideIntegers });
    for (let index = 0; index < count; index++) row[index] = values[index]!;
  }

  columnCount(): number {
    return this.columnNames().length;
  }

  columnNames(): string[] {
    return this.#statement.getColumnNames();
  }

  reset(): void {
    this.#statement.reset();
  }

  free(): void {
    this.#statement.free();
  }
}
