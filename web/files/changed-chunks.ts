import type { FileChunk } from "../kernel/messages.ts";

/** The size of the pieces in which database files are kept and compared. */
export const chunkSize = 64 * 1024;

/**
 * The chunks of a file that differ from how it was saved last.
 *
 * @param saved the bytes as saved last, or null where all are new
 * @param current the bytes now
 * @returns copies, which do not keep the whole file alive
 */
export function changedChunks(saved: Uint8Array | null, current: Uint8Array): FileChunk[] {
  const chunks: FileChunk[] = [];
  for (let index = 0, start = 0; start < current.length; index++, start += chunkSize) {
    const end = Math.min(start + chunkSize, current.length);
    if (saved === null || !areEqual(saved, current, start, end))
      chunks.push({ index, bytes: current.slice(start, end) });
  }
  return chunks;
}

function areEqual(a: Uint8Array, b: Uint8Array, start: number, end: number): boolean {
  if (Math.min(a.length, end) !== end) return false;
  // Whole words first: four times as fast. Chunks begin at multiples of four.
  const words = (end - start) >>> 2;
  if ((a.byteOffset & 3) === 0 && (b.byteOffset & 3) === 0) {
    const left = new Int32Array(a.buffer, a.byteOffset + start, words);
    const right = new Int32Array(b.buffer, b.byteOffset + start, words);
    for (let index = 0; index < words; index++) if (left[index] !== right[index]) return false;
    start += words << 2;
  }
  for (let index = start; index < end; index++) if (a[index] !== b[index]) return false;
  return true;
}
