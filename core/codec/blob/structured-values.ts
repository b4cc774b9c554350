import { DataJointError } from "../../errors/index.ts";
import { sizeOf } from "../array/element-order.ts";
import type { NDArray } from "../array/nd-array.ts";

function assertSize(what: string, shape: readonly number[], count: number): void {
  if (sizeOf(shape) === count) return;
  throw new DataJointError(
    `A ${what} of shape [${shape.join(", ")}] has ${sizeOf(shape)} elements, and ${count} are given.`,
  );
}

/** A structured array: arrays of one shape by field; NumPy's `recarray`. */
export class RecordArray {
  readonly shape: readonly number[];
  readonly fields: ReadonlyMap<string, NDArray | RecordArray>;

  /** @throws DataJointError where there is no field, or the fields differ in shape */
  constructor(
    fields: ReadonlyMap<string, NDArray | RecordArray> | Readonly<Record<string, NDArray | RecordArray>>,
  ) {
    this.fields = fields instanceof Map ? fields : new Map(Object.entries(fields));
    const [first] = this.fields.values();
    if (first === undefined) throw new DataJointError("A structured array needs at least one field.");
    this.shape = first.shape;
    for (const [name, field] of this.fields) {
      if (field.shape.join() === this.shape.join()) continue;
      throw new DataJointError(
        `The fields of a structured array have one shape; "${name}" has [${field.shape.join(", ")}], not [${this.shape.join(", ")}].`,
      );
    }
  }

  /**
   * The array of a field.
   *
   * @throws DataJointError for an unknown field
   */
  field(name: string): NDArray | RecordArray {
    const found = this.fields.get(name);
    if (found !== undefined) return found;
    throw new DataJointError(
      `The structured array has no field "${name}". It has ${[...this.fields.keys()].join(", ")}.`,
    );
  }

  /** `RecordArray [100] x float64, label object`. */
  toString(): string {
    const fields = [...this.fields].map(
      ([name, field]) => `${name} ${"dtype" in field ? field.dtype : "record"}`,
    );
    return `RecordArray [${this.shape.join(", ")}] ${fields.join(", ")}`;
  }

  /** Arrays by field, for JSON. */
  toJSON(): unknown {
    return Object.fromEntries(this.fields);
  }

  /** What consoles print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** A cell array of MATLAB: values of any kind in a shape. */
export class Cell {
  readonly shape: readonly number[];
  /** The values, row by row. */
  readonly items: readonly unknown[];

  /** @throws DataJointError where the number of items does not fit the shape */
  constructor({ shape, items }: { readonly shape?: readonly number[]; readonly items: readonly unknown[] }) {
    this.shape = shape ?? [items.length];
    this.items = items;
    assertSize("cell array", this.shape, items.length);
  }
}

/** A struct array of MATLAB: in each place of a shape a value for every field. */
export class Struct {
  readonly shape: readonly number[];
  /** The names of the fields. */
  readonly fields: readonly string[];
  /** The values of each place, in the order of the fields; places row by row. */
  readonly items: readonly (readonly unknown[])[];

  /** @throws DataJointError where the items do not fit the shape or the fields */
  constructor({
    shape,
    fields,
    items,
  }: {
    readonly shape?: readonly number[];
    readonly fields: readonly string[];
    readonly items: readonly (readonly unknown[])[];
  }) {
    this.shape = shape ?? [items.length];
    this.fields = fields;
    this.items = items;
    assertSize("struct array", this.shape, items.length);
    if (fields.length === 0) throw new DataJointError("A struct array needs at least one field.");
    if (items.some((item) => item.length !== fields.length))
      throw new DataJointError(`Every item of the struct array needs a value for ${fields.join(", ")}.`);
  }
}
