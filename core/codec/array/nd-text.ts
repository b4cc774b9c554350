import type { NDArray } from "./nd-array.ts";

const shownItems = 6;
const shownElements = 36;

/** Where an array is too long, its first and last items are shown. */
function shownIndices(length: number): (number | null)[] {
  if (length <= shownItems) return Array.from({ length }, (_, index) => index);
  return [0, 1, 2, null, length - 2, length - 1];
}

const valueText = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : typeof value === "bigint" ? `${value}` : String(value);

/** A short printed form: dtype, shape and the first and last elements. */
export function arrayText(array: NDArray): string {
  if (array.ndim === 0) return `${array.dtype} ${valueText(array.item())}`;
  let left = shownElements;
  const nested = (indices: readonly number[]): string => {
    if (indices.length === array.ndim) {
      left--;
      return valueText(array.at(...indices));
    }
    const items = shownIndices(array.shape[indices.length]!).map((index) =>
      index === null || left <= 0 ? "…" : nested([...indices, index]),
    );
    return `[${items.filter((item, index) => item !== "…" || items[index - 1] !== "…").join(", ")}]`;
  };
  return `NDArray ${array.dtype} [${array.shape.join(", ")}] ${nested([])}`;
}
