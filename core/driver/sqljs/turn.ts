import { DataJointError } from "../../errors/index.ts";

/**
 * Whose turn it is to use a database file. An open transaction holds the turn; others wait for its end,
 * and fail with a clear error after a time limit, so that nothing hangs.
 */
export class Turn {
  #holder: object | null = null;
  #waiting: { owner: object; go: () => void }[] = [];

  /**
   * Takes the turn, at once where it is free or already one's own.
   *
   * @param owner who asks
   * @param seconds how long to wait at most
   * @throws DataJointError after that time
   */
  async take(owner: object, seconds: number): Promise<void> {
    if (this.#holder === null || this.#holder === owner) {
      this.#holder = owner;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const entry = {
        owner,
        go: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        reject(
          new DataJointError(
            `Another Instance holds a transaction on this database file; gave up after ${seconds} s. ` +
              "Finish that transaction first, or do both changes in one.",
          ),
        );
      }, seconds * 1000);
      this.#waiting.push(entry);
    });
  }

  /** True where a statement of this owner need not wait. */
  isFreeFor(owner: object): boolean {
    return this.#holder === null || this.#holder === owner;
  }

  release(owner: object): void {
    if (this.#holder !== owner) return;
    const next = this.#waiting.shift();
    this.#holder = next?.owner ?? null;
    next?.go();
  }
}
