import { describe, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";

const { pack, unpack, Cell, Complex, Decimal, PlainDateTime, RecordArray, Struct, Tuple, Uuid } = dj.blob;

const samples: readonly unknown[] = [
  null,
  123456,
  2n ** 90n,
  1.5,
  "żagiel",
  new Decimal("1.5"),
  new Uuid("c0c19e42-dfe2-4e5c-84e3-ef620be0c737"),
  new PlainDateTime("2024-01-31 10:20:30.5"),
  new Complex(1, 2),
  [1, "two", { three: [3.5, null] }],
  Tuple.of<unknown>(1, new Set(["a"])),
  new Map([[1, Uint8Array.of(1, 2, 3)]]),
  dj.NDArray.from([
    [1, 2],
    [3, 4],
  ]),
  dj.NDArray.from(["a", "bc"]),
  new dj.NDArray({ dtype: "complex64", data: [new Complex(1, 2)] }),
  new RecordArray({ a: dj.NDArray.from([1, 2]), b: dj.NDArray.from(["x", "y"]) }),
  new Cell({ shape: [1, 2], items: [1, [2]] }),
  new Struct({ fields: ["id", "name"], items: [[1, "a"]] }),
];

/** The value, or nothing for an error of DataJoint; any other error fails the test. */
function tryUnpack(bytes: Uint8Array): unknown {
  try {
    return unpack(bytes);
  } catch (error) {
    if (error instanceof dj.DataJointError) return undefined;
    throw error;
  }
}

/** The same numbers on every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const bytesOf = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...Buffer.from(part, "latin1")] : [...part])),
  );

/** A count in 64 bits. */
const count = (value: number): number[] => [...Buffer.from(BigInt64Array.of(BigInt(value)).buffer)];

describe("a damaged blob", () => {
  test("cut off anywhere is an error", () => {
    for (const sample of samples) {
      const blob = pack(sample);
      for (let length = 0; length < blob.length; length++) {
        expect(() => unpack(blob.subarray(0, length)), `${String(sample)}, ${length} bytes`).toThrow(
          dj.DataJointError,
        );
      }
    }
  });

  test("with a byte after its end is an error", () => {
    for (const sample of samples)
      expect(() => unpack(bytesOf([...pack(sample)], [0]))).toThrow(dj.DataJointError);
  });

  test("with changed bytes is an error of DataJoint or another value", () => {
    const random = randomNumbers(7);
    let errors = 0;
    for (let round = 0; round < 6000; round++) {
      const blob = pack(samples[round % samples.length]);
      for (let change = 0; change <= round % 3; change++) {
        blob[4 + Math.floor(random() * (blob.length - 4))] =
          random() < 0.3 ? 255 : Math.floor(random() * 256);
      }
      if (tryUnpack(blob) === undefined) errors++;
    }
    expect(errors).toBeGreaterThan(1000);
  });

  test("of noise is an error of DataJoint or some value", () => {
    const random = randomNumbers(11);
    for (let round = 0; round < 4000; round++) {
      const noise = Array.from({ length: Math.floor(random() * 60) }, () => Math.floor(random() * 256));
      tryUnpack(bytesOf(round % 2 === 0 ? "mYm\0" : "dj0\0", noise));
    }
  });

  test("that is none at all is named as such", () => {
    expect(() => unpack(new Uint8Array())).toThrow(/0 bytes are no blob/);
    expect(() => unpack(bytesOf("PK\x03\x04rest"))).toThrow(/neither "mYm" nor "dj0"/);
    expect(() => unpack("text" as never)).toThrow(/from bytes/);
  });

  test("that announces more than it holds takes no memory for it", () => {
    const huge = 2 ** 50;
    for (const body of [
      bytesOf("dj0\0\x02", count(huge)),
      bytesOf("dj0\0\x03", count(huge)),
      bytesOf("dj0\0\x04", count(huge)),
      bytesOf("dj0\0\x05", count(huge)),
      bytesOf("mYm\0A", count(1), count(huge), [6, 0, 0, 0, 0, 0, 0, 0]),
      bytesOf("mYm\0A", count(3), count(huge), count(huge), count(huge), [5, 0, 0, 0, 0, 0, 0, 0]),
      bytesOf("mYm\0A", count(huge)),
      bytesOf("mYm\0C", count(2), count(huge), count(2)),
      bytesOf("mYm\0S", count(1), count(huge), [1, 0, 0, 0], "a\0"),
      bytesOf("dj0\0F", [255, 255, 255, 255]),
      bytesOf("ZL123\0", count(huge), [0x78, 0x9c, 1, 2, 3, 4, 5, 6]),
    ]) {
      expect(() => unpack(body)).toThrow(dj.DataJointError);
    }
  });

  test("that is nested without end is an error", () => {
    const level = (inner: number[]): number[] => [2, ...count(1), ...count(inner.length), ...inner];
    let nested = [0xff];
    for (let depth = 0; depth < 600; depth++) nested = level(nested);
    expect(() => unpack(bytesOf("dj0\0", nested))).toThrow(/more than 500 deep/);
  });

  test("of a kind that is not known says so", () => {
    expect(() => unpack(bytesOf("mYm\0P"))).toThrow(/sparse array/);
    expect(() => unpack(bytesOf("dj0\0\x99"))).toThrow(/no kind of value 0x99/);
    expect(() => unpack(bytesOf("mYm\0A", count(1), count(1), [99, 0, 0, 0, 0, 0, 0, 0]))).toThrow(/kind 99/);
  });
});

describe("a damaged compressed blob", () => {
  const text = "abc".repeat(2000);

  test("is an error wherever a byte is changed", () => {
    const blob = pack(text);
    expect(unpack(blob)).toBe(text);
    for (let at = 0; at < blob.length; at++) {
      const damaged = blob.slice();
      damaged[at]! ^= 0x55;
      const read = tryUnpack(damaged);
      // Bytes that zlib's own header may vary in leave the content as it was.
      expect(read === undefined || read === text, `byte ${at}`).toBe(true);
    }
  });

  test("is an error wherever it is cut off", () => {
    const blob = pack(text);
    for (let length = 6; length < blob.length; length++) {
      expect(tryUnpack(blob.subarray(0, length)), `${length} bytes`).toBeUndefined();
    }
  });
});
