/** A signal that is aborted after a time, or with another one. */
export class TimeLimit {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #seconds: number;
  readonly #reason: unknown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * Begins at once.
   *
   * @param reason what the signal is aborted with
   * @param outer a signal that ends it earlier
   */
  constructor(seconds: number, reason: unknown, outer?: AbortSignal) {
    this.#seconds = seconds;
    this.#reason = reason;
    const own = this.#controller.signal;
    this.signal = outer === undefined ? own : AbortSignal.any([own, outer]);
    this.begin();
  }

  /** Begins to count, from zero. */
  begin(): void {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(this.#reason), this.#seconds * 1000);
  }

  /** Counts no more. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
