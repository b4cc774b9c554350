import type { Dialect } from "../dialect/dialect.ts";
import type { Attribute } from "../heading/index.ts";
import type { ValueEncoder } from "../values/encode-value.ts";

/**
 * How values of an attribute go into the database, those of codec types after their codecs; null and undefined are not
 * for it.
 *
 * @returns a function that throws a DataJointError with the attribute, the value and what is expected
 */
export function attributeEncoder(attribute: Attribute, dialect: Dialect): ValueEncoder {
  return dialect.values.encoder(attribute);
}
