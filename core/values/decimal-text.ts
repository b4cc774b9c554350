/** A decimal number as sign, digits and position of the point; null where the text is none. */
interface DecimalParts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function partsOf(text: string): DecimalParts | null {
  const match = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?\s*$/i.exec(text);
  if (match === null) return null;
  let whole = match[2] ?? "";
  let fraction = match[3] ?? "";
  if (whole === "" && fraction === "") return null;
  const exponent = Number(match[4] ?? 0);
  if (Math.abs(exponent) > 400) return null;
  if (exponent > 0) {
    const moved = fraction.padEnd(exponent, "0");
    whole += moved.slice(0, exponent);
    fraction = moved.slice(exponent);
  } else if (exponent < 0) {
    const moved = whole.padStart(-exponent, "0");
    fraction = moved.slice(moved.length + exponent) + fraction;
    whole = moved.slice(0, moved.length + exponent);
  }
  return { isNegative: match[1] === "-", whole: whole.replace(/^0+/, ""), fraction };
}

/**
 * Writes a decimal number with a fixed number of digits after the point, rounded half away from zero, as
 * MySQL stores it.
 *
 * @param text a number in plain or exponent notation
 * @param scale digits after the point
 * @returns `-12.50`, or null where the text is no number
 */
export function fixedDecimal(text: string, scale: number): string | null {
  const parts = partsOf(text);
  if (parts === null) return null;
  const kept = parts.fraction.slice(0, scale).padEnd(scale, "0");
  let digits = `${parts.whole}${kept}`;
  if ((parts.fraction[scale] ?? "0") >= "5") digits = (BigInt(digits || "0") + 1n).toString();
  digits = digits.padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const result = scale === 0 ? whole : `${whole}.${digits.slice(digits.length - scale)}`;
  return parts.isNegative && /[1-9]/.test(result) ? `-${result}` : result;
}

/** How many digits stand before the point, leading zeros not counted. */
export const wholeDigits = (fixed: string): number =>
  fixed.replace(/^-/, "").replace(/\..*$/, "").replace(/^0+/, "").length;
