import { describe, expect, it } from "vitest";
import { attributesOf, containsAggregate } from "../../../core/sql/attributes.ts";
import { parseExpression } from "../../../core/sql/parse-expression.ts";

describe("attributesOf", () => {
  it.each([
    ["a + b * a", ["a", "b"]],
    ["CASE a WHEN b THEN c ELSE d END IN (e, f)", ["a", "b", "c", "d", "e", "f"]],
    ["GROUP_CONCAT(a ORDER BY b)", ["a", "b"]],
    ["SUM(a) OVER (PARTITION BY b ORDER BY c)", ["a", "b", "c"]],
    ["`t`.`a` LIKE CONCAT(b, '%') AND c BETWEEN d AND NOW() - INTERVAL e DAY", ["a", "b", "c", "d", "e"]],
    ["'a' = \"b\" OR COUNT(*) > 1", []],
    ["CAST(TRIM(a FROM b->'$.c') AS CHAR) COLLATE utf8mb4_bin IS NULL", ["a", "b"]],
  ])("finds those of %s", (text, names) => {
    expect([...attributesOf(parseExpression(text))]).toEqual(names);
  });
});

describe("containsAggregate", () => {
  it.each([
    ["COUNT(*)", true],
    ["MAX(a) - MIN(a)", true],
    ["CASE WHEN BIT_OR(a) > 1 THEN 1 END", true],
    ["string_agg(a, ',')", true],
    ["std(a)", true],
    ["a + 1", false],
    ["GREATEST(a, b)", false],
    ["SUM(a) OVER (ORDER BY b)", false],
    ["ROW_NUMBER() OVER (ORDER BY b)", false],
    ["SUM(COUNT(*)) OVER (ORDER BY b)", true],
    ["`count` > 1", false],
  ])("tells of %s", (text, expected) => {
    expect(containsAggregate(parseExpression(text))).toBe(expected);
  });
});
