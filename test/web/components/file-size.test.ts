import { expect, it } from "vitest";
import { fileSizeText } from "../../../web/components/database-panel/file-size.ts";

it.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 KB"],
  [94_208, "94 KB"],
  [999_499, "999 KB"],
  [999_500, "1.0 MB"],
  [1_250_000, "1.3 MB"],
  [42_000_000, "42 MB"],
  [5_000_000_000, "5.0 GB"],
  [5_000_000_000_000, "5000 GB"],
])("writes %d bytes as %s", (bytes, text) => {
  expect(fileSizeText(bytes)).toBe(text);
});
