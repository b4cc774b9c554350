import { nearestName } from "../errors/index.ts";

/** What the declaration of a table needs to know of a codec. */
export interface CodecType {
  readonly name: string;
  /**
   * The type under the codec: a core type, or another codec in angle brackets.
   *
   * @param isInStore true for `<name@store>` and `<name@>`
   * @returns null where the codec does not support that kind of storage
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

/** The core type at the end of a codec's chain, or in words why there is none. */
export function resolveCodec(
  name: string,
  isInStore: boolean,
  catalogue: CodecCatalogue,
): { readonly coreType: string } | { readonly problem: string } {
  const seen = new Set<string>();
  let current = name;
  for (;;) {
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
    const stored = codec.storedAs(isInStore);
    if (stored === null) {
      return {
        problem: isInStore
          ? `the codec <${current}> keeps its values in the table; write <${current}>`
          : `the codec <${current}> keeps its values in a store; write <${current}@> or <${current}@store>`,
      };
    }
    const inner = /^<\s*(\w+)/.exec(stored);
    if (inner === null) return { coreType: stored };
    current = inner[1]!;
  }
}
