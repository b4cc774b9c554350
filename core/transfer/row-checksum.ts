import type { SqlValue } from "../values/sql-value.ts";

const mix = (state: number, unit: number, factor: number): number => Math.imul(state ^ unit, factor);

/** The last bits of a hash depend on few of its input's bits before they are stirred. */
function stirred(state: number): number {
  let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const hex = (number: number): string => (number >>> 0).toString(16).padStart(8, "0");

/**
 * A checksum of rows in which their order does not count, as two databases give them in different orders. It finds
 * what goes wrong by itself, not what somebody forges.
 */
export class RowChecksum {
  #rows = 0;
  #high = 0;
  #low = 0;

  /** How many rows were added. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds a row by its values in the order of the columns. */
  add(values: readonly SqlValue[]): void {
    let high = 0x9e3779b9;
    let low = 0x85ebca77;
    const take = (unit: number): void => {
      high = mix(high, unit, 0x9e3779b1);
      low = mix(low, unit, 0x5f356495);
    };
    for (const value of values) {
      if (value === null) take(-1);
      else if (value instanceof Uint8Array) {
        take(-2 - value.length);
        for (let index = 0; index < value.length; index++) take(value[index]!);
      } else {
        const text = typeof value === "string" ? value : String(value);
        take(text.length);
        for (let index = 0; index < text.length; index++) take(text.charCodeAt(index));
      }
    }
    this.#rows++;
    this.#high = (this.#high + stirred(high)) >>> 0;
    this.#low = (this.#low + stirred(low ^ (high >>> 7))) >>> 0;
  }

  toString(): string {
    return `${this.#rows}-${hex(this.#high)}${hex(this.#low)}`;
  }
}
