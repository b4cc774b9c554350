import { describe, expect, it } from "vitest";
import { packFragment, SharedLinkError, unpackFragment } from "../../../web/documents/share-link.ts";
import { isShared } from "../../../web/documents/shared-mark.ts";

describe("a document in a link", () => {
  it.each(["", "# Labs\n\n```ts\nlet a = 1;\n```\n", "µ → 🧠\r\n\0", "x".repeat(100_000)])(
    "comes back as it was: %.20j",
    async (text) => {
      const fragment = await packFragment(text);
      expect(isShared(fragment)).toBe(true);
      expect(fragment).toMatch(/^#shared=[\w-]*$/);
      expect(await unpackFragment(fragment)).toBe(text);
    },
  );

  it("is short where the text repeats itself", async () => {
    expect((await packFragment("dj.Manual ".repeat(1000))).length).toBeLessThan(200);
  });

  it.each(["#shared=", "#shared=%%%", "#shared=AAAA", "#shared=abc def"])(
    "is refused where it was cut or changed: %j",
    async (fragment) => {
      await expect(unpackFragment(fragment)).rejects.toThrow(SharedLinkError);
      await expect(unpackFragment(fragment)).rejects.toThrow("does not hold a whole document");
    },
  );

  it("is refused where a part of it is missing", async () => {
    const fragment = await packFragment(Array.from({ length: 200 }, (_, n) => n * n).join(" "));
    await expect(unpackFragment(fragment.slice(0, -40))).rejects.toThrow(SharedLinkError);
  });

  it("is not unfolded without end", async () => {
    const fragment = await packFragment(" ".repeat(20_000_000));
    expect(fragment.length).toBeLessThan(50_000);
    await expect(unpackFragment(fragment)).rejects.toThrow("too long");
  });

  it("is told from the name of a heading", () => {
    expect(["", "#section-labs", "#share"].map(isShared)).toEqual([false, false, false]);
  });
});
