import type { Heading } from "../heading/index.ts";

/**
 * A function of two headings that remembers what it made of them, as long as both are in use: queries are built
 * again and again from the same tables, and headings never change.
 */
export function rememberPairs<Value>(
  make: (left: Heading, right: Heading) => Value,
): (left: Heading, right: Heading) => Value {
  const known = new WeakMap<Heading, WeakMap<Heading, Value>>();
  return (left, right) => {
    let ofLeft = known.get(left);
    if (ofLeft === undefined) {
      ofLeft = new WeakMap();
      known.set(left, ofLeft);
    }
    let value = ofLeft.get(right);
    if (value === undefined) {
      value = make(left, right);
      ofLeft.set(right, value);
    }
    return value;
  };
}
