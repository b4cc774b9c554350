/** Message digests of MySQL's MD5, SHA1 and SHA2, as hexadecimal text. */

const hexWord = (value: number): string => (value >>> 0).toString(16).padStart(8, "0");
const rotateLeft = (value: number, count: number): number => (value << count) | (value >>> (32 - count));
const rotateRight = (value: number, count: number): number => (value >>> count) | (value << (32 - count));

/** The message with its padding: a 1 bit, zeros, and the length in bits. */
function padded(bytes: Uint8Array, blockSize: 64 | 128, isBigEndian: boolean): DataView {
  const lengthSize = blockSize / 8;
  const total = Math.ceil((bytes.length + 1 + lengthSize) / blockSize) * blockSize;
  const view = new DataView(new ArrayBuffer(total));
  new Uint8Array(view.buffer).set(bytes);
  view.setUint8(bytes.length, 0x80);
  const bits = BigInt(bytes.length) * 8n;
  view.setBigUint64(isBigEndian ? total - 8 : total - 8, bits, !isBigEndian);
  return view;
}

const md5Shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const md5Constants = Array.from(
  { length: 64 },
  (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32) | 0,
);

export function md5(bytes: Uint8Array): string {
  const view = padded(bytes, 64, false);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed =
        round === 0
          ? (b & c) | (~b & d)
          : round === 1
            ? (d & b) | (~d & c)
            : round === 2
              ? b ^ c ^ d
              : c ^ (b | ~d);
      const index = [step, 5 * step + 1, 3 * step + 5, 7 * step][round]! % 16;
      const sum = (a + mixed + md5Constants[step]! + view.getInt32(offset + index * 4, true)) | 0;
      a = d;
      d = c;
      c = b;
      b = (b + rotateLeft(sum, md5Shifts[round * 4 + (step % 4)]!)) | 0;
    }
    for (const [index, value] of [a, b, c, d].entries()) state[index] = (state[index]! + value) | 0;
  }
  const result = new DataView(new ArrayBuffer(16));
  for (const [index, value] of state.entries()) result.setInt32(index * 4, value, true);
  return [0, 1, 2, 3].map((index) => hexWord(result.getUint32(index * 4))).join("");
}

export function sha1(bytes: Uint8Array): string {
  const view = padded(bytes, 64, true);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const words = new Int32Array(80);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    for (let index = 0; index < 16; index++) words[index] = view.getInt32(offset + index * 4);
    for (let index = 16; index < 80; index++) {
      words[index] = rotateLeft(
        words[index - 3]! ^ words[index - 8]! ^ words[index - 14]! ^ words[index - 16]!,
        1,
      );
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let step = 0; step < 80; step++) {
      const mixed =
        step < 20
          ? ((b & c) | (~b & d)) + 0x5a827999
          : step < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : step < 60
              ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
              : (b ^ c ^ d) + 0xca62c1d6;
      const sum = (rotateLeft(a, 5) + mixed + e + words[step]!) | 0;
      e = d;
      d = c;
      c = rotateLeft(b, 30);
      b = a;
      a = sum;
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = (state[index]! + value) | 0;
  }
  return state.map(hexWord).join("");
}

const primes: number[] = [];
for (let candidate = 2; primes.length < 80; candidate++) {
  if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
}

/** Whole part of the root of value · 2 ** bits: the digits of SHA-2's constants. */
function integerRoot(value: bigint, degree: 2n | 3n): bigint {
  let low = 0n;
  let high = 1n << 80n;
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

const fractionOfRoot = (prime: number, degree: 2n | 3n): bigint =>
  BigInt.asUintN(64, integerRoot(BigInt(prime) << (64n * degree), degree));

let constants: { cubes: bigint[]; squares: bigint[] } | null = null;

function sha2Constants(): { cubes: bigint[]; squares: bigint[] } {
  constants ??= {
    cubes: primes.map((prime) => fractionOfRoot(prime, 3n)),
    squares: primes.slice(0, 16).map((prime) => fractionOfRoot(prime, 2n)),
  };
  return constants;
}

const sha224Start = [
  0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
];

function sha256(bytes: Uint8Array, is224: boolean): string {
  const { cubes, squares } = sha2Constants();
  const k = cubes.slice(0, 64).map((value) => Number(value >> 32n) | 0);
  const state = is224
    ? sha224Start.map((value) => value | 0)
    : squares.slice(0, 8).map((value) => Number(value >> 32n) | 0);
  const view = padded(bytes, 64, true);
  const words = new Int32Array(64);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    for (let index = 0; index < 16; index++) words[index] = view.getInt32(offset + index * 4);
    for (let index = 16; index < 64; index++) {
      const early = words[index - 15]!;
      const late = words[index - 2]!;
      const a = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >>> 3);
      const b = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >>> 10);
      words[index] = (words[index - 16]! + a + words[index - 7]! + b) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const s1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
      const first = (h + s1 + ((e & f) ^ (~e & g)) + k[step]! + words[step]!) | 0;
      const s0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      state[index] = (state[index]! + value) | 0;
  }
  return state
    .slice(0, is224 ? 7 : 8)
    .map(hexWord)
    .join("");
}

const word64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate64 = (value: bigint, count: bigint): bigint =>
  word64((value >> count) | (value << (64n - count)));

function sha512(bytes: Uint8Array, is384: boolean): string {
  const { cubes, squares } = sha2Constants();
  const state = is384 ? squares.slice(8) : squares.slice(0, 8);
  const view = padded(bytes, 128, true);
  for (let offset = 0; offset < view.byteLength; offset += 128) {
    const words: bigint[] = [];
    for (let index = 0; index < 16; index++) words.push(view.getBigUint64(offset + index * 8));
    for (let index = 16; index < 80; index++) {
      const early = words[index - 15]!;
      const late = words[index - 2]!;
      const a = rotate64(early, 1n) ^ rotate64(early, 8n) ^ (early >> 7n);
      const b = rotate64(late, 19n) ^ rotate64(late, 61n) ^ (late >> 6n);
      words.push(word64(words[index - 16]! + a + words[index - 7]! + b));
    }
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let step = 0; step < 80; step++) {
      const s1 = rotate64(e, 14n) ^ rotate64(e, 18n) ^ rotate64(e, 41n);
      const first = h + s1 + ((e & f) ^ (word64(~e) & g)) + cubes[step]! + words[step]!;
      const s0 = rotate64(a, 28n) ^ rotate64(a, 34n) ^ rotate64(a, 39n);
      const second = s0 + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, word64(d + first), c, b, a, word64(first + second)];
    }
    for (const [index, value] of [a, b, c, d, e, f, g, h].entries())
      state[index] = word64(state[index]! + value);
  }
  return state
    .slice(0, is384 ? 6 : 8)
    .map((value) => value.toString(16).padStart(16, "0"))
    .join("");
}

/** SHA-224, SHA-256 (also for 0 bits), SHA-384 or SHA-512; null for another length. */
export function sha2(bytes: Uint8Array, bits: number): string | null {
  switch (bits) {
    case 224:
    case 256:
    case 0:
      return sha256(bytes, bits === 224);
    case 384:
    case 512:
      return sha512(bytes, bits === 384);
    default:
      return null;
  }
}
