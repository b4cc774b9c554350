import type { SqlValue } from "../../values/sql-value.ts";

/**
 * Rows that come from a server one after the other. A connection does one thing at a time: what is left can be
 * drained into memory when something else is to run in between.
 */
export class StreamedRows {
  readonly #source: AsyncIterator<SqlValue[]>;
  #kept: SqlValue[][] = [];
  #isAtEnd = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: AsyncIterable<SqlValue[]>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next rows, at most so many; none at the end. */
  next(atMost: number): Promise<SqlValue[][]> {
    return this.#inTurn(async () => {
      while (this.#kept.length < atMost && (await this.#read()));
      const portion = this.#kept.slice(0, atMost);
      this.#kept = this.#kept.slice(atMost);
      return portion;
    });
  }

  /** Reads all that is left, so that the connection is free. */
  drain(): Promise<void> {
    return this.#inTurn(async () => {
      while (await this.#read());
    });
  }

  /** Passes over all that is left. */
  async discard(): Promise<void> {
    await this.#inTurn(async () => {
      while (await this.#read()) this.#kept = [];
    });
    this.#kept = [];
  }

  async #read(): Promise<boolean> {
    if (this.#isAtEnd) return false;
    try {
      const { value, done } = await this.#source.next();
      if (done === true) this.#isAtEnd = true;
      else this.#kept.push(value);
      return done !== true;
    } catch (error) {
      this.#isAtEnd = true;
      throw error;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => {});
    return run;
  }
}
