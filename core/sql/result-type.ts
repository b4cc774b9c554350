import type { DataType } from "../types/data-type.ts";

/** The type of an expression as far as it is known, and what else MySQL derives types from. */
export interface Typed {
  readonly type: DataType | null;
  /** Most decimal digits that an integer can have, where fewer than its type allows. */
  readonly digits?: number;
  /** The value of an integer or text literal. */
  readonly constant?: number | string;
}

export type NumericShape =
  | { readonly kind: "integer"; readonly precision: number; readonly scale: 0; readonly isUnsigned: boolean }
  | {
      readonly kind: "decimal";
      readonly precision: number;
      readonly scale: number;
      readonly isUnsigned: false;
    }
  | { readonly kind: "float" };

const largestPrecision = 65;
const largestScale = 30;
/** Digits that a division and an average add to the scale of their operand. */
const divisionScale = 4;

const integerPrecision = { 8: 3, 16: 5, 24: 8, 32: 10, 64: 19 } as const;

export const integerType = (bits: 8 | 16 | 24 | 32 | 64, isUnsigned = false): DataType => ({
  kind: "integer",
  bits,
  isUnsigned,
});
/** What a condition gives: 0 or 1. */
export const conditionType: DataType = integerType(8);
export const floatType: DataType = { kind: "float", bits: 64 };
export const textType: DataType = { kind: "text" };
export const bytesType: DataType = { kind: "bytes" };
export const dateType: DataType = { kind: "date" };
export const jsonType: DataType = { kind: "json" };
export const datetimeType = (fraction = 0): DataType => ({ kind: "datetime", fraction });
export const timeType = (fraction = 0): DataType => ({ kind: "time", fraction });
export const decimalType = (precision: number, scale: number): DataType => ({
  kind: "decimal",
  precision: Math.min(Math.max(precision, scale, 1), largestPrecision),
  scale: Math.min(scale, largestScale),
});
export const varcharType = (length: number): DataType => ({ kind: "varchar", length });

/** The smallest integer type that holds so many decimal digits. */
export function integerOfDigits(digits: number, isUnsigned = false): DataType {
  return integerType(digits <= 2 ? 8 : digits <= 4 ? 16 : digits <= 9 ? 32 : 64, isUnsigned);
}

export const isText = (type: DataType | null): boolean =>
  type !== null &&
  (type.kind === "text" || type.kind === "varchar" || type.kind === "char" || type.kind === "enum");

export const isBytes = (type: DataType | null): boolean =>
  type !== null && (type.kind === "bytes" || type.kind === "uuid");

export const isTemporal = (
  type: DataType | null,
): type is DataType & { kind: "date" | "datetime" | "time" } =>
  type !== null && (type.kind === "date" || type.kind === "datetime" || type.kind === "time");

export const isNumeric = (type: DataType | null): boolean =>
  type !== null &&
  (type.kind === "integer" || type.kind === "bool" || type.kind === "decimal" || type.kind === "float");

/** Digits after the seconds of a temporal type. */
export const fractionOf = (type: DataType | null): number =>
  type !== null && (type.kind === "datetime" || type.kind === "time") ? type.fraction : 0;

/** What a value counts as where a number is wanted. */
export function numericShape({ type, digits }: Typed): NumericShape {
  switch (type?.kind) {
    case "bool":
      return { kind: "integer", precision: 1, scale: 0, isUnsigned: false };
    case "integer": {
      const precision = integerPrecision[type.bits] + (type.bits === 64 && type.isUnsigned ? 1 : 0);
      return {
        kind: "integer",
        precision: Math.min(digits ?? precision, precision),
        scale: 0,
        isUnsigned: type.isUnsigned,
      };
    }
    case "decimal":
      return { kind: "decimal", precision: type.precision, scale: type.scale, isUnsigned: false };
    case "date":
      return { kind: "integer", precision: 8, scale: 0, isUnsigned: false };
    case "datetime":
    case "time": {
      const precision = type.kind === "datetime" ? 14 : 7;
      if (type.fraction === 0) return { kind: "integer", precision, scale: 0, isUnsigned: false };
      return {
        kind: "decimal",
        precision: precision + type.fraction,
        scale: type.fraction,
        isUnsigned: false,
      };
    }
    case "bytes":
      // A hexadecimal or bit literal is a number where a number is wanted; other bytes are read like text.
      return digits === undefined
        ? { kind: "float" }
        : { kind: "integer", precision: digits, scale: 0, isUnsigned: false };
    default:
      return { kind: "float" };
  }
}

/** The type of `left operator right`, as MySQL derives it. */
export function arithmeticType(
  operator: "+" | "-" | "*" | "/" | "DIV" | "%",
  left: Typed,
  right: Typed,
): Typed {
  const a = numericShape(left);
  const b = numericShape(right);
  if (operator === "DIV") {
    const isUnsigned = (a.kind === "integer" && a.isUnsigned) || (b.kind === "integer" && b.isUnsigned);
    const digits = a.kind === "integer" && b.kind === "integer" ? { digits: a.precision } : {};
    return { type: integerType(64, isUnsigned), ...digits };
  }
  if (a.kind === "float" || b.kind === "float") return { type: floatType };
  if (operator === "/") {
    return {
      type: decimalType(
        a.precision + b.scale + divisionScale,
        Math.min(a.scale + divisionScale, largestScale),
      ),
    };
  }
  if (a.kind === "integer" && b.kind === "integer") {
    const isUnsigned = operator === "%" ? a.isUnsigned : a.isUnsigned || b.isUnsigned;
    const digits =
      operator === "*"
        ? a.precision + b.precision
        : operator === "%"
          ? Math.min(a.precision, b.precision)
          : Math.max(a.precision, b.precision) + 1;
    return { type: integerType(64, isUnsigned), digits: Math.min(digits, isUnsigned ? 20 : 19) };
  }
  if (operator === "*") return { type: decimalType(a.precision + b.precision, a.scale + b.scale) };
  const scale = Math.max(a.scale, b.scale);
  const whole = Math.max(a.precision - a.scale, b.precision - b.scale);
  return { type: decimalType(whole + scale + (operator === "%" ? 0 : 1), scale) };
}

