import { dj } from "./api.ts";
import { compareBlob } from "./blob-values.ts";
import type { OpenFile } from "./case-runner.ts";
import { Mismatch } from "./mismatch.ts";
import type { BlobFile } from "./vector-file.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * Kind `blob`: stored bytes must give the value, and the value bytes that give it again; where the vector says so,
 * the same bytes. What is encoded is the decoded value, since a list and a tuple, or 1 and 1.0, are told apart by it
 * alone.
 */
export const openBlobFile: OpenFile<BlobFile> = async () => ({
  async run(spec) {
    const stored = new Uint8Array(Buffer.from(spec.hex, "hex"));
    const value = dj.blob.unpack(stored);
    compareBlob(spec.value, value);
    if (spec.decode_only) return;
    const packed = await dj.blob.pack(value, { compress: spec.compressed === true });
    if (spec.exact && hex(packed) !== spec.hex) throw new Mismatch("the bytes", spec.hex, hex(packed));
    compareBlob(spec.value, dj.blob.unpack(packed));
  },
  close: async () => {},
});
