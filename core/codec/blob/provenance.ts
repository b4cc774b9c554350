/**
 * What a decoded container can't say itself: which of its numbers were floats though they are whole, and the order of
 * its keys. It lets a value that is stored again keep its bytes.
 */
export interface Provenance {
  /** Indices, keys or elements whose whole numbers are floats. */
  readonly floats: ReadonlySet<unknown>;
  /** Keys of a dictionary that are floats. */
  readonly floatKeys?: ReadonlySet<unknown>;
  /** Keys in their order, where an object would sort them. */
  readonly order?: readonly string[];
}

const known = new WeakMap<object, Provenance>();

/** Keeps what is known of a container. */
export function remember(container: object, provenance: Provenance): void {
  known.set(container, provenance);
}

/** What is known of a container. */
export const provenanceOf = (container: object): Provenance | undefined => known.get(container);