/** The common type of the branches of a CASE, of COALESCE and so on. */
export function mergeTypes(operands: readonly Typed[]): Typed {
  const known = operands.filter((operand) => operand.type !== null);
  if (known.length === 0) return { type: null };
  return known.reduce(mergeTwo);
}

function mergeTwo(left: Typed, right: Typed): Typed {
  const a = left.type!;
  const b = right.type!;
  if (
    a.kind === b.kind &&
    (a.kind === "bool" || a.kind === "json" || a.kind === "date" || a.kind === "uuid")
  ) {
    return { type: a };
  }
  if (isNumeric(a) && isNumeric(b)) {
    const x = numericShape(left);
    const y = numericShape(right);
    if (x.kind === "float" || y.kind === "float") {
      return { type: isSingle(a, b) ? (a.kind === "float" ? a : b) : floatType };
    }
    const precision = Math.max(x.precision - x.scale, y.precision - y.scale);
    if (x.kind === "integer" && y.kind === "integer") {
      if (x.isUnsigned !== y.isUnsigned && precision === 20) return { type: decimalType(20, 0) };
      const bits = Math.max(bitsOf(a), bitsOf(b)) as 8 | 16 | 24 | 32 | 64;
      return { type: integerType(bits, x.isUnsigned && y.isUnsigned), digits: precision };
    }
    const scale = Math.max(x.scale, y.scale);
    return { type: decimalType(precision + scale, scale) };
  }
  if (isTemporal(a) && isTemporal(b)) {
    const fraction = Math.max(fractionOf(a), fractionOf(b));
    return { type: a.kind === "time" && b.kind === "time" ? timeType(fraction) : datetimeType(fraction) };
  }
  if (isBytes(a) || isBytes(b)) return { type: bytesType };
  return { type: textType };
}

/** Whether floats of 32 bits stay such beside the other type: beside one another and integers, but those of 32 bits. */
function isSingle(a: DataType, b: DataType): boolean {
  const isNarrow = (type: DataType): boolean =>
    type.kind === "float" ? type.bits === 32 : type.kind === "bool" || bitsOf(type) !== 32;
  return [a, b].every((type) => type.kind !== "decimal" && isNarrow(type));
}

const bitsOf = (type: DataType): number => (type.kind === "integer" ? type.bits : 8);

/** SUM: exact for exact numbers, a float otherwise. */
export function sumType(operand: Typed): Typed {
  const shape = numericShape(operand);
  if (shape.kind === "float") return { type: floatType };
  return { type: decimalType(shape.precision + 22, shape.scale) };
}

/** AVG: four digits more than the operand, or a float. */
export function averageType(operand: Typed): Typed {
  const shape = numericShape(operand);
  if (shape.kind === "float") return { type: floatType };
  return { type: decimalType(shape.precision + divisionScale, shape.scale + divisionScale) };
}

/** ROUND and TRUNCATE to a number of digits, which is undefined where it is not a literal. */
export function roundedType(operand: Typed, digits: number | undefined): Typed {
  const shape = numericShape(operand);
  if (shape.kind === "float") return { type: floatType };
  if (shape.kind === "integer")
    return { type: integerType(64, shape.isUnsigned), digits: shape.precision + 1 };
  const scale = digits === undefined ? shape.scale : Math.min(Math.max(digits, 0), shape.scale);
  return { type: decimalType(shape.precision - shape.scale + 1 + scale, scale) };
}

/** FLOOR and CEIL. */
export function wholeType(operand: Typed): Typed {
  const shape = numericShape(operand);
  if (shape.kind === "float") return { type: floatType };
  const precision = shape.precision - shape.scale + (shape.scale > 0 ? 1 : 0);
  if (precision < 19) return { type: integerType(64, shape.isUnsigned), digits: precision };
  return shape.kind === "integer" ? operand : { type: decimalType(precision, 0) };
}

/** Adding an interval to a date, time or text. */
export function shiftedType(operand: Typed, unit: string, amount: Typed): Typed {
  const { type } = operand;
  const unitFraction = unit.endsWith("MICROSECOND")
    ? 6
    : unit.endsWith("SECOND") && amount.type?.kind === "decimal"
      ? Math.min(amount.type.scale, 6)
      : unit.endsWith("SECOND") &&
          amount.type !== null &&
          (isText(amount.type) || amount.type.kind === "float")
        ? unit === "SECOND"
          ? 6
          : 0
        : 0;
  if (type?.kind === "date") {
    const isWholeDays = ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "YEAR_MONTH"].includes(unit);
    return { type: isWholeDays ? dateType : datetimeType(unitFraction) };
  }
  if (type?.kind === "datetime") return { type: datetimeType(Math.max(type.fraction, unitFraction)) };
  if (type?.kind === "time") {
    const isWithinTime = !/DAY|WEEK|MONTH|QUARTER|YEAR/.test(unit);
    const fraction = Math.max(type.fraction, unitFraction);
    return { type: isWithinTime ? timeType(fraction) : datetimeType(fraction) };
  }
  return { type: textType };
}
