import { dj } from "./api.ts";
import { Mismatch } from "./mismatch.ts";
import { inputValue, tagOf } from "./values.ts";
import type { BlobValue } from "./vector-file.ts";

const typedArrays: Readonly<Record<string, (values: readonly never[]) => ArrayLike<unknown>>> = {
  int8: (values) => Int8Array.from(values),
  int16: (values) => Int16Array.from(values),
  int32: (values) => Int32Array.from(values),
  int64: (values) => BigInt64Array.from(values.map(BigInt)),
  uint8: (values) => Uint8Array.from(values),
  uint16: (values) => Uint16Array.from(values),
  uint32: (values) => Uint32Array.from(values),
  uint64: (values) => BigUint64Array.from(values.map(BigInt)),
  float32: (values) => Float32Array.from(values),
  float64: (values) => Float64Array.from(values),
};

/** The value that a program here would insert for a described one. */
export function blobInput(value: BlobValue): unknown {
  const items = (): unknown[] => (value.items ?? []).map((item) => blobInput(item as BlobValue));
  switch (value.py) {
    case "none":
      return null;
    case "list":
    case "tuple":
      return items();
    case "set":
      return new Set(items());
    case "dict": {
      const pairs = (value.items as [BlobValue, BlobValue][]).map(
        ([key, content]) => [blobInput(key), blobInput(content)] as const,
      );
      return pairs.every(([key]) => typeof key === "string") ? Object.fromEntries(pairs) : new Map(pairs);
    }
    case "bytes":
    case "int":
    case "float":
    case "bool":
    case "str":
    case "decimal":
    case "uuid":
    case "date":
    case "datetime":
    case "time":
      return inputValue(value.value);
    case "ndarray": {
      const make = typedArrays[value.dtype!];
      if (make === undefined) break;
      return new dj.NDArray({
        dtype: value.dtype!,
        shape: value.shape!,
        data: make(value.data!.map((item) => inputValue(item)) as never[]),
      });
    }
  }
  throw new Error(`A value of kind ${value.py} ${value.dtype ?? ""} has no form to be inserted in.`);
}

/** A date or time with a T and without zeros at the end of its fraction. */
const momentText = (value: unknown): string =>
  String(value)
    .replace(" ", "T")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");

const isPair = (value: unknown): value is { re: number; im: number } =>
  typeof value === "object" && value !== null && "re" in value && "im" in value;

/** Numbers of typed arrays, complex ones as pairs. */
function elements(data: unknown, isComplex: boolean): unknown[] {
  const flat = Array.from(data as ArrayLike<unknown>);
  if (!isComplex || flat.every(isPair)) return flat;
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    re: flat[2 * index],
    im: flat[2 * index + 1],
  }));
}

/**
 * Compares a decoded value with the described one.
 *
 * @throws Mismatch with the path to what differs
 */
