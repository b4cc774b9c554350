import type { Attribute } from "../../heading/attribute.ts";
import { decoderOf } from "../../values/decode-value.ts";
import { encodeValue } from "../../values/encode-value.ts";
import type { SqlValue } from "../../values/sql-value.ts";
import type { ValueCoding } from "../dialect.ts";

/** Decimals of up to this many digits are exact in a REAL. */
const exactDigits = 15;

function stored(value: SqlValue, attribute: Attribute): SqlValue {
  const type = attribute.dataType;
  return type?.kind === "decimal" && type.precision <= exactDigits ? Number(value) : value;
}

export const sqliteValues: ValueCoding = {
  encode: (value, attribute) => stored(encodeValue(value, attribute), attribute),
  encodeOperand(value, attribute) {
    try {
      return stored(encodeValue(value, attribute), attribute);
    } catch (error) {
      if (attribute.dataType?.kind === "uuid") throw error;
      return typeof value === "number" || typeof value === "bigint" ? value : String(value);
    }
  },
  decoder: decoderOf,
};
