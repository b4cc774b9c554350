import { DataJointError } from "../../errors/index.ts";
import { temporalText } from "../../values/temporal-text.ts";
import { Complex } from "../array/complex.ts";
import { dtypeOfTypedArray } from "../array/dtype.ts";
import { toColumns } from "../array/element-order.ts";
import { NDArray } from "../array/nd-array.ts";
import { ByteWriter } from "./byte-writer.ts";
import { compressBlob } from "./compression.ts";
import { Decimal, Float, PlainDate, PlainDateTime, PlainTime, Uuid } from "./exact-values.ts";
import { code, greatestDepth } from "./format.ts";
import { integerBytes } from "./integer-bytes.ts";
import { packMoment } from "./moment-bytes.ts";
import { packArray } from "./pack-array.ts";
import { type Provenance, provenanceOf } from "./provenance.ts";
import { Cell, RecordArray, Struct } from "./structured-values.ts";
import { Tuple } from "./tuple.ts";

/**
 * The bytes that `<blob>` stores for a value. Section "`<blob>`" of the type system specification.
 *
 * | value | stored as Python's |
 * | --- | --- |
 * | whole number, bigint | `int` |
 * | other number, `Float` | `float` |
 * | boolean, text, null and undefined | `bool`, `str`, `None` |
 * | array, `Tuple`, Set | `list`, `tuple`, `set` |
 * | object, Map | `dict` |
 * | Uint8Array, ArrayBuffer | `bytes` |
 * | other typed array, `NDArray` | `numpy.ndarray` |
 * | Date (UTC), Temporal | `datetime`, `date`, `time` |
 * | `Decimal`, `Uuid`, `Complex`, `RecordArray` … | their like |
 *
 * @param value what to store
 * @param options `compress`: with zlib where it gets shorter by it; default true
 * @throws DataJointError for a value that has no place in a blob, with the path to it
 */
export function pack(value: unknown, { compress = true }: { compress?: boolean } = {}): Uint8Array {
  const packer = new BlobWriter();
  packer.value(value);
  const blob = packer.finish();
  return compress ? compressBlob(blob) : blob;
}

class BlobWriter {
  readonly #writer = new ByteWriter();
  /** Where the value is that is written now. */
  readonly #path: unknown[] = [];
  /** The original format has arrays, cells and structs alone. */
  #isExtended = false;

  constructor() {
    this.#writer.uint32(0);
  }

  finish(): Uint8Array {
    const blob = this.#writer.finish();
    blob.set(new TextEncoder().encode(this.#isExtended ? "dj0\0" : "mYm\0"));
    return blob;
  }

  /** @param isFloat whether a whole number is a float */
  value(value: unknown, isFloat = false): void {
    const writer = this.#writer;
    if (typeof value === "object" && value !== null && this.#array(value)) return;
    this.#isExtended = true;
    switch (typeof value) {
      case "undefined":
        writer.uint8(code.none);
        return;
      case "boolean":
        writer.uint8(code.boolean);
        writer.uint8(value ? 1 : 0);
        return;
      case "number":
        if (isFloat || !Number.isSafeInteger(value) || Object.is(value, -0)) this.#float(value);
        else if (value < 2 ** 31 && value > -(2 ** 31)) {
          writer.uint8(code.integer);
          writer.countedInteger(value);
        } else this.#integer(BigInt(value));
        return;
      case "bigint":
        this.#integer(value);
        return;
      case "string":
        this.#text(value);
        return;
      case "object":
        if (value === null) writer.uint8(code.none);
        else this.#object(value);
        return;
      default:
        this.#refuse(value);
    }
  }

  /** Writes what the original format has too. */
  #array(value: object): boolean {
    const array =
      value instanceof NDArray
        ? value
        : isBytes(value) || dtypeOfTypedArray(value) === null
          ? null
          : new NDArray({ data: value as ArrayLike<unknown> });
    if (array !== null) this.#ndarray(array);
    else if (value instanceof Cell) this.#cell(value);
    else if (value instanceof Struct) this.#struct(value);
    else return false;
    return true;
  }

  #ndarray(array: NDArray): void {
    const floats = provenanceOf(array)?.floats;
    if (packArray(this.#writer, array, (item, index) => this.#inside(item, index, floats)))
      this.#isExtended = true;
  }

  #float(value: number): void {
    this.#writer.uint8(code.float);
    this.#writer.float64(value);
  }

  #integer(value: bigint): void {
    const bytes = integerBytes(value);
    this.#writer.uint8(code.integer);
    this.#writer.uint16(bytes.length);
    this.#writer.bytes(bytes);
  }

  #text(text: string): void {
    if (!isWellFormed(text)) {
      throw new DataJointError(
        `${this.#where()} has half of a character (a lone surrogate), which UTF-8 can't hold.`,
      );
    }
    this.#writer.uint8(code.text);
    this.#writer.countedText(text);
  }

