import { expect, it } from "vitest";
import { hasMark, instanceOf, withMark } from "../../../web/documents/cell-info.ts";

it("a cell's words are marks and the name of its Instance", () => {
  expect(instanceOf("throws inst hide-code")).toBe("inst");
  expect(instanceOf("hide-output throws")).toBeNull();
  expect(hasMark("inst  hide-code", "hide-code")).toBe(true);
  expect(hasMark("hide-code-too", "hide-code")).toBe(false);
  expect(withMark("inst throws", "hide-code", true)).toBe("inst throws hide-code");
  expect(withMark("inst hide-code throws", "hide-code", false)).toBe("inst throws");
  expect(withMark("", "hide-code", false)).toBe("");
});
