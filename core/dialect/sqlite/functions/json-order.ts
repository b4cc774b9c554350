import { JsonNumber, parseJson } from "./json-text.ts";

/** Kinds of JSON values in the order in which MySQL sorts them. */
const ranks = { null: 0, number: 1, string: 4, object: 5, array: 6, false: 7, true: 8 } as const;

function keyOf(rank: number, content: Uint8Array): Uint8Array {
  const key = new Uint8Array(content.length + 1);
  key[0] = rank;
  key.set(content, 1);
  return key;
}

/** Eight bytes that sort as the number does. */
function numberBytes(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const sign = 1n << 63n;
  view.setBigUint64(0, (bits & sign) === 0n ? bits | sign : ~bits);
  return new Uint8Array(view.buffer);
}

const nothing = new Uint8Array();

/** Bytes that sort as MySQL sorts JSON values: first by kind; arrays and objects by how many members they have. */
export function jsonOrder(text: string): Uint8Array {
  const value = parseJson(text);
  if (value === undefined || typeof value === "string") {
    return keyOf(ranks.string, new TextEncoder().encode(value ?? text));
  }
  if (value === null) return keyOf(ranks.null, nothing);
  if (value instanceof JsonNumber) return keyOf(ranks.number, numberBytes(Number(value.text)));
  if (typeof value === "boolean") return keyOf(value ? ranks.true : ranks.false, nothing);
  return Array.isArray(value)
    ? keyOf(ranks.array, numberBytes(value.length))
    : keyOf(ranks.object, numberBytes(value.size));
}
