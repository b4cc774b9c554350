import type { SqliteFunctions } from "./sqlite-functions.ts";
import type { Address } from "./sqljs-types.ts";

const blockSize = 1 << 16;
/** More than SQLite's memory can ever have. */
const tooLarge = 2 ** 31;

/**
 * Bytes of SQLite's memory. What asks for too many is told so here: SQLite gives the address 0, where it keeps what it
 * works with.
 */
function allocated(sqlite: SqliteFunctions, size: number): Address {
  const address = size < tooLarge ? sqlite.allocate(size) : 0;
  if (address !== 0) return address;
  throw new Error(
    `SQLite's memory has no room for a statement's values (${Math.ceil(size / 2 ** 20)} MB); send fewer or smaller ones`,
  );
}

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
    this.#first = allocated(sqlite, blockSize);
    this.#next = this.#first;
    this.#end = this.#first + blockSize;
  }

  /** The address of so many free bytes; `keep` says how many of them were used. */
  room(size: number): Address {
    if (this.#next + size > this.#end) {
      const wanted = Math.max(size, blockSize);
      this.#next = allocated(this.#sqlite, wanted);
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
