import { unzlibSync, zlibSync } from "fflate";
import { DataJointError } from "../../errors/index.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

const prefix = new TextEncoder().encode("ZL123\0");

/** Shorter blobs are not compressed. */
const leastCompressed = 1000;

/** More than deflate can make of one byte. */
const greatestRatio = 1040;

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += 3800) {
    const end = Math.min(start + 3800, bytes.length);
    for (let index = start; index < end; index++) {
      low += bytes[index]!;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

/** The blob compressed by zlib, where it is long enough and gets shorter by it. */
export function compressBlob(blob: Uint8Array): Uint8Array {
  if (blob.length <= leastCompressed) return blob;
  const writer = new ByteWriter();
  writer.bytes(prefix);
  writer.count(blob.length);
  writer.bytes(zlibSync(blob, { level: 6 }));
  const compressed = writer.finish();
  return compressed.length < blob.length ? compressed : blob;
}

/**
 * The blob without its compression, if it has one.
 *
 * @throws DataJointError where the compressed bytes are damaged
 */
export function decompressBlob(bytes: Uint8Array): Uint8Array {
  if (!prefix.every((byte, index) => bytes[index] === byte)) return bytes;
  const reader = new ByteReader(bytes);
  reader.bytes(prefix.length);
  const length = reader.length();
  const content = bytes.subarray(reader.position);
  const damaged = (why: string, cause?: unknown): DataJointError =>
    new DataJointError(`The compressed blob is damaged: ${why}.`, { cause });
  if (length > content.length * greatestRatio)
    throw damaged(`${content.length} bytes can't hold the ${length} bytes that it announces`);
  let blob: Uint8Array;
  try {
    // One byte more than announced, so that what is too long shows.
    blob = unzlibSync(content, { out: new Uint8Array(length + 1) });
  } catch (error) {
    throw damaged("zlib can't read it", error);
  }
  if (blob.length !== length) throw damaged(`it announces ${length} bytes and does not hold as many`);
  const checksum = new DataView(content.buffer, content.byteOffset + content.length - 4, 4).getUint32(0);
  if (adler32(blob) !== checksum) throw damaged("its checksum does not fit its content");
  return blob;
}
