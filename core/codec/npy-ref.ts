import { DataJointError } from "../errors/index.ts";
import type { Store } from "../store/store.ts";
import { type DType, layoutOf } from "./array/dtype.ts";
import { sizeOf } from "./array/element-order.ts";
import type { ArraySlice, NDArray } from "./array/nd-array.ts";
import { readNpy } from "./array/npy-format.ts";

/** What a row keeps of an array in a store. */
export interface NpyMetadata {
  readonly path: string;
  readonly store: string | null;
  readonly dtype: string;
  readonly shape: readonly number[];
}

/**
 * An array in a store, as `<npy@>` comes back: dtype and shape are known at once, and the elements are read when they
 * are asked for. Section "NpyRef: Lazy Array Reference" of the `<npy>` codec specification.
 *
 * @example
 * const ref = await Recording.restrict(key).fetch1("waveform");
 * ref.shape;                       // [1000, 32]
 * const array = await ref.load();
 */
export class NpyRef {
  readonly #metadata: NpyMetadata;
  readonly #store: Store;
  #array: Promise<NDArray> | null = null;
  #isLoaded = false;

  /** @throws DataJointError where the metadata names no path, dtype and shape */
  constructor(metadata: NpyMetadata, store: Store) {
    if (
      typeof metadata?.path !== "string" ||
      !Array.isArray(metadata.shape) ||
      typeof metadata.dtype !== "string"
    ) {
      throw new DataJointError(
        `The row does not say which array is stored where: ${JSON.stringify(metadata)}.`,
      );
    }
    this.#metadata = metadata;
    this.#store = store;
  }

  get shape(): readonly number[] {
    return this.#metadata.shape;
  }

  /** By its name in NumPy; of texts `str`. */
  get dtype(): DType {
    const { dtype } = this.#metadata;
    return /^[<>|=]?U\d+$/.test(dtype) ? "str" : layoutOf(dtype).dtype;
  }

  /** The number of dimensions. */
  get ndim(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Bytes of the elements. */
  get nbytes(): number {
    const width = /U(\d+)$/.exec(this.#metadata.dtype)?.[1];
    return this.size * (width === undefined ? layoutOf(this.dtype).itemSize : Number(width) * 4);
  }

  /** The path within the store. */
  get path(): string {
    return this.#metadata.path;
  }

  /** The name of the store; null for the default. */
  get store(): string | null {
    return this.#metadata.store ?? null;
  }

  /** True once the elements were read. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /**
   * Reads the array; once, and then gives it again.
   *
   * @throws MissingExternalFile where the file is gone
   */
  load(): Promise<NDArray> {
    this.#array ??= this.#read();
    return this.#array;
  }

  async #read(): Promise<NDArray> {
    try {
      const array = readNpy(await this.#store.read(this.path));
      this.#isLoaded = true;
      return array;
    } catch (error) {
      this.#array = null;
      throw error;
    }
  }

  /** One element or the array at fewer indices; reads the array. */
  async at(...indices: number[]): Promise<unknown> {
    return (await this.load()).at(...indices);
  }

  /** A part of the array; reads the array. */
  async slice(...ranges: ArraySlice[]): Promise<NDArray> {
    return (await this.load()).slice(...ranges);
  }

  /** The metadata that the row keeps. */
  toJSON(): NpyMetadata {
    return this.#metadata;
  }

  /** `NpyRef float64 [1000, 32], not loaded`. */
  toString(): string {
    return `NpyRef ${this.#metadata.dtype} [${this.shape.join(", ")}], ${this.#isLoaded ? "loaded" : "not loaded"}`;
  }

  /** What consoles print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
