import type { SqlValue } from "../../values/sql-value.ts";

/** What a frame can hold: values of databases, and lists and records of them. */
export type FrameValue =
  | SqlValue
  | boolean
  | readonly FrameValue[]
  | { readonly [name: string]: FrameValue | undefined };

/** Bytes that are no frame. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

/** The first byte of each value says what follows. */
const tag = {
  null: 0,
  false: 1,
  true: 2,
  /** A whole number, as a zigzag varint. */
  integer: 3,
  /** Any other number, as eight bytes. */
  float: 4,
  /** Its decimal digits: exact, however long. */
  bigint: 5,
  text: 6,
  bytes: 7,
  list: 8,
  record: 9,
} as const;

const depthAtMost = 8;
const bigintDigitsAtMost = 400;

/** Writes one frame into a buffer that grows. */
class FrameWriter {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  readonly #encoder = new TextEncoder();

  write(value: FrameValue): void {
    if (value === null) this.#byte(tag.null);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "string") this.#text(value);
    else if (typeof value === "boolean") this.#byte(value ? tag.true : tag.false);
    else if (typeof value === "bigint") this.#bigint(value);
    else if (value instanceof Uint8Array) this.#binary(value);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === "object") this.#record(value as Readonly<Record<string, FrameValue>>);
    else throw new FrameError(`A frame can't hold a ${typeof value}.`);
  }

  /** The frame, in a buffer of its own. */
  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #room(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  #byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number of up to 54 bits, seven of them in a byte. */
  #varint(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  #number(value: number): void {
    // Half of the safe range: zigzag doubles the number.
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 52 && !Object.is(value, -0)) {
      this.#byte(tag.integer);
      this.#varint(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    this.#byte(tag.float);
    this.#room(8);
    this.#view.setFloat64(this.#length, value);
    this.#length += 8;
  }

  #bigint(value: bigint): void {
    const digits = value.toString();
    if (digits.length > bigintDigitsAtMost)
      throw new FrameError(`A frame can't hold an integer of ${digits.length} digits.`);
    this.#byte(tag.bigint);
    this.#sized(this.#encoder.encode(digits));
  }

  #text(value: string): void {
    this.#byte(tag.text);
    this.#sized(this.#encoder.encode(value));
  }

  #binary(value: Uint8Array): void {
    this.#byte(tag.bytes);
    this.#sized(value);
  }

  #sized(bytes: Uint8Array): void {
    this.#varint(bytes.length);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #list(values: readonly FrameValue[]): void {
    this.#byte(tag.list);
    this.#varint(values.length);
    for (const value of values) this.write(value);
  }

  #record(record: Readonly<Record<string, FrameValue | undefined>>): void {
    const entries = Object.entries(record).filter(([, value]) => value !== undefined);
    this.#byte(tag.record);
    this.#varint(entries.length);
    for (const [name, value] of entries) {
      this.#sized(this.#encoder.encode(name));
      this.write(value!);
    }
  }
}

/** Reads one frame, and believes nothing that it says of itself. */
class FrameReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  read(depth = 0): FrameValue {
    if (depth > depthAtMost) throw new FrameError("The frame is nested too deeply.");
    const kind = this.#byte();
    switch (kind) {
      case tag.null:
        return null;
      case tag.false:
        return false;
      case tag.true:
        return true;
      case tag.integer: {
        const value = this.#varint();
        return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      }
      case tag.float: {
        const at = this.#skip(8);
        return this.#view.getFloat64(at);
      }
      case tag.bigint:
        return this.#bigint();
      case tag.text:
        return this.#text();
      case tag.bytes:
        return this.#sized().slice();
      case tag.list: {
        const values = new Array<FrameValue>(this.#count());
        for (let index = 0; index < values.length; index++) values[index] = this.read(depth + 1);
        return values;
      }
      case tag.record: {
        const record: Record<string, FrameValue> = Object.create(null);
        for (let left = this.#count(); left > 0; left--) {
          const name = this.#text();
          record[name] = this.read(depth + 1);
        }
        return record;
      }
      default:
        throw new FrameError(`The frame holds a value of the unknown kind ${kind}.`);
    }
  }

  #skip(count: number): number {
    const at = this.#position;
    if (at + count > this.#bytes.length) throw new FrameError("The frame ends too early.");
    this.#position = at + count;
    return at;
  }

  #byte(): number {
    return this.#bytes[this.#skip(1)]!;
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 56; factor *= 0x80) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw new FrameError("The frame holds a number that is too long.");
  }

  /** How many values follow: each takes a byte at least, so there can't be more than bytes. */
  #count(): number {
    const count = this.#varint();
    if (count > this.#bytes.length - this.#position) throw new FrameError("The frame ends too early.");
    return count;
  }

  #sized(): Uint8Array {
    const length = this.#varint();
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #text(): string {
    try {
      return this.#decoder.decode(this.#sized());
    } catch (error) {
      if (error instanceof FrameError) throw error;
      throw new FrameError("The frame holds text that is not UTF-8.");
    }
  }

  #bigint(): bigint {
    const digits = this.#text();
    if (digits.length > bigintDigitsAtMost || !/^-?\d+$/.test(digits))
      throw new FrameError("The frame holds an integer that is none.");
    return BigInt(digits);
  }
}

/**
 * One value as bytes. Numbers and bigints stay apart, and both are exact, as are bytes and text.
 *
 * @throws FrameError for what a frame can't hold
 */
export function encodeFrame(value: FrameValue): Uint8Array<ArrayBuffer> {
  const writer = new FrameWriter();
  writer.write(value);
  return writer.finish();
}

/**
 * The value that bytes stand for. It shares no memory with them.
 *
 * @throws FrameError for anything but what `encodeFrame` gives
 */
export function decodeFrame(bytes: Uint8Array): FrameValue {
  const reader = new FrameReader(bytes);
  const value = reader.read();
  if (!reader.isAtEnd) throw new FrameError("Something follows after the end of the frame.");
  return value;
}
