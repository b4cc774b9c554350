import { DataJointError } from "../../errors/index.ts";

interface Waiting {
  readonly owner: object;
  go(): void;
}

/**
 * Whose turn it is to use a database file. An open transaction holds the turn; others wait for its end,
 * and fail with a clear error after a time limit, so that nothing hangs.
 */
export class Turn {
  #holder: object | null = null;
  /** How many calls of the holder have taken the turn and not released it. */
  #holds = 0;
  #waiting: Waiting[] = [];

  /**
   * Takes the turn, at once where it is free or already one's own. Each call is to be followed by a `release`.
   *
   * @param owner who asks
   * @param seconds how long to wait at most
   * @param signal ends the waiting when it is aborted
   * @throws DataJointError after that time; the signal's reason
   */
  async take(owner: object, seconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.isFreeFor(owner)) {
      this.#holder = owner;
      this.#holds++;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", abort);
      };
      const entry: Waiting = {
        owner,
        go() {
          settle();
          resolve();
        },
      };
      const giveUp = (error: unknown) => {
        settle();
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        reject(error);
      };
      const abort = () => giveUp(signal!.reason);
      const timer = setTimeout(
        () =>
          giveUp(
            new DataJointError(
              `Another Instance holds a transaction on this database file; gave up after ${seconds} s. ` +
                "Finish that transaction first, or do both changes in one.",
            ),
          ),
        seconds * 1000,
      );
      signal?.addEventListener("abort", abort);
      this.#waiting.push(entry);
    });
  }

  /** True where a statement of this owner need not wait. */
  isFreeFor(owner: object): boolean {
    return this.#holder === null || this.#holder === owner;
  }

  /** Ends what one `take` began. */
  release(owner: object): void {
    if (this.#holder !== owner || --this.#holds > 0) return;
    this.#pass();
  }

  /** Ends all that this owner has taken. */
  leave(owner: object): void {
    if (this.#holder === owner) this.#pass();
  }

  /** Gives the turn to who waits longest; with it goes all that the same owner asked for, lest it wait for itself. */
  #pass(): void {
    this.#holder = this.#waiting[0]?.owner ?? null;
    const next = this.#waiting.filter(({ owner }) => owner === this.#holder);
    this.#holds = next.length;
    this.#waiting = this.#waiting.filter(({ owner }) => owner !== this.#holder);
    for (const { go } of next) go();
  }
}
