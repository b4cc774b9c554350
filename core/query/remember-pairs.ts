/**
 * A function of two headings, or of two nodes, that remembers what it made of them, as long as both are in use: queries
 * are built again and again from the same tables, and neither headings nor nodes ever change.
 */
export function rememberPairs<Operand extends object, Value>(
  make: (left: Operand, right: Operand) => Value,
): (left: Operand, right: Operand) => Value {
  const known = new WeakMap<Operand, WeakMap<Operand, Value>>();
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
