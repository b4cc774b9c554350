import { describe, expect, it } from "vitest";
import { QuerySyntaxError } from "../../../core/errors/index.ts";
import { parseExpression, parseOrderTerm } from "../../../core/sql/parse-expression.ts";
import type { SqlExpression } from "../../../core/sql/sql-expression.ts";

/** The tree with a parenthesis around every operator, to see what binds to what. */
function shape(expression: SqlExpression): string {
  switch (expression.kind) {
    case "null":
      return "NULL";
    case "boolean":
      return expression.value ? "TRUE" : "FALSE";
    case "number":
      return expression.text;
    case "text":
      return JSON.stringify(expression.value);
    case "bytes":
      return `x${expression.hex}`;
    case "temporal":
      return `${expression.type}:${expression.text}`;
    case "attribute":
      return [...expression.qualifiers, expression.name].join(".");
    case "unary":
      return `(${expression.operator} ${shape(expression.operand)})`;
    case "binary":
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case "row":
      return `[${expression.items.map(shape).join(", ")}]`;
    case "in":
      return `(${shape(expression.value)} ${expression.isNegated ? "NOT " : ""}IN ${expression.list.map(shape).join(", ")})`;
    case "between":
      return `(${shape(expression.value)} ${expression.isNegated ? "NOT " : ""}BETWEEN ${shape(expression.low)}..${shape(expression.high)})`;
    case "like":
      return `(${shape(expression.value)} ${expression.isNegated ? "NOT " : ""}LIKE ${shape(expression.pattern)} ESCAPE ${expression.escape})`;
    case "is":
      return `(${shape(expression.value)} IS ${expression.isNegated ? "NOT " : ""}${expression.test})`;
    case "case": {
      const branches = expression.branches.map(({ when, result }) => `${shape(when)}:${shape(result)}`);
      const subject = expression.subject === null ? "" : `${shape(expression.subject)} `;
      return `{${subject}${branches.join(" ")}${expression.otherwise === null ? "" : ` else:${shape(expression.otherwise)}`}}`;
    }
    case "cast": {
      const { name, length, scale } = expression.target;
      return `cast(${shape(expression.value)} ${[name, length, scale].filter((part) => part !== null).join(" ")})`;
    }
    case "collate":
      return `(${shape(expression.value)} COLLATE ${expression.collation})`;
    case "trim":
      return `trim(${expression.side} ${expression.remove === null ? "" : `${shape(expression.remove)} `}${shape(expression.value)})`;
    case "json-path":
      return `(${shape(expression.value)} ${expression.isUnquoted ? "->>" : "->"} ${expression.path})`;
    case "interval":
      return `interval(${shape(expression.value)} ${expression.unit})`;
    case "unit":
      return expression.unit;
    case "star":
      return "*";
    case "subquery":
    case "exists":
    case "in-query":
      throw new Error("An expression by itself holds no subquery.");
    case "call": {
      const order = (expression.orderBy ?? []).map(
        (term) => `${shape(term.value)}${term.isDescending ? " desc" : ""}`,
      );
      const { window } = expression;
      return (
        `${expression.name}(${expression.isDistinct ? "distinct " : ""}${expression.arguments.map(shape).join(", ")}` +
        `${order.length === 0 ? "" : ` by ${order.join(", ")}`})` +
        `${expression.separator === undefined ? "" : JSON.stringify(expression.separator)}` +
        (window === undefined
          ? ""
          : ` over(${window.partitionBy.map(shape).join(", ")} by ${window.orderBy.map((term) => shape(term.value)).join(", ")} ${window.frame})`)
      );
    }
  }
}

const shapeOf = (text: string): string => shape(parseExpression(text));

