import {
  add,
  compare,
  type Decimal,
  decimalText,
  divide,
  formatDecimal,
  multiply,
  negate,
  parseDecimal,
  remainder,
  withScale,
} from "./decimals.ts";
import type { FunctionValue, ScalarFunctions } from "./registry.ts";

const word = (value: FunctionValue): bigint => BigInt.asUintN(64, integerOf(value));

const outOfRange = (value: string): Error => new Error(`BIGINT value is out of range: ${value}`);

/** The integer of a decimal text, rounded. */
function integerOf(value: FunctionValue): bigint {
  const decimal = parseDecimal(value);
  return decimal === null ? 0n : withScale(decimal, 0).unscaled;
}

const binary =
  (combine: (left: Decimal, right: Decimal, scale: number) => Decimal | null) =>
  (left: FunctionValue, right: FunctionValue, scale: number): FunctionValue => {
    const result = combine(parseDecimal(left)!, parseDecimal(right)!, scale);
    return result === null ? null : formatDecimal(withScale(result, scale));
  };

/** Numbers in, numbers out; long decimals stay texts. */
const likeInput = (input: FunctionValue, result: Decimal): FunctionValue =>
  typeof input === "number" ? Number(formatDecimal(result)) : formatDecimal(result);

/** The number rounded to some digits where that is plain, or null where it lies too near to a tie to tell in binary. */
function roundedNumber(value: number, places: number): number | null {
  const factor = 10 ** places;
  const product = Math.abs(value) * factor;
  if (product > 1e14) return null;
  const whole = Math.floor(product);
  const distance = product - whole - 0.5;
  if (Math.abs(distance) < 1e-9 + product * 1e-15) return null;
  return (Math.sign(value) * (distance > 0 ? whole + 1 : whole)) / factor;
}

const toPlaces =
  (mode: "round" | "truncate") =>
  (value: FunctionValue, places: number): FunctionValue => {
    if (mode === "round" && typeof value === "number" && places >= 0 && places < 16) {
      const rounded = roundedNumber(value, places);
      if (rounded !== null) return rounded;
    }
    const decimal = parseDecimal(value)!;
    if (places >= 0) return likeInput(value, withScale(decimal, Math.min(places, 30), mode));
    const factor = 10n ** BigInt(Math.min(-places, 400));
    const shifted = withScale({ unscaled: decimal.unscaled, scale: decimal.scale - places }, 0, mode);
    return likeInput(value, { unscaled: shifted.unscaled * factor, scale: 0 });
  };

/** Half to even, as MySQL's C library rounds floats. */
export function nearestEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function scaled(value: number, places: number, whole: (value: number) => number): FunctionValue {
  if (!Number.isFinite(value)) return value;
  const factor = 10 ** Math.abs(places);
  if (!Number.isFinite(factor)) return places > 0 ? value : 0;
  if (places < 0) return whole(value / factor) * factor;
  const product = value * factor;
  return Number.isFinite(product) ? whole(product) / factor : value;
}

const extreme =
  (sign: 1 | -1) =>
  (...items: FunctionValue[]): FunctionValue => {
    const scale = Math.max(...items.map((item) => parseDecimal(item)!.scale));
    const decimals = items.map((item) => withScale(parseDecimal(item)!, scale));
    return formatDecimal(decimals.reduce((best, each) => (compare(each, best) === sign ? each : best)));
  };

/** A float is written with an exponent where its digits would take more characters than this. */
const floatWidth = 22;

