import { NDArray } from "../../../core/codec/array/nd-array.ts";
import type { ShownValue } from "../output.ts";
import { plotArray } from "./array-plot.ts";
import { base64, imageType } from "./image-bytes.ts";

/** How much of a value is shown. */
export interface InspectionLimits {
  /** Levels of nesting. */
  readonly depth: number;
  /** Items of one array, entries of one object. */
  readonly items: number;
  /** Characters of one text. */
  readonly textLength: number;
  /** Values in all. */
  readonly total: number;
  /** Points of a line, tiles along a side of an image. */
  readonly plotSize: number;
  /** Bytes of an image that is shown. */
  readonly imageSize: number;
}

const defaultLimits: InspectionLimits = {
  depth: 5,
  items: 100,
  textLength: 10_000,
  total: 5_000,
  plotSize: 160,
  imageSize: 1_000_000,
};

/** What a reader sees of a value that is looked at alone. */
export const largestInspection: InspectionLimits = {
  depth: 12,
  items: 5_000,
  textLength: 1_000_000,
  total: 50_000,
  plotSize: 400,
  imageSize: 20_000_000,
};

const shownBytes = 32;

/**
 * Turns a value of a cell into what a reader is shown. Never throws and never runs the value's getters.
 *
 * @param value anything at all
 * @param limits how much of it to show, where not the default
 */
export function inspectValue(value: unknown, limits: Partial<InspectionLimits> = {}): ShownValue {
  return new Inspection({ ...defaultLimits, ...limits }).show(value, 0);
}

class Inspection {
  readonly #limits: InspectionLimits;
  readonly #above = new Set<object>();
  #count = 0;

  constructor(limits: InspectionLimits) {
    this.#limits = limits;
  }

