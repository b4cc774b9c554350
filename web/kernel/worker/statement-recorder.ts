import type { SentStatement } from "../../../core/connection/statement-observer.ts";
import type { SentSql, StatementLog } from "../output.ts";
import { shorten } from "./inspect-value.ts";

/** So many statements from the start of a run are kept, and so many from its end. */
const kept = 100;
const longestSql = 10_000;
const longestValue = 200;
const mostValues = 50;

/** Keeps what a run sends to databases: the first statements and the last, however many there are. */
export class StatementRecorder {
  #total = 0;
  readonly #first: SentSql[] = [];
  /** A ring: the oldest is replaced by the newest. */
  readonly #last: SentSql[] = [];

  record({ statement, ...sent }: SentStatement): void {
    const index = this.#total++;
    const values = statement.values.slice(0, mostValues).map(valueText);
    const more = statement.values.length - values.length;
    if (more > 0) values.push(`… and ${more} more`);
    const entry: SentSql = { ...sent, sql: shorten(statement.sql, longestSql), values };
    if (index < kept) this.#first.push(entry);
    else this.#last[(index - kept) % kept] = entry;
  }

  get log(): StatementLog {
    const start = this.#total > 2 * kept ? this.#total % kept : 0;
    return {
      total: this.#total,
      first: this.#first,
      last: [...this.#last.slice(start), ...this.#last.slice(0, start)],
    };
  }
}

function valueText(value: SentStatement["statement"]["values"][number]): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return shorten(typeof value === "string" ? JSON.stringify(value) : String(value), longestValue);
}
