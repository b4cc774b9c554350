import { describe, expect, it } from "vitest";
import {
  addressOfKey,
  keyOf,
  readDatabaseAddresses,
  readDocumentAddress,
} from "../../../web/app/opening/document-address.ts";

const read = (search: string, hash = "") => readDocumentAddress({ search, hash });

describe("the address of a document", () => {
  it.each([
    ["", "", { kind: "tutorial", name: "instances" }],
    ["?doc=queries", "#section-joins", { kind: "tutorial", name: "queries" }],
    ["?own=a1", "", { kind: "own", id: "a1" }],
    ["?src=https://example.org/a.md", "", { kind: "source", url: "https://example.org/a.md" }],
    ["?doc=queries", "#shared=abc", { kind: "shared", fragment: "#shared=abc" }],
  ])("%s%s", (search, hash, address) => {
    expect(read(search, hash)).toEqual(address);
  });

  it.each(["?doc=queries", "?own=a1", `?src=${encodeURIComponent("https://example.org/a b.md?x=1&y=2#z")}`])(
    "is found again by its key: %s",
    (search) => {
      const key = keyOf(read(search))!;
      expect(addressOfKey(key)).toBe(search);
    },
  );

  it("gives a document in a link no key: it has to become the reader's own", () => {
    expect(keyOf(read("", "#shared=abc"))).toBeNull();
  });

  it("names any number of databases", () => {
    expect(readDatabaseAddresses({ search: "?db=a.sqlite&doc=x&db=https://example.org/b.db" })).toEqual([
      "a.sqlite",
      "https://example.org/b.db",
    ]);
  });
});
