import { DataJointError } from "../../errors/index.ts";

/**
 * The shape of nested arrays, and their innermost values row by row.
 *
 * @throws DataJointError where arrays of one level differ in length
 */
export function flatten(values: unknown): { shape: number[]; items: unknown[] } {
  const shape: number[] = [];
  for (let level = values; Array.isArray(level); level = level[0]) shape.push(level.length);
  const items: unknown[] = [];
  const visit = (value: unknown, depth: number): void => {
    const isArray = Array.isArray(value);
    if (isArray !== depth < shape.length || (isArray && value.length !== shape[depth])) {
      throw new DataJointError(
        "The arrays inside of one another differ in length, so they make no array of equal rows. Even them out, or store them as nested lists.",
      );
    }
    if (isArray) for (const item of value) visit(item, depth + 1);
    else items.push(value);
  };
  visit(values, 0);
  return { shape, items };
}
