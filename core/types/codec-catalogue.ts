import { DataJointError, nearestName } from "../errors/index.ts";

/** What the declaration of a table needs to know of a codec. */
export interface CodecType {
  readonly name: string;
  /**
   * The type under the codec: a core type, or another codec in angle brackets.
   *
   * @param isInStore true for `<name@store>` and `<name@>`
   * @returns null where the codec does not support that kind of storage
   * @throws DataJointError where it does not, with the codec's own words
   */
  storedAs(isInStore: boolean): string | null;
}

/** Codecs by name. */
export type CodecCatalogue = ReadonlyMap<string, CodecType>;

const inTableOrStore = (name: string): CodecType => ({
  name,
  storedAs: (isInStore) => (isInStore ? "<hash>" : "bytes"),
});
const storeOnly = (name: string): CodecType => ({
  name,
  storedAs: (isInStore) => (isInStore ? "json" : null),
});

/** The codecs that DataJoint itself brings. Section "Codec Types" of the type system specification. */
export const builtInCodecs: CodecCatalogue = new Map(
  [
    inTableOrStore("blob"),
    inTableOrStore("attach"),
    storeOnly("hash"),
    storeOnly("object"),
    storeOnly("npy"),
    storeOnly("filepath"),
  ].map((codec) => [codec.name, codec]),
);

const registered = new Map(builtInCodecs);

/** The codecs of definitions and of stored tables: the built-in ones and those that programs registered. */
export const knownCodecs: CodecCatalogue = registered;

/** Makes a codec known to definitions, or unknown. */
export function setKnownCodec(name: string, codec: CodecType | null): void {
  if (codec === null) registered.delete(name);
  else registered.set(name, codec);
}

/** Where the chain of a codec ends: the core type, the codecs on the way, the store that the last of them named. */
export interface ResolvedCodec {
  readonly coreType: string;
  /** Names from the outermost to the innermost. */
  readonly names: readonly string[];
  /** Null where values are kept in the table; an empty text for the default store. */
  readonly store: string | null;
}

/**
 * Follows the chain of a codec. Section "Codec Composition" of the codec specification.
 *
 * @param store as in the type: null for `<name>`, an empty text for `<name@>`
 * @returns the end of the chain, or in words why there is none
 */
export function resolveCodec(
  name: string,
  store: string | null,
  catalogue: CodecCatalogue,
): ResolvedCodec | { readonly problem: string } {
  const seen = new Set<string>();
  let current = name;
  let currentStore = store;
  for (;;) {
    const isInStore = currentStore !== null;
    if (seen.has(current)) return { problem: `the codec <${name}> refers to itself` };
    seen.add(current);
    const codec = catalogue.get(current);
    if (codec === undefined) {
      const nearest = nearestName(current, catalogue.keys());
      const known = [...catalogue.keys()].map((known) => `<${known}>`).join(", ");
      return {
        problem:
          `there is no codec <${current}>.` +
          (nearest === null ? "" : ` Did you mean <${nearest}>?`) +
          ` Registered are ${known}`,
      };
    }
    let stored: string | null;
    try {
      stored = codec.storedAs(isInStore);
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      return { problem: error.message };
    }
    if (stored === null) {
      return {
        problem: isInStore
          ? `the codec <${current}> keeps its values in the table; write <${current}>`
          : `the codec <${current}> keeps its values in a store; write <${current}@> or <${current}@store>`,
      };
    }
    const inner = /^<\s*(\w+)\s*(?:@\s*([\w-]*)\s*)?>$/.exec(stored.trim());
    if (inner === null) return { coreType: stored, names: [...seen], store: currentStore };
    current = inner[1]!;
    // A bare @ asks for some store, and the outer type may have named it.
    currentStore = (inner[2] === "" ? currentStore : null) ?? inner[2] ?? currentStore;
  }
}
