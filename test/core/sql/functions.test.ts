import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { decimalText } from "../../../core/dialect/sqlite/functions/decimals.ts";
import { md5, sha1, sha2 } from "../../../core/dialect/sqlite/functions/hashes.ts";
import { formatJson, parseJson } from "../../../core/dialect/sqlite/functions/json-text.ts";
import { dateOfDayNumber, dayNumber } from "../../../core/dialect/sqlite/functions/temporal.ts";
import { decoderOf } from "../../../core/values/decode-value.ts";
import { openSqliteSample, printForSqlite, type SampleDatabase } from "./sample-database.ts";

describe("digests", () => {
  // Around the lengths at which the padding takes another block.
  const lengths = [0, 1, 3, 55, 56, 57, 63, 64, 65, 111, 112, 113, 127, 128, 129, 1000];
  const messages = lengths.map((length) => Uint8Array.from({ length }, (_, index) => (index * 37) % 256));

  it.each([
    ["md5", md5],
    ["sha1", sha1],
    ["sha224", (bytes: Uint8Array) => sha2(bytes, 224)],
    ["sha256", (bytes: Uint8Array) => sha2(bytes, 256)],
    ["sha384", (bytes: Uint8Array) => sha2(bytes, 384)],
    ["sha512", (bytes: Uint8Array) => sha2(bytes, 512)],
  ])("%s agrees with Node's own", (algorithm, digest) => {
    for (const message of messages) {
      expect(digest(message)).toBe(createHash(algorithm).update(message).digest("hex"));
    }
  });
});

describe("days", () => {
  it("are counted as JavaScript counts them, and back", () => {
    const epoch = dayNumber(1970, 1, 1);
    expect(epoch).toBe(719528);
    for (let day = -250_000; day <= 2_900_000; day += 97) {
      const date = new Date(day * 86_400_000);
      const parts = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(dateOfDayNumber(epoch + day)).toEqual(parts);
      expect(dayNumber(parts.year, parts.month, parts.day)).toBe(epoch + day);
    }
  });
});

describe("decimals", () => {
  it.each([
    [1.005, 2, "1.01"],
    [-2.5, 0, "-3"],
    [9294.605, 2, "9294.61"],
    [1e-7, 4, "0.0000"],
    [-0.00001, 2, "0.00"],
    [1e20, 1, "100000000000000000000.0"],
    ["123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"],
    [9007199254740993n, 2, "9007199254740993.00"],
  ])("%s with %s digits is %s", (value, scale, text) => {
    expect(decimalText(value, scale)).toBe(text);
  });
});

describe("JSON", () => {
  it.each([
    ['{"bb":1,"a":[1,2.50,1e3],"c":{"x":null}}', '{"a": [1, 2.5, 1000.0], "c": {"x": null}, "bb": 1}'],
    ["12345678901234567890", "12345678901234567890"],
    ['"\\u00e9\\n"', '"é\\n"'],
    ["[ ]", "[]"],
  ])("%s is written %s", (given, written) => {
    expect(formatJson(given)).toBe(written);
  });

  it.each(["", "{", "[1,]", "{a: 1}", "nul", "1 2", '{"a" 1}', '"\n"', "01", "[1", "--1"])(
    "%j is none",
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});

describe("an error of a function", () => {
  it.each([
    ["name REGEXP '('", /regular expression "\(" can't be read/],
    ["doc->'$.'", /is no JSON path/],
    ["JSON_OBJECT(NULL, 1)", /no NULL keys/],
    ["counted - 20", /BIGINT UNSIGNED value is out of range: -10/],
    ["JSON_LENGTH(name)", /This is no JSON: Ada/],
  ])("of %s reaches the caller", async (expression, message) => {
    const database: SampleDatabase = await openSqliteSample();
    await expect(database.values(printForSqlite(expression), "rows")).rejects.toThrow(message);
    await database.close();
  });
});

describe("an average", () => {
  it("rounds ties as MySQL does, not as binary numbers would", () => {
    const decode = decoderOf({ kind: "decimal", precision: 14, scale: 4 }, false)!;
    expect(decode(7 / 160)).toBe("0.0438");
    expect(decode(-7 / 160)).toBe("-0.0438");
    expect(decode(1e-7)).toBe("0.0000");
    expect(decode(3)).toBe("3.0000");
  });
});
