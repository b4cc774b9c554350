import type { SqliteFunctions } from "./sqlite-functions.ts";
import type { Address } from "./sqljs-types.ts";

const blockSize = 1 << 16;

/** Room in SQLite's memory for the texts and bytes of one statement, taken in blocks rather than value by value. */
export class WasmScratch {
  readonly #sqlite: SqliteFunctions;
  readonly #first: Address;
  /** Blocks beside the first, for values that it has no room for. */
  #others: Address[] = [];
  #next: Address;
  #end: Address;

  constructor(sqlite: SqliteFunctions) {
    this.#sqlite = sqlite;
    this.#first = sqlite.allocate(blockSize);
    this.#next = this.#first;
    this.#end = this.#first + blockSize;
  }

  /** The address of so many free bytes; `keep` says how many of them were used. */
  room(size: number): Address {
    if (this.#next + size > this.#end) {
      const wanted = Math.max(size, blockSize);
      this.#next = this.#sqlite.allocate(wanted);
      this.#end = this.#next + wanted;
      this.#others.push(this.#next);
    }
    return this.#next;
  }

  /** Takes the first bytes of the room that was given last. */
  keep(size: number): void {
    this.#next += size;
  }

  /** Makes all room free again. */
  clear(): void {
    if (this.#others.length > 0) {
      for (const address of this.#others) this.#sqlite.free(address);
      this.#others = [];
      this.#end = this.#first + blockSize;
    }
    this.#next = this.#first;
  }

  /** Gives the room back; it can't be used any more. */
  free(): void {
    this.clear();
    this.#sqlite.free(this.#first);
  }
}
