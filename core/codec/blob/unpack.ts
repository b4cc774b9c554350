import { DataJointError } from "../../errors/index.ts";
import { Complex } from "../array/complex.ts";
import { fromColumns } from "../array/element-order.ts";
import { NDArray } from "../array/nd-array.ts";
import { ByteReader } from "./byte-reader.ts";
import { decompressBlob } from "./compression.ts";
import { Decimal, Uuid } from "./exact-values.ts";
import { code, greatestDepth } from "./format.ts";
import { integerOf } from "./integer-bytes.ts";
import { readMoment } from "./moment-bytes.ts";
import { remember } from "./provenance.ts";
import { Cell, RecordArray, Struct } from "./structured-values.ts";
import { Tuple } from "./tuple.ts";
import { leastItemBytes, readArray, readableSize, readShape } from "./unpack-array.ts";

const formats = ["mYm", "dj0"];

/**
 * Reads a value from the bytes of a `<blob>`. Section "`<blob>`" of the type system specification.
 *
 * Numbers, texts, booleans, lists, dictionaries, sets and bytes come as JavaScript's own values (a dictionary whose
 * keys are not all texts as a Map); arrays as `NDArray`; other kinds as the classes beside this function.
 *
 * @param bytes what was stored, compressed or not
 * @throws DataJointError where the bytes are no blob, or only a part of one
 */
export function unpack(bytes: Uint8Array | ArrayBuffer): unknown {
  if (!(bytes instanceof Uint8Array || bytes instanceof ArrayBuffer)) {
    throw new DataJointError(`A blob is read from bytes (Uint8Array), not from a ${typeof bytes}.`);
  }
  // A Buffer would share its memory with what is read from it.
  const stored =
    bytes instanceof ArrayBuffer
      ? new Uint8Array(bytes)
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = new ByteReader(decompressBlob(stored));
  const format = reader.remaining < 4 ? "" : String.fromCharCode(...reader.bytes(4));
  if (!formats.some((name) => format === `${name}\0`)) {
    throw new DataJointError(
      `These ${stored.length} bytes are no blob of DataJoint: they start with neither "mYm" nor "dj0". ` +
        "If they are raw bytes, the type of the attribute is bytes.",
    );
  }
  const value = new BlobReader(reader).value();
  if (reader.remaining > 0)
    throw new DataJointError(`The blob is damaged: ${reader.remaining} bytes follow after its value.`);
  return value;
}

class BlobReader {
  readonly #reader: ByteReader;
  #depth = 0;
  /** Whether the value read last is a whole number that is a float. */
  #isWholeFloat = false;

  constructor(reader: ByteReader) {
    this.#reader = reader;
  }

  value(): unknown {
    if (++this.#depth > greatestDepth) {
      throw new DataJointError(`The blob is damaged: its values are nested more than ${greatestDepth} deep.`);
    }
    const reader = this.#reader;
    const start = reader.position;
    const kind = reader.uint8();
    const value = this.#ofKind(kind, start);
    this.#isWholeFloat = kind === code.float && Number.isSafeInteger(value) && !Object.is(value, -0);
    this.#depth--;
    return value;
  }

  #ofKind(kind: number, start: number): unknown {
    const reader = this.#reader;
    switch (kind) {
      case code.array: {
        const floats = new Set<unknown>();
        const array = readArray(reader, (index) => this.#noted(floats, index));
        if (floats.size > 0) this.#rememberInArray(array, floats);
        return array;
      }
      case code.none:
        return null;
      case code.list:
        return this.#items([] as unknown[]);
      case code.tuple:
        return this.#items(new Tuple());
      case code.set:
        return this.#set();
      case code.dict:
        return this.#dictionary();
      case code.text:
        return reader.text(reader.count("bytes of text", 1));
      case code.bytes:
        return reader.bytes(reader.count("bytes", 1));
      case code.integer:
        return this.#integer();
      case code.boolean:
        return reader.uint8() !== 0;
      case code.float:
        return reader.float64();
      case code.complex:
        return new Complex(reader.float64(), reader.float64());
      case code.decimal:
        return new Decimal(reader.text(reader.count("digits", 1)));
      case code.moment:
        return readMoment(reader);
      case code.uuid:
        return new Uuid(reader.bytes(16, "a UUID"));
      case code.record:
        return this.#record();
      case code.cell:
        return this.#cell();
      case code.struct:
        return this.#struct();
      case code.sparse:
        throw new DataJointError(
          `The blob has a sparse array of MATLAB (at byte ${start}), which can't be read.`,
        );
      default:
        throw new DataJointError(
          `The blob is damaged, or newer than this library: there is no kind of value 0x${kind.toString(16).padStart(2, "0")} (at byte ${start}).`,
        );
    }
  }

  #integer(): number | bigint {
    const length = this.#reader.uint16();
    return length <= 6
      ? this.#reader.smallInteger(length)
      : integerOf(this.#reader.bytes(length, "a whole number"));
  }

