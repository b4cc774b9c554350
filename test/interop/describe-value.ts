import * as dj from "../../core/index.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** A value as JSON with what its type is, in the words of `describe` in `pipeline.py`. */
export function describeValue(value: unknown): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof dj.NDArray) {
    const data = [...(value.data as unknown as Iterable<unknown>)];
    return {
      dtype: value.dtype,
      shape: [...value.shape],
      data: data.map((one) => (value.dtype === "bool" ? Boolean(one) : describeValue(one))),
    };
  }
  if (value instanceof Uint8Array) return { bytes: hex(value) };
  if (value instanceof Set) return { set: [...value].map(describeValue).sort() };
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, one]) => [key, describeValue(one)]));
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return JSON.parse(JSON.stringify(value));
  if (Array.isArray(value)) return value.map(describeValue);
  return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, describeValue(one)]));
}