  #object(value: object): void {
    const writer = this.#writer;
    if (Array.isArray(value)) this.#items(value instanceof Tuple ? code.tuple : code.list, value);
    else if (isBytes(value)) {
      const bytes =
        value instanceof ArrayBuffer
          ? new Uint8Array(value)
          : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      writer.uint8(code.bytes);
      writer.count(bytes.length);
      writer.bytes(bytes);
    } else if (value instanceof Map) this.#entries([...value], provenanceOf(value));
    else if (value instanceof Set) {
      const floats = provenanceOf(value)?.floats;
      writer.uint8(code.set);
      writer.count(value.size);
      for (const element of value) this.#inside(element, element, floats, true);
    } else if (value instanceof Float) this.#float(value.value);
    else if (value instanceof Complex) {
      writer.uint8(code.complex);
      writer.float64(value.re);
      writer.float64(value.im);
    } else if (value instanceof Decimal) {
      writer.uint8(code.decimal);
      writer.countedText(value.text);
    } else if (value instanceof Uuid) {
      writer.uint8(code.uuid);
      writer.bytes(value.bytes);
    } else if (value instanceof RecordArray) this.#record(value);
    else if (!this.#moment(value)) this.#plainObject(value);
  }

  #moment(value: object): boolean {
    let moment: PlainDate | PlainDateTime | PlainTime;
    if (value instanceof PlainDate || value instanceof PlainDateTime || value instanceof PlainTime)
      moment = value;
    else {
      const text = temporalText(value);
      if (text === null) {
        if (value instanceof Date) this.#refuse(value, "it is an invalid Date");
        return false;
      }
      moment = /^\d\d:/.test(text)
        ? new PlainTime(text)
        : text.length > 10
          ? new PlainDateTime(text)
          : new PlainDate(text);
    }
    this.#writer.uint8(code.moment);
    packMoment(this.#writer, moment);
    return true;
  }

