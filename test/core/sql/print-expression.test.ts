import { describe, expect, it } from "vitest";
import { mysqlExpressions } from "../../../core/dialect/mysql/expressions.ts";
import { sqliteExpressions, sqliteSortKey } from "../../../core/dialect/sqlite/expressions.ts";
import { QuerySyntaxError } from "../../../core/errors/index.ts";
import { parseExpression } from "../../../core/sql/parse-expression.ts";
import { printForMysql, printForSqlite } from "./sample-database.ts";

// biome-ignore format: what was written, and what each database gets
const printed: readonly [written: string, sqlite: string, mysql: string][] = [
  ["num / 2", `"num" / 2.0`, "`num` / 2"],
  ["num / 7 > 4", `decimal_round("num" / 7.0, 4) > 4`, "ROUND(`num` / 7, 4) > 4"],
  ["num DIV 2 % 3", `"num" / 2 % 3`, "`num` DIV 2 % 3"],
  ["num > 1 AND (flag OR NOT flag)", `"num" > 1 AND ("flag" OR NOT "flag")`, "`num` > 1 AND (`flag` OR NOT `flag`)"],
  ["num <=> NULL", `"num" IS NULL`, "`num` <=> NULL"],
  ["flag XOR num > 1", `(NOT "flag") <> (NOT ("num" > 1))`, "`flag` XOR `num` > 1"],
  ["price + 0.1 = 0.3", `round("price" + 0.1, 2) = 0.3`, "`price` + 0.1 = 0.3"],
  ["name = 'Ada'", `"name" = 'Ada'`, "`name` = 'Ada'"],
  ["LOWER(name) = 'ada'", `lower_text("name") = 'ada' COLLATE RTRIM`, "LOWER(`name`) = 'ada'"],
  ["name LIKE 'A\\_%'", `"name" GLOB 'A_*'`, "`name` LIKE 'A\\\\_%'"],
  ["name LIKE code", `like_text("name", "code", '\\')`, "`name` LIKE `code`"],
  ["born > '2024-1-5'", `"born" > '2024-01-05'`, "`born` > '2024-1-5'"],
  ["seen >= '2024-01-05'", `"seen" >= '2024-01-05 00:00:00'`, "`seen` >= '2024-01-05'"],
  ["num IN ('7', 42)", `"num" IN (7.0, 42)`, "`num` IN ('7', 42)"],
  ["doc->>'$.k' = 'x'", `json_unquote("doc" -> '$.k') = 'x' COLLATE RTRIM`, "JSON_UNQUOTE(JSON_EXTRACT(`doc`, '$.k')) = 'x'"],
  ["count(*)", "count(*)", "COUNT(*)"],
  ["STD(num)", `stddev_pop("num")`, "STDDEV_POP((`num`) + 0e0)"],
  ["STRING_AGG(name, '; ' ORDER BY id DESC)", `group_concat("name", '; ' ORDER BY "id" DESC)`, "GROUP_CONCAT(`name` ORDER BY `id` DESC SEPARATOR '; ')"],
  ["born + INTERVAL 1 MONTH", `date_add("born", 1, 'MONTH')`, "`born` + INTERVAL 1 MONTH"],
  ["ADDDATE(born, 10)", `date_add("born", 10, 'DAY')`, "DATE_ADD(`born`, INTERVAL (10) DAY)"],
  ["YEAR(born)", `CAST(substr("born", 1, 4) AS INTEGER)`, "YEAR(`born`)"],
  ["CAST(doc AS JSON)", `json_text("doc")`, "JSON_EXTRACT(CAST(`doc` AS CHAR), '$')"],
  ["1 - -num", `1 - (-"num")`, "1 - -`num`"],
  ["!flag || num && TRUE", `NOT "flag" OR "num" AND TRUE`, "NOT `flag` OR `num` AND TRUE"],
  ["'it''s' \"?\"", `'it''s?'`, `'it''s?'`],
];

describe("printing", () => {
  it.each(printed)("%s", (written, sqlite, mysql) => {
    expect({ sqlite: printForSqlite(written).sql, mysql: printForMysql(written).sql }).toEqual({
      sqlite,
      mysql,
    });
  });

  it("puts what stands for an attribute into parentheses where it must", () => {
    const resolve = () => ({ sql: "a + b", type: null });
    expect(sqliteExpressions.print(parseExpression("x * 2"), resolve).sql).toBe("(a + b) * 2");
    expect(mysqlExpressions.print(parseExpression("x * 2"), resolve).sql).toBe("(a + b) * 2");
  });

  it("asks for each attribute once, and passes on what is said of it", () => {
    const asked: string[] = [];
    const resolve = (name: string) => {
      asked.push(name);
      return { sql: name, type: null };
    };
    sqliteExpressions.print(parseExpression("a + a * b"), resolve);
    expect(asked).toEqual(["a", "b"]);
    const refuse = (name: string): never => {
      throw new Error(`no ${name}`);
    };
    expect(() => sqliteExpressions.print(parseExpression("a"), refuse)).toThrow("no a");
  });

  it.each([
    ["UPER(name)", /UPER is not known on SQLite\. Did you mean "UPPER"\?/, 1],
    ["1 + SLEEP(1)", /SLEEP is not known/, 5],
    ["LEFT(name)", /LEFT takes 2 arguments; here it has 1/, 1],
    ["CONCAT()", /CONCAT takes at least 1 arguments; here it has 0/, 1],
    ["UPPER(DISTINCT name)", /DISTINCT has no meaning in UPPER/, 1],
    ["RANK()", /needs a window/, 1],
    ["STD(num) OVER (ORDER BY id)", /STDDEV_POP has no window on SQLite/, 1],
    ["num * INTERVAL 1 DAY", /An INTERVAL can only be added/, 7],
    ["(num, id) = 5", /row of as many items/, 11],
    ["born = DATE 'someday'", /"someday" is no date/, 8],
  ])("refuses %s on SQLite", (text, message, column) => {
    let caught: unknown;
    try {
      printForSqlite(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(QuerySyntaxError);
    expect((caught as QuerySyntaxError).message).toMatch(message);
    expect((caught as QuerySyntaxError).position).toMatchObject({ line: 1, column });
  });

  it("passes functions that are not known here on to MySQL", () => {
    expect(printForMysql("SOME_FUNCTION(num, 'x')")).toEqual({
      sql: "SOME_FUNCTION(`num`, 'x')",
      type: null,
    });
  });

  it("sorts as MySQL does", () => {
    const sortKey = (name: string) => sqliteSortKey(printForSqlite(name));
    expect(sortKey("size")).toBe(
      `CASE "size" WHEN 'small' THEN 1 WHEN 'medium' THEN 2 WHEN 'large' THEN 3 END`,
    );
    expect(sortKey("span")).toBe(`time_order("span")`);
    expect(sortKey("wide")).toBe(`CAST("wide" AS NUMERIC)`);
    expect(sortKey("name")).toBe(`"name"`);
  });
});
