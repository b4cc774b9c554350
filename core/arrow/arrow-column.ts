import type * as Flechette from "@uwdata/flechette";
import type { DataType } from "../types/data-type.ts";
import { dateMilliseconds, datetimeTicks, decimalDigits, timeTicks } from "./arrow-values.ts";

type Arrow = typeof Flechette;

/** How a column of Arrow is made from values as programs see them. */
export interface ArrowColumnPlan {
  readonly type: Flechette.DataType;
  /** From a value that is not null to what is stored. */
  readonly convert: (value: unknown) => unknown;
  /** The type that the values are written by, where it is not their own. */
  readonly writtenAs?: Flechette.DataType;
}

const same = (value: unknown): unknown => value;

/** Values that a conversion can't read are left out rather than changed. */
const fromText =
  (convert: (text: string) => unknown) =>
  (value: unknown): unknown =>
    typeof value === "string" ? convert(value) : null;

/** Seconds, milliseconds or microseconds, whichever holds the digits after the second. */
const unitOf = (fraction: number): { unit: 0 | 1 | 2; digits: number } =>
  fraction === 0 ? { unit: 0, digits: 0 } : fraction <= 3 ? { unit: 1, digits: 3 } : { unit: 2, digits: 6 };

function integerType(arrow: Arrow, type: DataType & { kind: "integer" }): Flechette.DataType {
  const bits = type.bits === 24 ? 32 : type.bits;
  return arrow.int(bits, !type.isUnsigned);
}

/** The plan of a column whose type no definition tells: from what is in it. */
function planByValues(arrow: Arrow, values: readonly unknown[]): ArrowColumnPlan {
  const present = values.filter((value) => value !== null && value !== undefined);
  const isAll = (test: (value: unknown) => boolean): boolean => present.every(test);
  if (present.length === 0) return { type: arrow.nullType(), convert: same };
  if (isAll((value) => typeof value === "boolean")) return { type: arrow.bool(), convert: same };
  if (isAll((value) => typeof value === "bigint" || Number.isSafeInteger(value))) {
    const isSigned = isAll((value) => (value as number | bigint) < 2n ** 63n);
    return { type: isSigned ? arrow.int64() : arrow.uint64(), convert: same };
  }
  if (isAll((value) => typeof value === "number" || typeof value === "bigint")) {
    return { type: arrow.float64(), convert: Number };
  }
  if (isAll((value) => value instanceof Uint8Array)) return { type: arrow.binary(), convert: same };
  return {
    type: arrow.utf8(),
    convert: (value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : String(value)),
  };
}

/**
 * The Arrow type of an attribute, and how its values get there.
 *
 * @param type null where it is not known; then the values tell
 */
export function planColumn(arrow: Arrow, type: DataType | null, values: readonly unknown[]): ArrowColumnPlan {
  switch (type?.kind) {
    case "integer":
      return { type: integerType(arrow, type), convert: same };
    case "float":
      return { type: type.bits === 32 ? arrow.float32() : arrow.float64(), convert: same };
    case "decimal": {
      const { precision, scale } = type;
      return {
        type: precision <= 38 ? arrow.decimal128(precision, scale) : arrow.decimal256(precision, scale),
        convert: (value) => decimalDigits(String(value), scale),
      };
    }
    case "bool":
      return { type: arrow.bool(), convert: same };
    case "char":
    case "varchar":
    case "text":
    case "uuid":
      return { type: arrow.utf8(), convert: String };
    case "enum":
      return { type: arrow.dictionary(arrow.utf8(), arrow.int32()), convert: String };
    case "date":
      return { type: arrow.dateDay(), convert: fromText(dateMilliseconds) };
    case "datetime": {
      const { unit, digits } = unitOf(type.fraction);
      return {
        type: arrow.timestamp(unit),
        convert: fromText((text) => datetimeTicks(text, digits)),
        // The library's own way from milliseconds in a number would lose digits.
        writtenAs: arrow.int64(),
      };
    }
    case "time": {
      // Not a time of day: it reaches from -838:59:59 to 838:59:59.
      const { unit, digits } = unitOf(type.fraction);
      return { type: arrow.duration(unit), convert: fromText((text) => timeTicks(text, digits)) };
    }
    case "bytes":
      return { type: arrow.binary(), convert: same };
    case "json":
      return { type: arrow.utf8(), convert: (value) => JSON.stringify(value) };
    default:
      return planByValues(arrow, values);
  }
}
