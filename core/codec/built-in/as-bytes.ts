/** Bytes that were given as such, or null for anything else. */
export function asBytes(value: unknown): Uint8Array | null {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array || value instanceof DataView)
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return null;
}

/** A Blob or File of the host. */
export interface BlobLike {
  readonly size: number;
  readonly name?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** True for a Blob or File. */
export const isBlobLike = (value: unknown): value is BlobLike =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<BlobLike>).arrayBuffer === "function";
