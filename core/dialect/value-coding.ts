import type { Attribute } from "../heading/attribute.ts";
import { decoderOf } from "../values/decode-value.ts";
import type { ValueEncoder } from "../values/encode-value.ts";
import type { ValueCoding } from "./dialect.ts";

/** What dialects do with values, where they differ in how values are stored only. */
export function valueCoding(makeEncoder: (attribute: Attribute) => ValueEncoder): ValueCoding {
  const encoders = new WeakMap<Attribute, ValueEncoder>();
  const encoder = (attribute: Attribute): ValueEncoder => {
    let known = encoders.get(attribute);
    if (known === undefined) {
      known = makeEncoder(attribute);
      encoders.set(attribute, known);
    }
    return known;
  };
  return {
    encoder,
    encode: (value, attribute) => encoder(attribute)(value),
    decoder: decoderOf,
  };
}
