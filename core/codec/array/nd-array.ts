import { DataJointError } from "../../errors/index.ts";
import { Complex } from "./complex.ts";
import { datetime64Text } from "./datetime64.ts";
import {
  type ArrayData,
  type DType,
  type DTypeLayout,
  datetimeUnitOf,
  dtypeOfTypedArray,
  layoutOf,
} from "./dtype.ts";
import { gather, sizeOf, strides } from "./element-order.ts";
import { arrayText } from "./nd-text.ts";
import { flatten } from "./nested-values.ts";

/** What one dimension is cut to: an index, a range `[start, stop, step]`, or null for all of it. */
export type ArraySlice =
  | number
  | null
  | readonly [start?: number | null, stop?: number | null, step?: number];

/**
 * An array of numbers or other values of one kind, of any number of dimensions; NumPy's `ndarray`.
 * Section "Codec Types" of the type system specification.
 *
 * @example
 * const trace = new dj.NDArray({ dtype: "float64", shape: [2, 3], data: new Float64Array([1, 2, 3, 4, 5, 6]) });
 * trace.at(1, 2);                // 6
 * trace.slice(null, [0, 2]);     // the first two columns
 * for (const row of trace) console.log(String(row));
 */
export class NDArray {
  /** The kind of the elements, by its name in NumPy. */
  readonly dtype: DType;
  /** The length of each dimension. Empty for a single value. */
  readonly shape: readonly number[];
  /** The elements, row by row: a typed array; of complex ones the real and imaginary parts in turn. */
  readonly data: ArrayData;

  /**
   * @param content `dtype`, by default that of the typed array; `shape`, by default one dimension; `data`, the elements
   *   row by row, which are not copied where they are held in the dtype's own typed array
   * @throws DataJointError where the number of elements does not fit the shape, or an element does not fit the dtype
   */
  constructor(content: {
    readonly dtype?: DType | (string & {});
    readonly shape?: readonly number[];
    readonly data: ArrayLike<unknown>;
  }) {
    const name = content.dtype ?? dtypeOfTypedArray(content.data) ?? "object";
    const layout = layoutOf(name);
    this.dtype = layout.dtype;
    this.data = heldAs(layout, content.data);
    const size = this.data.length / layout.components;
    this.shape = Object.freeze([...(content.shape ?? [size])]);
    if (this.shape.some((length) => !Number.isInteger(length) || length < 0) || sizeOf(this.shape) !== size) {
      throw new DataJointError(
        `An array of shape [${this.shape.join(", ")}] has ${sizeOf(this.shape)} elements, and ${size} are given.`,
      );
    }
  }

  /**
   * An array of nested arrays of equal lengths, of a typed array or of a single value.
   *
   * @param values the elements
   * @param dtype by default `float64` for numbers, `bool` for booleans, `int64` for bigints, else `object`
   * @throws DataJointError where inner arrays differ in length
   */
  static from(values: unknown, dtype?: DType | (string & {})): NDArray {
    if (values instanceof NDArray) return dtype === undefined ? values : values.astype(dtype);
    if (dtypeOfTypedArray(values) !== null)
      return new NDArray({ dtype: dtype ?? dtypeOfTypedArray(values)!, data: values as ArrayLike<unknown> });
    const { shape, items } = flatten(values);
    return new NDArray({ dtype: dtype ?? kindOf(items), shape, data: items });
  }

  /** The number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The length of the first dimension. */
  get length(): number {
    if (this.shape.length === 0)
      throw new DataJointError("A single value has no length; take it with item().");
    return this.shape[0]!;
  }

  /**
   * One element, or with fewer indices than dimensions the array at these. Negative indices count from the end.
   *
   * @returns a number (a bigint beyond what a number holds exactly), a boolean, a text (a datetime64, null for "not a
   *   time"), a `Complex`, or whatever an object array holds
   * @throws DataJointError for an index outside of the array
   */
  at(...indices: number[]): unknown {
    if (indices.length > this.ndim) {
      throw new DataJointError(
        `The array has ${this.ndim} dimensions, and ${indices.length} indices are given.`,
      );
    }
    const steps = strides(this.shape);
    let start = 0;
    indices.forEach((index, dimension) => {
      start += steps[dimension]! * this.#position(index, dimension);
    });
    if (indices.length === this.ndim) return this.#element(start);
    const shape = this.shape.slice(indices.length);
    const { components } = layoutOf(this.dtype);
    const from = start * components;
    return new NDArray({
      dtype: this.dtype,
      shape,
      data: this.data.slice(from, from + sizeOf(shape) * components) as ArrayData,
    });
  }

