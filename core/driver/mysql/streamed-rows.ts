import type { SqlValue } from "../../values/sql-value.ts";

/**
 * Rows that come from a server one after the other. A connection does one thing at a time: what is left can be
 * drained into memory when something else is to run in between.
 */
export class StreamedRows {
  /** Names of the columns; known once the first rows are. */
  columns: readonly string[] = [];
  readonly #source: AsyncIterator<SqlValue[]>;
  readonly #atEnd: (error: Error | null) => void;
  #kept: SqlValue[][] = [];
  #isAtEnd = false;
  #failure: Error | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param atEnd told once when no more rows come, with the error if it is one */
  constructor(source: AsyncIterable<SqlValue[]>, atEnd: (error: Error | null) => void) {
    this.#source = source[Symbol.asyncIterator]();
    this.#atEnd = atEnd;
  }

  /** True once the last row came. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /**
   * The next rows, at most so many; none at the end.
   *
   * @throws what the server says instead of further rows
   */
  next(atMost: number): Promise<SqlValue[][]> {
    return this.#inTurn(async () => {
      while (this.#kept.length < atMost && (await this.#read()));
      if (this.#kept.length === 0 && this.#failure !== null) throw this.#failure;
      const portion = this.#kept.slice(0, atMost);
      this.#kept = this.#kept.slice(atMost);
      return portion;
    });
  }

  /** Reads all that is left, so that the connection is free. An error waits for who reads on. */
  drain(): Promise<void> {
    return this.#inTurn(async () => {
      while (await this.#read());
    });
  }

  /**
   * Passes over what is left.
   *
   * @param atMost rows to pass over at most
   */
  discard(atMost = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#inTurn(async () => {
      this.#kept = [];
      this.#failure = null;
      for (let count = 0; count < atMost && (await this.#read()); count++) this.#kept = [];
    });
  }

  async #read(): Promise<boolean> {
    if (this.#isAtEnd) return false;
    try {
      const { value, done } = await this.#source.next();
      if (done === true) {
        this.#isAtEnd = true;
        this.#atEnd(null);
      } else this.#kept.push(value);
      return done !== true;
    } catch (error) {
      this.#isAtEnd = true;
      this.#failure = error as Error;
      this.#atEnd(this.#failure);
      return false;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => {});
    return run;
  }
}
