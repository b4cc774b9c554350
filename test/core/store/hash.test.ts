import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { contentHash } from "../../../core/store/hash-address.ts";
import { md5 } from "../../../core/store/md5.ts";

test("MD5 is that of Node, for every length of the last block", () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 255);
    expect(Buffer.from(md5(bytes)).toString("hex"), `${length} bytes`).toBe(
      createHash("md5").update(bytes).digest("hex"),
    );
  }
});

test("a hash is the digest in Base32, as DataJoint for Python writes it", () => {
  expect(contentHash(new Uint8Array())).toBe("2qoyzwmpaczaj2mabgmoz6ccpy");
  expect(contentHash(new TextEncoder().encode(`${"a".repeat(119)}bcd`))).toBe("e2245iakhusraksn2f6dq26ws4");
});
