import { DataJointError } from "../../errors/index.ts";

const greatestLength = 0xffff;

/** The bytes of a whole number in two's complement, little-endian; as many as Python takes. */
export function integerBytes(value: bigint): Uint8Array {
  const magnitude = value < 0n ? -value : value;
  const bits = magnitude === 0n ? 0 : magnitude.toString(2).length;
  const length = Math.floor(bits / 8) + 1;
  if (length > greatestLength) {
    throw new DataJointError(
      `The whole number takes ${length} bytes, and a blob has room for ${greatestLength}.`,
    );
  }
  const hex = BigInt.asUintN(length * 8, value)
    .toString(16)
    .padStart(length * 2, "0");
  return Uint8Array.from({ length }, (_, index) => {
    const at = hex.length - 2 * index;
    return Number.parseInt(hex.slice(at - 2, at), 16);
  });
}

/** The whole number of such bytes, at least one: a number where it is exact, else a bigint. */
export function integerOf(bytes: Uint8Array): number | bigint {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"))
    .reverse()
    .join("");
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
