import { DataJointError } from "../../errors/index.ts";

/** Up to this length a text is read faster without the decoder. */
const longestByHand = 24;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads bytes one after the other, and never beyond their end; numbers are little-endian. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next byte is read. */
  get position(): number {
    return this.#position;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  #take(count: number, what: string): number {
    const start = this.#position;
    if (count > this.remaining) {
      throw new DataJointError(
        `The blob ends too early: ${what} at byte ${start} needs ${count} bytes, and ${this.remaining} are left.`,
      );
    }
    this.#position = start + count;
    return start;
  }

  uint8(): number {
    return this.#bytes[this.#take(1, "a byte")]!;
  }

  uint16(): number {
    return this.#view.getUint16(this.#take(2, "a number"), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#take(4, "a number"), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#take(4, "a number"), true);
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.#take(8, "a number"), true);
  }

  float64(): number {
    return this.#view.getFloat64(this.#take(8, "a number"), true);
  }

  /**
   * A count of things, each of which takes at least some bytes.
   *
   * @throws DataJointError where so many can't follow, so that nothing is made room for in vain
   */
  count(what: string, bytesEach: number): number {
    const start = this.#take(8, "a count");
    const count = this.#view.getUint32(start, true) + this.#view.getUint32(start + 4, true) * 2 ** 32;
    if (count * bytesEach > this.remaining) {
      throw new DataJointError(
        `The blob is damaged: at byte ${start} it announces ${count} ${what}, and ${this.remaining} bytes are left.`,
      );
    }
    return count;
  }

  /** The length of one dimension, which may be anything. */
  length(): number {
    const start = this.#take(8, "a length");
    return this.#view.getUint32(start, true) + this.#view.getUint32(start + 4, true) * 2 ** 32;
  }

  /** A copy of the next bytes, in a buffer of its own. */
  bytes(count: number, what = "a value"): Uint8Array {
    const start = this.#take(count, what);
    return this.#bytes.slice(start, start + count);
  }

  /** A whole number in two's complement of at most 6 bytes. */
  smallInteger(count: number): number {
    const start = this.#take(count, "a whole number");
    let value = 0;
    for (let index = count - 1; index >= 0; index--) value = value * 256 + this.#bytes[start + index]!;
    return count > 0 && this.#bytes[start + count - 1]! > 127 ? value - 256 ** count : value;
  }

  /** A text of so many bytes. */
  text(count: number): string {
    const start = this.#take(count, "a text");
    if (count <= longestByHand) {
      let text = "";
      let end = start;
      for (; end < start + count && this.#bytes[end]! < 128; end++)
        text += String.fromCharCode(this.#bytes[end]!);
      if (end === start + count) return text;
    }
    return this.#decode(this.#bytes.subarray(start, start + count), start);
  }

  /** A text that a zero byte ends. */
  terminatedText(): string {
    const start = this.#position;
    const end = this.#bytes.indexOf(0, start);
    if (end < 0) throw new DataJointError(`The blob ends too early: the name at byte ${start} is not ended.`);
    this.#position = end + 1;
    return this.#decode(this.#bytes.subarray(start, end), start);
  }

  #decode(bytes: Uint8Array, start: number): string {
    try {
      return decoder.decode(bytes);
    } catch (error) {
      throw new DataJointError(`The blob is damaged: the text at byte ${start} is not UTF-8.`, {
        cause: error,
      });
    }
  }
}
