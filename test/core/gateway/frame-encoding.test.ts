import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeFrame,
  encodeFrame,
  FrameError,
  type FrameValue,
} from "../../../core/driver/gateway/frame-encoding.ts";
import { readPageMessage, writeMessage } from "../../../core/driver/gateway/protocol.ts";

const text = fc.string({ unit: "binary" });

const { frame } = fc.letrec<{ frame: FrameValue }>((tie) => ({
  frame: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    fc.maxSafeInteger(),
    fc.bigInt(),
    text,
    fc.uint8Array().map((bytes) => new Uint8Array(bytes)),
    fc.array(tie("frame")),
    fc.dictionary(text, tie("frame")),
  ),
}));

describe("a frame", () => {
  test("gives back what it was made of, to the bit", () => {
    fc.assert(
      fc.property(frame, (value) => {
        expect(decodeFrame(encodeFrame(value))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
  });

  test.each<FrameValue>([
    -0,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    5e-324,
    2 ** 52,
    -(2 ** 52),
    2 ** 52 - 1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    1e300,
    0n,
    1n,
    -(2n ** 63n),
    2n ** 64n - 1n,
    "123456789012345678901234567890.000000001",
    "",
    "𝄞 e\u0301 \u0000 \uFEFF",
    new Uint8Array([0, 255, 128]),
    [],
    {},
  ])("keeps %s", (value) => {
    const read = decodeFrame(encodeFrame(value));
    expect(read).toEqual(value);
    expect(Object.is(read, value) || typeof value === "object").toBe(true);
  });

  test("keeps numbers and bigints apart", () => {
    expect(decodeFrame(encodeFrame([1, 1n, "1"]))).toEqual([1, 1n, "1"]);
  });

  test("leaves out what is undefined, and refuses what has no bytes", () => {
    expect(decodeFrame(encodeFrame({ a: undefined, b: 1 }))).toEqual({ b: 1 });
    expect(() => encodeFrame((() => {}) as never)).toThrow(FrameError);
    expect(() => encodeFrame(10n ** 1000n)).toThrow(FrameError);
  });

  test("shares no memory with what it was read from", () => {
    const bytes = encodeFrame(new Uint8Array([1, 2, 3]));
    const read = decodeFrame(bytes) as Uint8Array;
    bytes.fill(9);
    expect([...read]).toEqual([1, 2, 3]);
    expect(read.byteLength).toBe(read.buffer.byteLength);
  });
});

/** What can come of bytes: a value, or a FrameError. */
function outcome(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): string {
  try {
    read(bytes);
    return "read";
  } catch (error) {
    return error instanceof FrameError ? "refused" : `${error}`;
  }
}

describe("bytes that are no frame", () => {
  test("are refused, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(outcome(decodeFrame, bytes)).toMatch(/^(read|refused)$/);
        expect(outcome(readPageMessage, bytes)).toMatch(/^(read|refused)$/);
      }),
      { numRuns: 5000 },
    );
  });

  test("are refused where a frame was cut, lengthened or changed", () => {
    fc.assert(
      fc.property(frame, fc.nat(), fc.nat({ max: 255 }), (value, at, byte) => {
        const bytes = encodeFrame(value);
        expect(outcome(decodeFrame, bytes.subarray(0, at % bytes.length))).toBe("refused");
        expect(outcome(decodeFrame, new Uint8Array([...bytes, byte]))).toBe("refused");
        bytes[at % bytes.length] = byte;
        expect(outcome(decodeFrame, bytes)).toMatch(/^(read|refused)$/);
      }),
    );
  });

  test.each([
    ["a list of a thousand million values", [8, 0x80, 0x94, 0xeb, 0xdc, 0x03]],
    ["text that is longer than the frame", [6, 0xff, 0xff, 0x7f, 65]],
    ["text that is not UTF-8", [6, 1, 0xff]],
    ["a number without end", [3, ...Array(20).fill(0xff)]],
    ["an integer of letters", [5, 2, 65, 66]],
    ["lists in lists in lists", Array(100).flatMap(() => [8, 1])],
    ["nothing", []],
  ])("are refused: %s", (_, bytes) => {
    expect(outcome(decodeFrame, new Uint8Array(bytes))).toBe("refused");
  });
});

describe("a message", () => {
  const execute = { type: "execute", request: 1, sql: "SELECT ?", values: [1n, null, "x"] } as const;

  test("is read as it was written", () => {
    expect(readPageMessage(writeMessage(execute))).toEqual(execute);
  });

  test.each([
    ["of no known type", { ...execute, type: "drop" }],
    ["of a type that every object has", { ...execute, type: "constructor" }],
    ["of the gateway's", { type: "welcome", server: "x", largestFrame: 1 }],
    ["without its statement", { ...execute, sql: undefined }],
    ["with a number for a statement", { ...execute, sql: 1 }],
    ["with a list among the values", { ...execute, values: [[1]] }],
    ["with a request that is no number", { ...execute, request: 1.5 }],
    ["that is a list", [execute]],
    ["that is nothing", null],
  ])("is refused: %s", (_, message) => {
    expect(outcome(readPageMessage, encodeFrame(message as unknown as FrameValue))).toBe("refused");
  });
});
