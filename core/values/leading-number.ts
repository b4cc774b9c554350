const leading = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/i;

/** The number that a text begins with, as MySQL reads a text beside a number; 0 where it begins with none. */
export function leadingNumber(text: string): number | bigint {
  const match = leading.exec(text)?.[0].trim();
  if (match === undefined) return 0;
  const number = Number(match);
  if (Number.isSafeInteger(number) || !/^[+-]?\d+$/.test(match)) return number;
  return BigInt(match);
}
