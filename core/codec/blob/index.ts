export { Complex } from "../array/complex.ts";
export { Decimal, Float, PlainDate, PlainDateTime, PlainTime, Uuid } from "./exact-values.ts";
export { pack } from "./pack.ts";
export { Cell, RecordArray, Struct } from "./structured-values.ts";
export { Tuple } from "./tuple.ts";
export { unpack } from "./unpack.ts";