/** The shortest text of a float, in MySQL's form. */
export function floatText(value: number, bits = 64): string {
  if (bits === 32) return floatText(Number(value.toPrecision(6)));
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa = "", exponent = "0"] = value.toExponential().split("e");
  const digits = mantissa.replace(/[-.]/g, "");
  const power = Number(exponent);
  const sign = value < 0 ? "-" : "";
  if (power >= 15 || power < -15) return `${mantissa}e${power}`;
  if (power >= 0) return String(value);
  const plain = `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  return plain.length > floatWidth ? `${mantissa}e${power}` : plain;
}

function formatNumber(value: FunctionValue, places: number): string {
  const text = decimalText(value as string | number, Math.max(0, Math.min(places, 30)));
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** CONV: digits of one base in another; a negative target base makes the result signed. */
function convertBase(text: string, from: number, to: number): FunctionValue {
  const source = Math.abs(from);
  const target = Math.abs(to);
  if (source < 2 || source > 36 || target < 2 || target > 36) return null;
  const match = /^\s*(-?)([0-9a-z]*)/i.exec(text)!;
  let value = 0n;
  let count = 0;
  for (const character of match[2]!.toLowerCase()) {
    const digit = Number.parseInt(character, 36);
    if (digit >= source) break;
    value = value * BigInt(source) + BigInt(digit);
    count++;
  }
  if (count === 0) return text.trim() === "" ? null : "0";
  if (value > 2n ** 64n - 1n) value = 2n ** 64n - 1n;
  if (match[1] === "-") value = -value;
  const result = to < 0 ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value);
  return result.toString(target).toUpperCase();
}

function crcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[index] = value >>> 0;
  }
  return table;
}

let table: Uint32Array | null = null;

function crc32(text: string): FunctionValue {
  table ??= crcTable();
  let value = 0xffffffff;
  for (const byte of new TextEncoder().encode(text)) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function logarithm(base: number, value: number): FunctionValue {
  if (base <= 0 || value <= 0 || base === 1) return null;
  if (base === 10) return Math.log10(value);
  return base === 2 ? Math.log2(value) : Math.log(value) / Math.log(base);
}

function addressNumber(text: string): FunctionValue {
  const parts = text.split(".").map(Number);
  if (parts.length > 4 || parts.some((part) => !(part >= 0 && part <= 255))) return null;
  return parts.reduce(
    (sum, part, index) => sum + (index === parts.length - 1 ? part : part * 256 ** (3 - index)),
    0,
  );
}

export const numberFunctions: ScalarFunctions = {
  decimal_add: binary(add),
  decimal_subtract: binary((left, right) => add(left, negate(right))),
  decimal_multiply: binary(multiply),
  // One digit more is enough to round by.
  decimal_divide: binary((left, right, scale) => divide(left, right, scale + 1)),
  decimal_remainder: binary(remainder),
  decimal_quotient: (left: FunctionValue, right: FunctionValue) => {
    const result = divide(parseDecimal(left)!, parseDecimal(right)!, 0);
    if (result === null) return null;
    if (BigInt.asIntN(64, result.unscaled) !== result.unscaled) throw outOfRange(formatDecimal(result));
    return formatDecimal(result);
  },
  decimal_whole_quotient: binary((left, right) => divide(left, right, 0)),
  decimal_compare: (left: FunctionValue, right: FunctionValue) =>
    compare(parseDecimal(left)!, parseDecimal(right)!),
  decimal_round: toPlaces("round"),
  decimal_truncate: toPlaces("truncate"),
  decimal_floor: (value: FunctionValue) => {
    const decimal = parseDecimal(value)!;
    const truncated = withScale(decimal, 0, "truncate");
    return formatDecimal(
      compare(truncated, decimal) === 1 ? add(truncated, { unscaled: -1n, scale: 0 }) : truncated,
    );
  },
  decimal_ceil: (value: FunctionValue) => {
    const decimal = parseDecimal(value)!;
    const truncated = withScale(decimal, 0, "truncate");
    return formatDecimal(
      compare(truncated, decimal) === -1 ? add(truncated, { unscaled: 1n, scale: 0 }) : truncated,
    );
  },
  decimal_absolute: (value: FunctionValue) => {
    const decimal = parseDecimal(value)!;
    return formatDecimal(decimal.unscaled < 0n ? negate(decimal) : decimal);
  },
  decimal_greatest: extreme(1),
  decimal_least: extreme(-1),
  decimal_text: (value: string | number, scale: number) => decimalText(value, scale),
  to_decimal: (value: FunctionValue, precision: number, scale: number) => {
    const largest = 10n ** BigInt(precision) - 1n;
    const { unscaled } = withScale(parseDecimal(value)!, scale);
    const capped = unscaled > largest ? largest : unscaled < -largest ? -largest : unscaled;
    return formatDecimal({ unscaled: capped, scale });
  },
  to_unsigned: (value: FunctionValue) => BigInt.asIntN(64, integerOf(value)).toString(),
  to_single: (value: number) => Math.fround(value),
  /** The result of arithmetic with an unsigned integer, which MySQL refuses to let fall below zero. */
  integer_result: (value: string) => {
    if (!/^-?\d+$/.test(value)) throw outOfRange(value);
    return value;
  },
  unsigned_result: (value: string) => {
    if (!/^\d+$/.test(value) || BigInt(value) >= 2n ** 64n) {
      throw new Error(`BIGINT UNSIGNED value is out of range: ${value}`);
    }
    return value;
  },
  float_round: (value: number, places: number) => scaled(value, places, nearestEven),
  float_integer: (value: number) => {
    if (Math.abs(value) >= 2 ** 63) throw outOfRange(floatText(value));
    return nearestEven(value);
  },
  float_truncate: (value: number, places: number) => scaled(value, places, Math.trunc),
  float_text: floatText,
  format_number: formatNumber,
  natural_logarithm: (value: number) => (value > 0 ? Math.log(value) : null),
  logarithm,
  rand: () => Math.random(),
  crc32,
  bit_count: (value: string) => word(value).toString(2).replaceAll("0", "").length,
  shift_left: (value: string, count: string) => {
    const shift = integerOf(count);
    return shift < 0n || shift > 63n ? "0" : BigInt.asIntN(64, word(value) << shift).toString();
  },
  shift_right: (value: string, count: string) => {
    const shift = integerOf(count);
    return shift < 0n || shift > 63n ? "0" : BigInt.asIntN(64, word(value) >> shift).toString();
  },
  hex_of_number: (value: string) => word(value).toString(16).toUpperCase(),
  conv: (text: string, from: number, to: number) => convertBase(text, from, to),
  interval_index: (value: number | null, ...bounds: number[]) => {
    if (value === null) return -1;
    let index = 0;
    while (index < bounds.length && bounds[index]! <= value) index++;
    return index;
  },
  inet_aton: addressNumber,
  inet_ntoa: (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join("."),
};