describe("parseExpression", () => {
  it.each([
    ["a + b * c", "(a + (b * c))"],
    ["a - b - c", "((a - b) - c)"],
    ["a * b DIV c % d MOD e", "((((a * b) DIV c) % d) % e)"],
    ["a OR b AND c", "(a OR (b AND c))"],
    ["a XOR b OR c", "((a XOR b) OR c)"],
    ["a AND b XOR c", "((a AND b) XOR c)"],
    ["a || b && c", "(a OR (b AND c))"],
    ["NOT a = b", "(NOT (a = b))"],
    ["NOT a AND b", "((NOT a) AND b)"],
    ["NOT NOT a", "(NOT (NOT a))"],
    ["! a = b", "((NOT a) = b)"],
    ["a = b IS NULL", "((a = b) IS NULL)"],
    ["a > 1 IS NOT TRUE", "((a > 1) IS NOT TRUE)"],
    ["a IS UNKNOWN", "(a IS NULL)"],
    ["a != b <> c", "((a <> b) <> c)"],
    ["a <=> b", "(a <=> b)"],
    ["a BETWEEN 1 AND 2 AND c", "((a BETWEEN 1..2) AND c)"],
    ["a NOT BETWEEN 1 + 1 AND 2 * 3", "(a NOT BETWEEN (1 + 1)..(2 * 3))"],
    ["a = b BETWEEN 1 AND 2", "(a = (b BETWEEN 1..2))"],
    ["a | b & c << d", "(a | (b & (c << d)))"],
    ["a & 1 = 1", "((a & 1) = 1)"],
    ["- a ^ b", "((- a) ^ b)"],
    ["~0 & 7", "((~ 0) & 7)"],
    ["5--3", "(5 - (- 3))"],
    ["(a + b) * c", "((a + b) * c)"],
    ["a LIKE 'x%' OR b", '((a LIKE "x%" ESCAPE \\) OR b)'],
    ["a NOT LIKE 'x' ESCAPE '|'", '(a NOT LIKE "x" ESCAPE |)'],
    ["a NOT REGEXP 'x'", '(NOT (a REGEXP "x"))'],
    ["a RLIKE b", "(a REGEXP b)"],
    ["a IN (1, b, NULL)", "(a IN 1, b, NULL)"],
    ["(a, b) NOT IN ((1, 2), (3, 4))", "([a, b] NOT IN [1, 2], [3, 4])"],
    ["1 MEMBER OF (a)", "(1 MEMBER OF a)"],
  ])("binds %s as MySQL does", (text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });

  it.each([
    ["1.50", "1.50"],
    [".5", ".5"],
    ["1e-3", "1e-3"],
    ["'it''s' ' two'", '"it\'s two"'],
    ['"double ""quoted"" \'x\'"', '"double \\"quoted\\" \'x\'"'],
    ["'tab\\t \\'q\\' \\\\ \\% \\_ \\x'", "\"tab\\t 'q' \\\\ \\\\% \\\\_ x\""],
    ["0x41", "x41"],
    ["x'4a4b'", "x4A4B"],
    ["b'101'", "x05"],
    ["0b100000001", "x0101"],
    ["DATE '2024-01-31'", "date:2024-01-31"],
    ["TIMESTAMP'2024-01-31 10:00:00'", "datetime:2024-01-31 10:00:00"],
    ["_utf8mb4'x'", '"x"'],
    ["true AND False", "(TRUE AND FALSE)"],
    ["`odd ``name` + `table`.`a`", "(odd `name + table.a)"],
    ["date > '2020-01-01'", '(date > "2020-01-01")'],
    ["second + minute", "(second + minute)"],
    ["größe", "größe"],
    ["a -- the rest is a comment", "a"],
    ["a /* here */ + # there\n b", "(a + b)"],
  ])("reads %s", (text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });

  it.each([
    ["count(*)", "COUNT(*)"],
    ["COUNT(DISTINCT a, b)", "COUNT(distinct a, b)"],
    ["substr(a, 2)", "SUBSTRING(a, 2)"],
    ["SUBSTRING(a FROM 2 FOR 3)", "SUBSTRING(a, 2, 3)"],
    ["POSITION('x' IN a)", 'LOCATE("x", a)'],
    ["TRIM(a)", "trim(BOTH a)"],
    ["TRIM(LEADING 'x' FROM a)", 'trim(LEADING "x" a)'],
    ["TRIM('x' FROM a)", 'trim(BOTH "x" a)'],
    ["TRIM(TRAILING FROM a)", "trim(TRAILING a)"],
    ["EXTRACT(YEAR_MONTH FROM a)", "EXTRACT(YEAR_MONTH, a)"],
    ["TIMESTAMPDIFF(DAY, a, b)", "TIMESTAMPDIFF(DAY, a, b)"],
    ["a + INTERVAL b + 1 DAY", "(a + interval((b + 1) DAY))"],
    ["a - INTERVAL '1:30' MINUTE_SECOND > b", '((a - interval("1:30" MINUTE_SECOND)) > b)'],
    ["INTERVAL (1 + 2) DAY + a", "(interval((1 + 2) DAY) + a)"],
    ["INTERVAL(5, 1, 4)", "INTERVAL(5, 1, 4)"],
    ["ADDDATE(a, INTERVAL 1 DAY)", "DATE_ADD(a, interval(1 DAY))"],
    ["CAST(a AS DECIMAL(8,2))", "cast(a DECIMAL 8 2)"],
    ["CAST(a AS UNSIGNED INTEGER)", "cast(a UNSIGNED)"],
    ["CONVERT(a, CHAR(3))", "cast(a CHAR 3)"],
    ["CONVERT(a USING utf8mb4)", "cast(a CHAR)"],
    ["BINARY a = b", "(cast(a BINARY) = b)"],
    ["a COLLATE utf8mb4_bin = b", "((a COLLATE utf8mb4_bin) = b)"],
    ["CASE WHEN a THEN 1 ELSE 2 END + 1", "({a:1 else:2} + 1)"],
    ["CASE a WHEN 1 THEN 'x' END", '{a 1:"x"}'],
    ["a->'$.n' + 1", "((a -> $.n) + 1)"],
    ["a->>'$.k' = 'x'", '((a ->> $.k) = "x")'],
    ["JSON_VALUE(a, '$.n' RETURNING UNSIGNED)", 'cast(JSON_VALUE(a, "$.n") UNSIGNED)'],
    [
      "GROUP_CONCAT(DISTINCT a ORDER BY b DESC, c SEPARATOR '; ')",
      'GROUP_CONCAT(distinct a by b desc, c)"; "',
    ],
    ["STRING_AGG(a, '-' ORDER BY b)", 'GROUP_CONCAT(a by b)"-"'],
    ["CURRENT_TIMESTAMP", "NOW()"],
    ["current_date()", "CURDATE()"],
    [
      "SUM(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
      "SUM(a) over(b by c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
    ],
  ])("reads the call %s", (text, expected) => {
    expect(shapeOf(text)).toBe(expected);
  });

  it("reads a term of an ORDER BY", () => {
    expect(parseOrderTerm("`a` + 1 DESC")).toMatchObject({ isDescending: true, value: { operator: "+" } });
    expect(parseOrderTerm("a asc")).toMatchObject({ isDescending: false });
    expect(() => parseOrderTerm("a descending")).toThrow(QuerySyntaxError);
  });

  it("keeps where things stand", () => {
    expect(parseExpression("a +\n  UPPER(b)")).toMatchObject({
      position: { line: 1, column: 3 },
      right: { position: { line: 2, column: 3 } },
    });
  });

  it.each([
    ["a +", 1, 4, /a value was expected at line 1, column 4, but it ends/],
    ["a b", 1, 3, /an operator or the end was expected .* there is "b"/],
    ["(a", 1, 3, /"\)" was expected/],
    ["a = 'x", 1, 5, /is not closed/],
    ["a = `x", 1, 5, /backtick/],
    ["a ¤ b", 1, 3, /"¤"/],
    ["a\n AND\n = 1", 3, 2, /there is "="/],
    ["order = 1", 1, 1, /put it in backticks/],
    ["a = NOT b", 1, 5, /parentheses around NOT/],
    ["a IS 5", 1, 6, /NULL, TRUE, FALSE or UNKNOWN/],
    ["a NOT 5", 1, 7, /IN, BETWEEN, LIKE or REGEXP/],
    ["CAST(a AS thing)", 1, 11, /a type to convert to/],
    ["a + INTERVAL 1 FORTNIGHT", 1, 16, /a unit of time/],
    ["SELECT 1", 1, 1, /restrict by another query expression/],
    ["a IN (SELECT b FROM c)", 1, 7, /restrict by another query expression/],
    ["a = ?", 1, 5, /use an object/],
    ["CASE a END", 1, 8, /"WHEN"/],
    ["a LIKE b ESCAPE 'xy'", 1, 17, /one character/],
    ["", 1, 1, /it ends/],
  ])("says where %j goes wrong", (text, line, column, message) => {
    let caught: unknown;
    try {
      parseExpression(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(QuerySyntaxError);
    expect((caught as QuerySyntaxError).message).toMatch(message);
    expect((caught as QuerySyntaxError).position).toMatchObject({ line, column });
  });
});
