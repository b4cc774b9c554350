import { decoderOf } from "../../values/decode-value.ts";
import { encodeValue } from "../../values/encode-value.ts";
import type { ValueCoding } from "../dialect.ts";

export const mysqlValues: ValueCoding = {
  encode: encodeValue,
  encodeOperand(value, attribute) {
    try {
      return encodeValue(value, attribute);
    } catch (error) {
      if (attribute.dataType?.kind === "uuid") throw error;
      return typeof value === "number" || typeof value === "bigint" ? value : String(value);
    }
  },
  decoder: decoderOf,
};
