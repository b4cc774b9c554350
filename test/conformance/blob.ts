import { dj } from "./api.ts";
import { compareBlob } from "./blob-values.ts";
import type { OpenFile } from "./case-runner.ts";
import { exactInput } from "./exact-blob-input.ts";
import { Mismatch } from "./mismatch.ts";
import type { BlobFile } from "./vector-file.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/**
 * Kind `blob`: stored bytes must give the value, and the value bytes that give it again; where the vector says so,
 * the same bytes. The value is encoded twice: as a program writes it with the kinds that it names, and as it was
 * decoded, which alone tells whether a list was a list.
 */
export const openBlobFile: OpenFile<BlobFile> = async () => ({
  async run(spec) {
    const stored = new Uint8Array(Buffer.from(spec.hex, "hex"));
    const decoded = dj.blob.unpack(stored);
    compareBlob(spec.value, decoded);
    if (spec.decode_only) return;
    // A whole float alone is a plain number, and so an integer when it is stored again.
    const isBareNumber = typeof decoded === "number";
    for (const value of isBareNumber ? [exactInput(spec.value)] : [exactInput(spec.value), decoded]) {
      const packed = await dj.blob.pack(value, { compress: spec.compressed === true });
      if (spec.exact && hex(packed) !== spec.hex) throw new Mismatch("the bytes", spec.hex, hex(packed));
      compareBlob(spec.value, dj.blob.unpack(packed));
    }
  },
  close: async () => {},
});