  /**
   * A part of the array, as a copy. An index drops its dimension; ranges are as in Python.
   *
   * @example
   * array.slice([10, 20]);          // rows 10 to 19
   * array.slice(null, -1);          // the last column
   * array.slice([null, null, -1]);  // rows in reverse
   */
  slice(...ranges: ArraySlice[]): NDArray {
    if (ranges.length > this.ndim) {
      throw new DataJointError(
        `The array has ${this.ndim} dimensions, and ${ranges.length} ranges are given.`,
      );
    }
    const own = strides(this.shape);
    const shape: number[] = [];
    const steps: number[] = [];
    let start = 0;
    this.shape.forEach((length, dimension) => {
      const range = ranges[dimension] ?? null;
      if (typeof range === "number") {
        start += own[dimension]! * this.#position(range, dimension);
        return;
      }
      const { first, count, step } = rangeOf(range, length);
      start += own[dimension]! * first;
      shape.push(count);
      steps.push(own[dimension]! * step);
    });
    const { components, allocate } = layoutOf(this.dtype);
    const target = allocate(sizeOf(shape) * components);
    return new NDArray({
      dtype: this.dtype,
      shape,
      data: gather(this.data, target, shape, steps, start, components),
    });
  }

  #position(index: number, dimension: number): number {
    const length = this.shape[dimension]!;
    const position = index < 0 ? index + length : index;
    if (Number.isInteger(index) && position >= 0 && position < length) return position;
    throw new DataJointError(
      `The index ${index} is outside of dimension ${dimension}, which has ${length} elements.`,
    );
  }

  #element(index: number): unknown {
    if (this.dtype === "bool") return this.data[index] !== 0;
    if (this.dtype === "complex64" || this.dtype === "complex128")
      return new Complex(this.data[2 * index] as number, this.data[2 * index + 1] as number);
    const value = this.data[index];
    if (typeof value !== "bigint" || this.dtype === "object") return value;
    const unit = datetimeUnitOf(this.dtype);
    if (unit !== null) return datetime64Text(value, unit);
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  }

  /**
   * The only element.
   *
   * @throws DataJointError where there are none or several
   */
  item(): unknown {
    if (this.size !== 1)
      throw new DataJointError(`item() needs a single element, and there are ${this.size}.`);
    return this.#element(0);
  }

  /** The elements one by one, row by row, as `at` gives them. */
  *elements(): Generator<unknown> {
    const { size } = this;
    for (let index = 0; index < size; index++) yield this.#element(index);
  }

  /** Elements of an array of one dimension, else the arrays along the first one. */
  *[Symbol.iterator](): Generator<unknown> {
    const { length } = this;
    for (let index = 0; index < length; index++) yield this.at(index);
  }

  /** The elements in nested arrays; of a single value the value. */
  toArray(): unknown {
    const nest = (dimension: number, start: number, step: number): unknown => {
      if (dimension === this.ndim) return this.#element(start);
      const length = this.shape[dimension]!;
      const inner = step / (length || 1);
      return Array.from({ length }, (_, index) => nest(dimension + 1, start + index * inner, inner));
    };
    return nest(0, 0, this.size);
  }

  /** The same elements in another shape. One length may be -1: it follows from the others. */
  reshape(...shape: number[]): NDArray {
    const known = sizeOf(shape.filter((length) => length !== -1));
    const whole = shape.map((length) => (length === -1 ? (known === 0 ? 0 : this.size / known) : length));
    return new NDArray({ dtype: this.dtype, shape: whole, data: this.data });
  }

  /** The same elements without the dimensions of length 1. */
  squeeze(): NDArray {
    return this.reshape(...this.shape.filter((length) => length !== 1));
  }

  /** The array with its dimensions in reverse. */
  transpose(): NDArray {
    const { components, allocate } = layoutOf(this.dtype);
    const shape = [...this.shape].reverse();
    const data = gather(
      this.data,
      allocate(this.data.length),
      shape,
      strides(this.shape).reverse(),
      0,
      components,
    );
    return new NDArray({ dtype: this.dtype, shape, data });
  }

  /** The elements as another dtype. */
  astype(dtype: DType | (string & {})): NDArray {
    const layout = layoutOf(dtype);
    if (layout.dtype === this.dtype) return this;
    return new NDArray({ dtype, shape: this.shape, data: [...this.elements()] });
  }

  /** True for an array of the same dtype, shape and elements; NaN equals NaN. */
  equals(other: unknown): boolean {
    return (
      other instanceof NDArray &&
      other.dtype === this.dtype &&
      other.shape.length === this.shape.length &&
      other.shape.every((length, dimension) => length === this.shape[dimension]) &&
      (this.data as unknown[]).every((value, index) => sameValue(value, other.data[index]))
    );
  }

  /** `NDArray float64 [1000, 3] [[0.5, 1, …], …]`: long arrays are cut. */
  toString(): string {
    return arrayText(this);
  }

  /** The elements in nested arrays, for JSON. */
  toJSON(): unknown {
    return this.toArray();
  }

  /** The value itself of a single number, so that it can be computed with. */
  [Symbol.toPrimitive](hint: string): unknown {
    return this.ndim === 0 && hint !== "string" ? this.#element(0) : this.toString();
  }

  /** What consoles print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

const sameValue = (one: unknown, other: unknown): boolean =>
  one === other ||
  (Number.isNaN(one) && Number.isNaN(other)) ||
  (one instanceof NDArray && one.equals(other));

function kindOf(items: readonly unknown[]): DType {
  const every = (kind: string): boolean => items.every((item) => typeof item === kind);
  if (every("number")) return "float64";
  if (every("boolean")) return "bool";
  if (every("bigint")) return "int64";
  return items.every((item) => item instanceof Complex) ? "complex128" : "object";
}

/** Elements as the dtype holds them: the given array where it is of that kind already. */
function heldAs(layout: DTypeLayout, given: ArrayLike<unknown>): ArrayData {
  if (layout.itemSize === 0) return Array.isArray(given) ? given : Array.from(given);
  const empty = layout.allocate(0);
  if (given.constructor === empty.constructor) return given as ArrayData;
  if (empty.constructor === Uint8Array && given instanceof Uint8ClampedArray)
    return new Uint8Array(given.buffer, given.byteOffset, given.length);
  const first = given[0];
  const isPairs = layout.components === 2 && typeof first === "object" && first !== null;
  const data = layout.allocate(isPairs ? given.length * 2 : given.length) as unknown[];
  try {
    for (let index = 0; index < given.length; index++) {
      const value = given[index];
      if (isPairs) {
        const { re, im } = value as Complex;
        data[2 * index] = re;
        data[2 * index + 1] = im;
      } else data[index] = layout.isBig ? BigInt(value as number) : Number(value);
    }
  } catch (error) {
    throw new DataJointError(`The elements are no ${layout.dtype}: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  return data as ArrayData;
}

/** Where a range begins, how many elements it takes and how far they are apart; as Python's slices. */
function rangeOf(range: Exclude<ArraySlice, number>, length: number) {
  const [start, stop, step = 1] = range ?? [];
  if (!Number.isInteger(step) || step === 0)
    throw new DataJointError("The step of a range is a whole number, not 0.");
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? length : length - 1;
  const bound = (value: number | null | undefined, otherwise: number): number =>
    value === null || value === undefined
      ? otherwise
      : Math.min(highest, Math.max(lowest, value < 0 ? value + length : value));
  const first = bound(start, step > 0 ? lowest : highest);
  const end = bound(stop, step > 0 ? highest : lowest);
  return { first, step, count: Math.max(0, Math.ceil((end - first) / step)) };
}
