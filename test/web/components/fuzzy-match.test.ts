import { describe, expect, it } from "vitest";
import { fuzzyMatch } from "../../../web/components/command-palette/fuzzy-match.ts";

const best = (query: string, texts: readonly string[]): string | null => {
  const found = texts
    .flatMap((text) => {
      const match = fuzzyMatch(query, text);
      return match === null ? [] : [{ text, score: match.score }];
    })
    .sort((one, other) => other.score - one.score);
  return found[0]?.text ?? null;
};

describe("fuzzyMatch", () => {
  it("finds letters in their order, and tells where", () => {
    expect(fuzzyMatch("rall", "Run all")?.places).toEqual([0, 4, 5, 6]);
    expect(fuzzyMatch("llar", "Run all")).toBeNull();
    expect(fuzzyMatch("run  ALL", "Run all")?.places).toEqual([0, 1, 2, 4, 5, 6]);
    expect(fuzzyMatch("", "Run all")).toEqual({ score: 0, places: [] });
    expect(fuzzyMatch("x", "")).toBeNull();
  });

  it("prefers beginnings of words, letters side by side, and short texts", () => {
    expect(best("df", ["Documents and files", "Database files", "Undo of"])).toBe("Database files");
    expect(best("res", ["Share by steps", "Restart", "Run cells"])).toBe("Restart");
    expect(best("run", ["Run all", "Run"])).toBe("Run");
    expect(best("sql", ["Search quickly long", "Add SQL below"])).toBe("Add SQL below");
  });

  it("gives one place to each letter, in order, whatever is typed", () => {
    for (const query of ["aaa", "ab", "aba", "bbb"]) {
      const match = fuzzyMatch(query, "aab abab b");
      expect(match).not.toBeNull();
      const { places } = match!;
      expect(places.map((place) => "aab abab b"[place]).join("")).toBe(query);
      expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
    }
  });
});
