const encoder = new TextEncoder();

/** Up to this length a text is written faster without the encoder. */
const longestByHand = 40;

/** Bytes that grow as they are written; numbers are little-endian. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  #reserve(count: number): number {
    const start = this.#length;
    const needed = start + count;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, start));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#length = needed;
    return start;
  }

  uint8(value: number): void {
    const at = this.#reserve(1);
    this.#bytes[at] = value;
  }

  uint16(value: number): void {
    const at = this.#reserve(2);
    this.#view.setUint16(at, value, true);
  }

  uint32(value: number): void {
    const at = this.#reserve(4);
    this.#view.setUint32(at, value, true);
  }

  int32(value: number): void {
    const at = this.#reserve(4);
    this.#view.setInt32(at, value, true);
  }

  int64(value: bigint): void {
    const at = this.#reserve(8);
    this.#view.setBigInt64(at, value, true);
  }

  /** A count or length in 64 bits. */
  count(value: number): void {
    const at = this.#reserve(8);
    this.#setCount(at, value);
  }

  #setCount(at: number, value: number): void {
    this.#view.setUint32(at, value >>> 0, true);
    this.#view.setUint32(at + 4, Math.floor(value / 2 ** 32), true);
  }

  float64(value: number): void {
    const at = this.#reserve(8);
    this.#view.setFloat64(at, value, true);
  }

  bytes(value: Uint8Array): void {
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
  }

  /** A text in UTF-8, after the length of its bytes. */
  countedText(text: string): void {
    // No character takes more than three bytes for each of its units.
    const at = this.#reserve(8 + text.length * 3);
    const start = at + 8;
    let length = text.length <= longestByHand ? this.#ascii(text, start) : -1;
    if (length < 0) length = encoder.encodeInto(text, this.#bytes.subarray(start)).written;
    this.#setCount(at, length);
    this.#length = start + length;
  }

  /** Writes a text whose characters take one byte each; gives -1 where others occur. */
  #ascii(text: string, start: number): number {
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 127) return -1;
      this.#bytes[start + index] = unit;
    }
    return text.length;
  }

  /** A whole number of at most 31 bits in as many bytes as it takes in two's complement, after their number. */
  countedInteger(value: number): void {
    const bits = 32 - Math.clz32(Math.abs(value));
    const length = (bits >> 3) + 1;
    const at = this.#reserve(2 + length);
    this.#bytes[at] = length;
    this.#bytes[at + 1] = 0;
    for (let index = 0; index < length; index++) this.#bytes[at + 2 + index] = value >> (8 * index);
  }

  /** What `write` writes, after its length. */
  counted(write: () => void): void {
    const at = this.#reserve(8);
    write();
    this.#setCount(at, this.#length - at - 8);
  }

  /** All bytes so far. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}
