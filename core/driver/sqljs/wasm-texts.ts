import type { Address, WasmMemory } from "./sqljs-types.ts";

/** Texts up to this length are made character by character, which is quicker than calling a TextDecoder. */
const shortLength = 40;
/** How many short texts are remembered. A power of two. */
const rememberedTexts = 4096;

/** SQLite's memory as bytes, and the texts in it. */
export class WasmTexts {
  readonly #memory: WasmMemory;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #encoder = new TextEncoder();
  #bytes: Uint8Array;
  /**
   * Short texts by a hash of their bytes. Columns often say the same again (dates, species, operators): comparing with
   * a text that is there costs less than making another, and it is kept in memory once.
   */
  readonly #remembered: string[] = new Array(rememberedTexts).fill("");
  /** Arrays to put the characters of a short text in, by its length. */
  readonly #characters = Array.from({ length: shortLength + 1 }, (_, length) => new Array(length).fill(0));

  constructor(memory: WasmMemory) {
    this.#memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
  }

  /** SQLite's memory as it is now: when it grows, the bytes held before are gone. */
  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  /** The text of so many bytes in UTF-8. */
  read(address: Address, size: number): string {
    const bytes = this.bytes;
    if (size > shortLength) return this.#decoder.decode(bytes.subarray(address, address + size));
    const characters = this.#characters[size]!;
    let hash = size;
    let all = 0;
    for (let index = 0; index < size; index++) {
      const byte = bytes[address + index]!;
      characters[index] = byte;
      all |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (all > 0x7f) return this.#decoder.decode(bytes.subarray(address, address + size));
    const place = (hash ^ (hash >>> 12)) & (rememberedTexts - 1);
    const known = this.#remembered[place]!;
    if (known.length === size) {
      let index = 0;
      while (index < size && known.charCodeAt(index) === characters[index]) index++;
      if (index === size) return known;
    }
    const text = String.fromCharCode(...characters);
    this.#remembered[place] = text;
    return text;
  }

  /** The text that ends with a zero byte. */
  readToZero(address: Address): string {
    return this.read(address, this.bytes.indexOf(0, address) - address);
  }

  /** The address that is written at an address. */
  readAddress(place: Address): Address {
    const { buffer, byteOffset } = this.bytes;
    return new DataView(buffer, byteOffset).getUint32(place, true);
  }

  /** A text in UTF-8, outside of SQLite's memory. */
  encode(text: string): Uint8Array {
    return this.#encoder.encode(text);
  }

  /** At most so many bytes a text takes. */
  maximumSize(text: string): number {
    return 3 * text.length;
  }

  /**
   * Writes a text in UTF-8, where there is room for `maximumSize` bytes.
   *
   * @returns how many bytes it took
   */
  write(text: string, address: Address): number {
    const bytes = this.bytes;
    const { length } = text;
    if (length <= shortLength) {
      let index = 0;
      for (; index < length; index++) {
        const code = text.charCodeAt(index);
        if (code > 0x7f) break;
        bytes[address + index] = code;
      }
      if (index === length) return length;
    }
    return this.#encoder.encodeInto(text, bytes.subarray(address, address + 3 * length)).written;
  }
}
