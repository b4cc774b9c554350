import { valueEncoder } from "../../values/encode-value.ts";
import { valueCoding } from "../value-coding.ts";
import { isKeptAsText } from "./checks.ts";

export const sqliteValues = valueCoding((attribute) => {
  const encode = valueEncoder(attribute);
  const type = attribute.dataType;
  return type?.kind === "decimal" && !isKeptAsText(type) ? (value) => Number(encode(value)) : encode;
});
