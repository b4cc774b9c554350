import { valueEncoder } from "../../values/encode-value.ts";
import { valueCoding } from "../value-coding.ts";

export const mysqlValues = valueCoding(valueEncoder);
