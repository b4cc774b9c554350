import type { FunctionValue } from "./registry.ts";

/** An exact decimal: `unscaled` / 10 ** `scale`. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

const shape = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?/;

/** Reads a number of SQLite, or the number that a text starts with (0 where it starts with none). */
export function parseDecimal(value: FunctionValue): Decimal | null {
  if (value === null || value === undefined || value instanceof Uint8Array) return null;
  const match = shape.exec(typeof value === "string" ? value : String(Number(value)))!;
  const [, sign, whole = "", fraction = "", exponent] = match;
  const digits = `${whole}${fraction}`;
  let unscaled = digits === "" ? 0n : BigInt(digits);
  let scale = fraction.length;
  if (exponent !== undefined) scale -= Math.max(Math.min(Number(exponent), 400), -400);
  if (scale < 0) {
    unscaled *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { unscaled: sign === "-" ? -unscaled : unscaled, scale };
}

/** The digits with exactly `scale` of them after the point. */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  const isNegative = unscaled < 0n;
  const digits = (isNegative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return isNegative ? `-${text}` : text;
}

/** The decimal with another scale; digits that go are rounded half away from zero, or cut off. */
export function withScale(value: Decimal, scale: number, mode: "round" | "truncate" = "round"): Decimal {
  if (scale >= value.scale) return { unscaled: value.unscaled * 10n ** BigInt(scale - value.scale), scale };
  const divisor = 10n ** BigInt(value.scale - scale);
  const truncated = value.unscaled / divisor;
  if (mode === "truncate") return { unscaled: truncated, scale };
  const rest = value.unscaled % divisor;
  const isUp = (rest < 0n ? -rest : rest) * 2n >= divisor;
  return { unscaled: isUp ? truncated + (value.unscaled < 0n ? -1n : 1n) : truncated, scale };
}

export function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { unscaled: withScale(left, scale).unscaled + withScale(right, scale).unscaled, scale };
}

export const negate = (value: Decimal): Decimal => ({ unscaled: -value.unscaled, scale: value.scale });

export const multiply = (left: Decimal, right: Decimal): Decimal => ({
  unscaled: left.unscaled * right.unscaled,
  scale: left.scale + right.scale,
});

/** The quotient cut off after `scale` digits, or null for a division by zero. */
export function divide(left: Decimal, right: Decimal, scale: number): Decimal | null {
  if (right.unscaled === 0n) return null;
  const shift = scale - left.scale + right.scale;
  const dividend = shift >= 0 ? left.unscaled * 10n ** BigInt(shift) : left.unscaled;
  const divisor = shift >= 0 ? right.unscaled : right.unscaled * 10n ** BigInt(-shift);
  return { unscaled: dividend / divisor, scale };
}

/** What is left of a division, with the sign of the dividend; null for a division by zero. */
export function remainder(left: Decimal, right: Decimal): Decimal | null {
  if (right.unscaled === 0n) return null;
  const scale = Math.max(left.scale, right.scale);
  return { unscaled: withScale(left, scale).unscaled % withScale(right, scale).unscaled, scale };
}

export function compare(left: Decimal, right: Decimal): -1 | 0 | 1 {
  const scale = Math.max(left.scale, right.scale);
  const a = withScale(left, scale).unscaled;
  const b = withScale(right, scale).unscaled;
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * A decimal as SQLite gives it (INTEGER, REAL or TEXT) as the exact text with `scale` digits after the point.
 * A REAL is read by its shortest decimal form, so a tie rounds as the decimal would.
 */
export function decimalText(value: string | number | bigint, scale: number): string {
  const text = typeof value === "bigint" ? value.toString() : value;
  const formatted = formatDecimal(withScale(parseDecimal(text)!, scale));
  return /^-0(?:\.0*)?$/.test(formatted) ? formatted.slice(1) : formatted;
}