  show(value: unknown, depth: number): ShownValue {
    this.#count++;
    switch (typeof value) {
      case "undefined":
        return { kind: "undefined" };
      case "boolean":
        return { kind: "boolean", value };
      case "number":
        return { kind: "number", text: Object.is(value, -0) ? "-0" : String(value) };
      case "bigint":
        return { kind: "number", text: `${value}n` };
      case "string":
        return { kind: "text", text: shorten(value, this.#limits.textLength) };
      case "symbol":
        return { kind: "opaque", text: value.toString() };
      case "function":
        return functionShown(value);
      default:
        return value === null ? { kind: "null" } : this.#object(value as object, depth);
    }
  }

  #object(value: object, depth: number): ShownValue {
    try {
      if (this.#above.has(value)) return { kind: "opaque", text: "(circular)" };
      const atomic = atomicShown(value, this.#limits);
      if (atomic !== null) return atomic;
      const type = typeName(value);
      if (depth >= this.#limits.depth || this.#count >= this.#limits.total) {
        return { kind: "opaque", text: Array.isArray(value) ? `Array(${value.length})` : `${type} {…}` };
      }
      this.#above.add(value);
      try {
        if (Array.isArray(value)) return this.#array(value, depth);
        if (ArrayBuffer.isView(value) && !(value instanceof DataView))
          return this.#typedArray(value as never, depth);
        if (value instanceof Map) return this.#map(value, depth);
        if (value instanceof Set) return this.#entries(`Set(${value.size})`, value, value.size, depth);
        return this.#record(value, type, depth);
      } finally {
        this.#above.delete(value);
      }
    } catch (error) {
      return {
        kind: "opaque",
        text: `(can't be shown: ${error instanceof Error ? error.message : String(error)})`,
      };
    }
  }

  #array(value: readonly unknown[], depth: number): ShownValue {
    const items: ShownValue[] = [];
    for (let index = 0; index < value.length && items.length < this.#limits.items && !this.#isFull; index++) {
      items.push(this.#member(value, String(index), depth));
    }
    return { kind: "array", items, length: value.length };
  }

  #typedArray(value: ArrayLike<number | bigint> & object, depth: number): ShownValue {
    return this.#entries(
      `${typeName(value)}(${value.length})`,
      Array.from({ length: Math.min(value.length, this.#limits.items) }, (_, i) => value[i]),
      value.length,
      depth,
    );
  }

  #map(value: ReadonlyMap<unknown, unknown>, depth: number): ShownValue {
    const entries: [string, ShownValue][] = [];
    for (const [key, item] of value) {
      if (entries.length >= this.#limits.items || this.#isFull) break;
      const name = typeof key === "string" ? key : shownAsName(this.show(key, depth + 1));
      entries.push([name, this.show(item, depth + 1)]);
    }
    return { kind: "object", type: `Map(${value.size})`, entries, hidden: value.size - entries.length };
  }

  #entries(type: string, items: Iterable<unknown>, size: number, depth: number): ShownValue {
    const entries: [string, ShownValue][] = [];
    for (const item of items) {
      if (entries.length >= this.#limits.items || this.#isFull) break;
      entries.push([String(entries.length), this.show(item, depth + 1)]);
    }
    return { kind: "object", type, entries, hidden: size - entries.length };
  }

  #record(value: object, type: string, depth: number): ShownValue {
    const names = Object.keys(value);
    const entries: [string, ShownValue][] = [];
    for (const name of names) {
      if (entries.length >= this.#limits.items || this.#isFull) break;
      entries.push([name, this.#member(value, name, depth)]);
    }
    return { kind: "object", type, entries, hidden: names.length - entries.length };
  }

  #member(owner: object, name: string, depth: number): ShownValue {
    const property = Object.getOwnPropertyDescriptor(owner, name);
    if (property?.get !== undefined) return { kind: "opaque", text: "(computed when read)" };
    return this.show(property?.value, depth + 1);
  }

  get #isFull(): boolean {
    return this.#count >= this.#limits.total;
  }
}

/** Values that are shown whole, by a text or by their first bytes; null for all others. */
function atomicShown(value: object, limits: InspectionLimits): ShownValue | null {
  const { textLength } = limits;
  if (value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof DataView) {
    return bytesShown(value, limits);
  }
  if (value instanceof NDArray) {
    const { dtype, shape } = value;
    const text = shorten(ownText(value) ?? "", textLength);
    return { kind: "ndarray", dtype, shape, text, plot: plotArray(value, limits.plotSize) };
  }
  if (value instanceof Date) {
    return { kind: "opaque", text: Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString() };
  }
  if (value instanceof Error)
    return { kind: "opaque", text: shorten(`${value.name}: ${value.message}`, textLength) };
  if (value instanceof Blob) {
    const name = value instanceof File ? `File "${value.name}"` : "Blob";
    return { kind: "opaque", text: shorten(`${name}, ${value.size} bytes`, textLength) };
  }
  if (value instanceof RegExp) return { kind: "opaque", text: String(value) };
  if (value instanceof Number || value instanceof Boolean || value instanceof String) {
    return { kind: "opaque", text: `[${typeName(value)}: ${value}]` };
  }
  const own = ownText(value);
  if (own !== null) return { kind: "opaque", text: shorten(own, textLength) };
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag.startsWith("Temporal.")) return { kind: "opaque", text: String(value) };
  if (tag === "Promise" || tag === "WeakMap" || tag === "WeakSet" || tag === "WeakRef") {
    return { kind: "opaque", text: tag };
  }
  return null;
}

const consoleText = Symbol.for("nodejs.util.inspect.custom");

/** The text that the class of a value has for consoles, as arrays and references to stored objects have. */
function ownText(value: object): string | null {
  for (let one: object | null = value; one !== null; one = Object.getPrototypeOf(one)) {
    const method: unknown = Object.getOwnPropertyDescriptor(one, consoleText)?.value;
    if (typeof method !== "function") continue;
    const text: unknown = method.call(value);
    return typeof text === "string" ? text : null;
  }
  return null;
}

function bytesShown(value: Uint8Array | ArrayBuffer | DataView, { imageSize }: InspectionLimits): ShownValue {
  const bytes =
    value instanceof ArrayBuffer
      ? new Uint8Array(value)
      : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  const start = Array.from(bytes.subarray(0, shownBytes), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
  const type = imageType(bytes);
  if (type === null) return { kind: "bytes", size: bytes.length, start };
  const content = bytes.length <= imageSize ? base64(bytes) : null;
  return { kind: "bytes", size: bytes.length, start, image: { type, base64: content } };
}

function functionShown(value: object & { readonly name?: unknown }): ShownValue {
  const own = Object.getOwnPropertyDescriptor(value, "name")?.value;
  return {
    kind: "function",
    name: typeof own === "string" ? own : "",
    isClass: /^class\b/.test(Function.prototype.toString.call(value)),
  };
}

/** The name of a value's class; `Object` for plain ones, also for those without a prototype. */
function typeName(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return "Object";
  const maker = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value as unknown;
  return typeof maker === "function" && maker.name !== "" ? maker.name : "Object";
}

function shownAsName(shown: ShownValue): string {
  switch (shown.kind) {
    case "number":
    case "text":
    case "opaque":
      return shown.text;
    case "boolean":
      return String(shown.value);
    default:
      return shown.kind;
  }
}

/** A text cut to a length, with a note of what is missing. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length - length} more characters)`;
}