  #plainObject(value: object): void {
    const prototype: unknown = Object.getPrototypeOf(value);
    // Plain objects of other realms, such as of a frame, have a prototype without one, too.
    const isPlain = prototype === null || Object.getPrototypeOf(prototype as object) === null;
    if (!isPlain || value instanceof Promise)
      this.#refuse(value, "give plain objects, arrays, Maps, Sets, numbers, texts or arrays of numbers");
    const provenance = provenanceOf(value);
    const keys = Object.keys(value);
    const { order } = provenance ?? {};
    const isUnchanged = order?.length === keys.length && order.every((key) => Object.hasOwn(value, key));
    this.#entries(
      (isUnchanged ? order : keys).map((key) => [key, (value as Record<string, unknown>)[key]] as const),
      provenance,
    );
  }

  #entries(entries: readonly (readonly [unknown, unknown])[], provenance: Provenance | undefined): void {
    this.#writer.uint8(code.dict);
    this.#writer.count(entries.length);
    for (const [key, content] of entries) {
      this.#inside(key, key, provenance?.floatKeys, true);
      this.#inside(content, key, provenance?.floats);
    }
  }

  #items(kind: number, items: readonly unknown[]): void {
    const floats = provenanceOf(items)?.floats;
    this.#writer.uint8(kind);
    this.#writer.count(items.length);
    for (let index = 0; index < items.length; index++) this.#inside(items[index], index, floats);
  }

  /**
   * Writes a value inside of another, after its length.
   *
   * @param mustHash whether Python must be able to hash it: a key, or an element of a set
   */
  #inside(value: unknown, place: unknown, floats: ReadonlySet<unknown> | undefined, mustHash = false): void {
    this.#path.push(place);
    if (this.#path.length >= greatestDepth) {
      this.#path.length = 3;
      throw new DataJointError(
        `${this.#where()} contains itself, or values nested more than ${greatestDepth} deep, and can't be stored in a blob.`,
      );
    }
    if (mustHash && !isHashable(value)) {
      this.#path.pop();
      throw new DataJointError(
        `${this.#where()} has an array, object, Map or Set as a key or as an element of a Set, which Python can't hash. Use texts, numbers or a Tuple.`,
      );
    }
    this.#writer.counted(() => this.value(value, floats?.has(place) ?? false));
    this.#path.pop();
  }

  #record({ fields }: RecordArray): void {
    const writer = this.#writer;
    writer.uint8(code.record);
    this.#fieldNames([...fields.keys()]);
    for (const field of fields.values()) {
      if (field instanceof RecordArray) this.#record(field);
      else this.#ndarray(field);
    }
  }

  #fieldNames(names: readonly string[]): void {
    this.#writer.uint32(names.length);
    for (const name of names) {
      if (name.includes("\0"))
        throw new DataJointError(`The name of a field can't have a zero character: "${name}".`);
      this.#writer.bytes(new TextEncoder().encode(`${name}\0`));
    }
  }

  #shape(shape: readonly number[]): void {
    this.#writer.count(shape.length);
    for (const length of shape) this.#writer.count(length);
  }

  #cell({ shape, items }: Cell): void {
    this.#writer.uint8(code.cell);
    this.#shape(shape);
    const floats = provenanceOf(items)?.floats;
    for (const place of columnPlaces(shape, items.length)) this.#inside(items[place], place, floats);
  }

  #struct({ shape, fields, items }: Struct): void {
    this.#writer.uint8(code.struct);
    this.#shape(shape);
    this.#fieldNames(fields);
    for (const place of columnPlaces(shape, items.length)) {
      const floats = provenanceOf(items[place]!)?.floats;
      items[place]!.forEach((value, index) => {
        this.#inside(value, index, floats);
      });
    }
  }

  /** The path to the value that is written now, in words. */
  #where(): string {
    if (this.#path.length === 0) return "The value";
    const path = this.#path.map((step) =>
      typeof step === "string" && /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${stepText(step)}]`,
    );
    return `The value at ${path.join("")}`;
  }

  #refuse(value: unknown, why?: string): never {
    const kind =
      typeof value === "object" && value !== null
        ? `of the class ${value.constructor?.name ?? "Object"}`
        : typeof value;
    throw new DataJointError(
      `${this.#where()} is ${typeof value === "object" ? kind : `a ${kind}`}, and can't be stored in a blob${why === undefined ? "" : `: ${why}`}.`,
    );
  }
}

/** Whether a text has whole characters only. */
function isWellFormed(text: string): boolean {
  const native = (text as { isWellFormed?: () => boolean }).isWellFormed;
  return native === undefined ? !/\p{Surrogate}/u.test(text) : native.call(text);
}

const stepText = (step: unknown): string =>
  typeof step === "string" ? JSON.stringify(step) : typeof step === "object" ? "…" : String(step);

/** Bytes, as opposed to an array of numbers. */
const isBytes = (value: object): value is Uint8Array | ArrayBuffer | DataView =>
  value instanceof ArrayBuffer ||
  value instanceof DataView ||
  (ArrayBuffer.isView(value) && (value as Uint8Array)[Symbol.toStringTag] === "Uint8Array");

/** Whether Python can use a value as a key. */
const isHashable = (value: unknown): boolean => {
  if (typeof value !== "object" || value === null) return true;
  if (value instanceof Tuple) return value.every(isHashable);
  if (Array.isArray(value) || value instanceof Map || value instanceof Set || value instanceof NDArray)
    return false;
  if (!isBytes(value) && ArrayBuffer.isView(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && prototype !== Object.prototype;
};

/** The places of row-major items, column by column. */
const columnPlaces = (shape: readonly number[], count: number): number[] =>
  toColumns(
    Array.from({ length: count }, (_, index) => index),
    shape,
    (length) => new Array<number>(length),
  );
