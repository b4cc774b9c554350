import { expect, test } from "vitest";
import { changedChunks, chunkSize } from "../../web/files/changed-chunks.ts";

const indexes = (saved: Uint8Array | null, current: Uint8Array) =>
  changedChunks(saved, current).map(({ index }) => index);

/** Bytes that differ from chunk to chunk, at an offset into their buffer. */
function bytes(size: number, offset = 0): Uint8Array {
  const all = new Uint8Array(offset + size);
  const view = all.subarray(offset);
  for (let index = 0; index < size; index++) view[index] = (index * 31 + (index >>> 16)) & 255;
  return view;
}

test("everything is new where nothing was saved", () => {
  const current = bytes(chunkSize * 2 + 5);
  const chunks = changedChunks(null, current);
  expect(chunks.map(({ index, bytes: { length } }) => [index, length])).toEqual([
    [0, chunkSize],
    [1, chunkSize],
    [2, 5],
  ]);
  expect(chunks[2]!.bytes).toEqual(current.slice(chunkSize * 2));
  expect(changedChunks(null, new Uint8Array(0))).toEqual([]);
});

test.each([0, 1, 2, 4])("only chunks that differ, with bytes at offset %i of their buffer", (offset) => {
  const size = chunkSize * 4 + 7;
  const saved = bytes(size);
  const current = bytes(size, offset);
  expect(indexes(saved, current)).toEqual([]);
  for (const place of [0, chunkSize * 2 - 1, chunkSize * 3 + 2, size - 1]) {
    const before = current[place]!;
    current[place] = before ^ 1;
    expect(indexes(saved, current)).toEqual([Math.floor(place / chunkSize)]);
    current[place] = before;
  }
});

test("growing and shrinking touch the end alone", () => {
  const long = bytes(chunkSize * 3);
  expect(indexes(long.slice(0, chunkSize * 2), long)).toEqual([2]);
  expect(indexes(long.slice(0, chunkSize + 10), long)).toEqual([1, 2]);
  expect(indexes(long, long.slice(0, chunkSize))).toEqual([]);
  expect(indexes(long, long.slice(0, chunkSize + 10))).toEqual([]);
});

test("chunks are copies", () => {
  const current = bytes(chunkSize);
  const [chunk] = changedChunks(null, current);
  current.fill(0);
  expect(chunk!.bytes).toEqual(bytes(chunkSize));
  expect(chunk!.bytes.buffer.byteLength).toBe(chunkSize);
});
