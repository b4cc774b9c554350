/** An array that is stored as Python's `tuple`; arrays otherwise become lists. Make one with `Tuple.of(1, "a")`. */
export class Tuple<Item = unknown> extends Array<Item> {
  /** What `map` and the like return: plain arrays. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}
