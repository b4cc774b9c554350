import { expect, test } from "vitest";
import { splitSql } from "../../web/kernel/worker/split-sql.ts";

const texts = (sql: string) => splitSql(sql).map((statement) => statement.sql);

test.each<[string, string[]]>([
  ["", []],
  ["  ;; -- nothing\n /* at all; */ ;", []],
  ["SELECT 1", ["SELECT 1"]],
  ["SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]],
  ["SELECT ';' ; SELECT \"a;b\"; SELECT `c;d`, [e;f]", ["SELECT ';'", 'SELECT "a;b"', "SELECT `c;d`, [e;f]"]],
  ["SELECT 'it''s; here'; SELECT 2", ["SELECT 'it''s; here'", "SELECT 2"]],
  ["SELECT 1 -- one; two\n; SELECT 2 /* ; */", ["SELECT 1 -- one; two", "SELECT 2 /* ; */"]],
  ["SELECT 'not closed; at all", ["SELECT 'not closed; at all"]],
  [
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM b; END; SELECT 3",
    [
      "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; DELETE FROM b; END",
      "SELECT 3",
    ],
  ],
  [
    "CREATE TEMP TRIGGER t INSTEAD OF DELETE ON v BEGIN SELECT 1; END",
    ["CREATE TEMP TRIGGER t INSTEAD OF DELETE ON v BEGIN SELECT 1; END"],
  ],
  ["BEGIN; INSERT INTO a VALUES (1); COMMIT", ["BEGIN", "INSERT INTO a VALUES (1)", "COMMIT"]],
  ["CREATE TABLE trigger_log (a); SELECT 1", ["CREATE TABLE trigger_log (a)", "SELECT 1"]],
])("%j", (sql, statements) => {
  expect(texts(sql)).toEqual(statements);
});

test("reads texts and comments as MySQL does", () => {
  const sql =
    "SELECT 'it\\'s; here' # one; two\n; SELECT [a] FROM b -- c; d\n; SELECT 5--1; SELECT \"a\\\";\"";
  expect(splitSql(sql, true).map((statement) => statement.sql)).toEqual([
    "SELECT 'it\\'s; here' # one; two",
    "SELECT [a] FROM b -- c; d",
    "SELECT 5--1",
    'SELECT "a\\";"',
  ]);
});

test("tells the column at which each statement begins", () => {
  expect(
    splitSql("SELECT 1; SELECT 2;\n /* a\nb */ SELECT 3").map(({ line, column }) => [line, column]),
  ).toEqual([
    [1, 1],
    [1, 11],
    [3, 6],
  ]);
});

test("tells the line on which each statement begins", () => {
  const sql = "-- first\nSELECT\n  1;\n\n/* two\nlines */ SELECT 'a\nb'; SELECT 3";
  expect(splitSql(sql).map(({ line }) => line)).toEqual([2, 6, 7]);
});