  /** A value inside of another, after its length. */
  #item(): unknown {
    const reader = this.#reader;
    const length = reader.count("bytes", 1);
    const start = reader.position;
    const value = this.value();
    if (reader.position - start === length) return value;
    throw new DataJointError(
      `The blob is damaged: the value at byte ${start} takes ${reader.position - start} bytes instead of ${length}.`,
    );
  }

  /** An item, with a note of its place if it is a whole float. */
  #noted(floats: Set<unknown>, place: unknown): unknown {
    const value = this.#item();
    if (this.#isWholeFloat) floats.add(place);
    return value;
  }

  #items(items: unknown[]): unknown[] {
    const count = this.#reader.count("items", leastItemBytes);
    const floats = new Set<unknown>();
    for (let index = 0; index < count; index++) items.push(this.#noted(floats, index));
    if (floats.size > 0) remember(items, { floats });
    return items;
  }

  #set(): Set<unknown> {
    const count = this.#reader.count("elements", leastItemBytes);
    const set = new Set<unknown>();
    const floats = new Set<unknown>();
    for (let index = 0; index < count; index++) {
      const element = this.#item();
      set.add(element);
      if (this.#isWholeFloat) floats.add(element);
    }
    if (floats.size > 0) remember(set, { floats });
    return set;
  }

  #dictionary(): unknown {
    const count = this.#reader.count("entries", 2 * leastItemBytes);
    const entries = new Map<unknown, unknown>();
    const floats = new Set<unknown>();
    const floatKeys = new Set<unknown>();
    let hasOnlyTexts = true;
    for (let index = 0; index < count; index++) {
      const key = this.#item();
      if (this.#isWholeFloat) floatKeys.add(key);
      if (typeof key !== "string") hasOnlyTexts = false;
      entries.set(key, this.#noted(floats, key));
    }
    if (!hasOnlyTexts) {
      if (floats.size > 0 || floatKeys.size > 0) remember(entries, { floats, floatKeys });
      return entries;
    }
    const order = [...entries.keys()] as string[];
    const object: Record<string, unknown> = {};
    for (const [key, value] of entries as Map<string, unknown>) {
      if (key === "__proto__") {
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      } else object[key] = value;
    }
    const isSorted = Object.keys(object).some((key, index) => key !== order[index]);
    if (floats.size > 0 || isSorted) remember(object, isSorted ? { floats, order } : { floats });
    return object;
  }

  /** Keeps in which places of an array of values the floats are; they were noted column by column. */
  #rememberInArray(array: NDArray, floats: ReadonlySet<unknown>): void {
    const places = fromColumns(
      Array.from({ length: array.size }, (_, index) => index),
      array.shape,
      (length) => new Array<number>(length),
    );
    remember(array, { floats: new Set(places.flatMap((read, place) => (floats.has(read) ? [place] : []))) });
  }

  #fieldNames(): string[] {
    const reader = this.#reader;
    const count = reader.uint32();
    if (count > reader.remaining) {
      throw new DataJointError(
        `The blob is damaged: before byte ${reader.position} it announces ${count} fields, and ${reader.remaining} bytes are left.`,
      );
    }
    return Array.from({ length: count }, () => reader.terminatedText());
  }

  #record(): RecordArray | NDArray {
    const start = this.#reader.position;
    const names = this.#fieldNames();
    if (names.length === 0) return emptyObject();
    const fields = names.map((name) => {
      const field = this.value();
      if (field instanceof NDArray || field instanceof RecordArray) return [name, field] as const;
      throw new DataJointError(
        `The blob is damaged: the field "${name}" of the array at byte ${start} is no array.`,
      );
    });
    return new RecordArray(new Map(fields));
  }

  #cell(): Cell {
    const reader = this.#reader;
    const shape = readShape(reader);
    const size = readableSize(reader, shape, leastItemBytes);
    const floats = new Set<unknown>();
    const items = Array.from({ length: size }, (_, index) => this.#noted(floats, index));
    if (size === 0) return new Cell({ shape: [0], items });
    const places = fromColumns(
      items.map((_, index) => index),
      shape,
      (length) => new Array<number>(length),
    );
    const ordered = places.map((place) => items[place]);
    if (floats.size > 0)
      remember(ordered, {
        floats: new Set(places.flatMap((read, place) => (floats.has(read) ? [place] : []))),
      });
    return new Cell({ shape, items: ordered });
  }

  #struct(): Struct | NDArray {
    const reader = this.#reader;
    const shape = readShape(reader);
    const names = this.#fieldNames();
    if (names.length === 0) return emptyObject();
    const size = readableSize(reader, shape, names.length * leastItemBytes);
    const items = Array.from({ length: size }, () => {
      const floats = new Set<unknown>();
      const values = names.map((_, index) => this.#noted(floats, index));
      if (floats.size > 0) remember(values, { floats });
      return values;
    });
    return new Struct({
      shape,
      fields: names,
      items: fromColumns(items, shape, (length) => new Array(length)),
    });
  }
}

/** What stands for a structure without fields. */
const emptyObject = (): NDArray => new NDArray({ dtype: "object", shape: [], data: [null] });