export function compareBlob(expected: BlobValue, got: unknown, path = "value"): void {
  const fail = (): never => {
    throw new Mismatch(path, expected, got);
  };
  const scalar = (wanted: unknown, found: unknown): void => {
    const value = tagOf(wanted) === null ? wanted : inputValue(wanted);
    if (Array.isArray(value)) {
      if (!isPair(found)) fail();
      const { re, im } = found as { re: number; im: number };
      scalar(value[0], re);
      scalar(value[1], im);
    } else if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      const number = typeof found === "bigint" || typeof value === "bigint" ? BigInt : Number;
      if (!["number", "bigint", "boolean"].includes(typeof found)) fail();
      if (typeof found === "number" && typeof value === "bigint" && !Number.isSafeInteger(found)) fail();
      if (!Object.is(number(value as number), number(found as number))) fail();
    } else if (value !== found) fail();
  };
  const each = (wanted: readonly unknown[], found: readonly unknown[]): void => {
    if (wanted.length !== found.length) fail();
    wanted.forEach((item, index) => {
      compareBlob(item as BlobValue, found[index], `${path}[${index}]`);
    });
  };
  switch (expected.py) {
    case "none":
      if (got !== null) fail();
      return;
    case "bytes": {
      const bytes = inputValue(expected.value) as Uint8Array;
      if (!(got instanceof Uint8Array) || Buffer.compare(bytes, got) !== 0) fail();
      return;
    }
    case "int":
    case "float":
    case "str":
    case "complex":
      scalar(expected.value, got);
      return;
    case "bool":
      if (got !== expected.value) fail();
      return;
    case "decimal":
    case "uuid":
      if (String(got) !== String(expected.value)) fail();
      return;
    case "date":
    case "time":
    case "datetime":
      if (momentText(got) !== momentText(expected.value)) fail();
      return;
    case "list":
    case "tuple":
      if (!Array.isArray(got)) fail();
      each(expected.items!, got as unknown[]);
      return;
    case "set":
      if (!(got instanceof Set)) fail();
      each(expected.items!, [...(got as Set<unknown>)]);
      return;
    case "dict": {
      if (typeof got !== "object" || got === null) fail();
      const entries = got instanceof Map ? [...got] : Object.entries(got as object);
      each(
        (expected.items as [BlobValue, BlobValue][]).flat(),
        entries.flatMap(([key, value]) => [key, value] as unknown[]),
      );
      return;
    }
    case "ndarray":
      compareArray(expected, got, path);
      return;
    default:
      compareStructure(expected, got, path);
      return;
  }
}

function compareArray(expected: BlobValue, got: unknown, path: string): void {
  const isScalar = expected.shape!.length === 0;
  if (isScalar && !(got instanceof dj.NDArray)) {
    // A scalar of numpy may well come as a plain number.
    const [item] = expected.data ?? expected.items!;
    compareBlob(
      expected.dtype === "object" ? (item as BlobValue) : { py: "float", value: item as number },
      got,
      path,
    );
    return;
  }
  if (!(got instanceof dj.NDArray)) throw new Mismatch(path, expected, got);
  if (String(got.dtype) !== expected.dtype) throw new Mismatch(`${path}.dtype`, expected.dtype, got.dtype);
  if (got.shape.join() !== expected.shape!.join())
    throw new Mismatch(`${path}.shape`, expected.shape, got.shape);
  const found = elements(got.data, expected.dtype!.startsWith("complex"));
  const wanted = expected.dtype === "object" ? expected.items! : expected.data!;
  if (found.length !== wanted.length) throw new Mismatch(`${path}.data`, wanted, found);
  wanted.forEach((item, index) => {
    const description = expected.dtype === "object" ? item : { py: "float", value: item };
    compareBlob(description as BlobValue, found[index], `${path}.data[${index}]`);
  });
}

/** Structured arrays, and MATLAB's cells and structs: a shape, and fields by name or items in row-major order. */
function compareStructure(expected: BlobValue, got: unknown, path: string): void {
  const found = got as { shape?: readonly number[]; fields?: unknown; items?: readonly unknown[] };
  if (found?.shape?.join() !== expected.shape?.join()) throw new Mismatch(`${path}.shape`, expected, got);
  if (expected.py === "recarray") {
    const fields = found.fields instanceof Map ? [...found.fields] : Object.entries(found.fields ?? {});
    const wanted = expected.fields as [string, BlobValue][];
    if (fields.map(([name]) => name).join() !== wanted.map(([name]) => name).join())
      throw new Mismatch(`${path}.fields`, expected, got);
    wanted.forEach(([name, values], index) => {
      compareBlob(values, fields[index]![1], `${path}.${name}`);
    });
    return;
  }
  if (expected.py === "struct" && String(found.fields) !== String(expected.fields))
    throw new Mismatch(`${path}.fields`, expected, got);
  if (found.items?.length !== expected.items!.length) throw new Mismatch(`${path}.items`, expected, got);
  expected.items!.forEach((item, index) => {
    const description = expected.py === "struct" ? { py: "list", items: item } : item;
    compareBlob(description as BlobValue, found.items![index], `${path}.items[${index}]`);
  });
}
