import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrintedExpression } from "../../../core/dialect/dialect.ts";
import { isMysqlSkipped, mysqlUrl } from "../../servers/mysql-url.ts";
import { aggregateSamples, scalarSamples } from "./expression-samples.ts";
import { mariadbDifferences } from "./mariadb-differences.ts";
import type { RecordedValues } from "./record-values.ts";
import {
  openServerSample,
  openSqliteSample,
  printForMysql,
  printForSqlite,
  type SampleDatabase,
  type ServerSample,
  typeName,
  type Values,
} from "./sample-database.ts";

const recorded = readFileSync(new URL("./recorded-values.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as RecordedValues);

const themes = { ...scalarSamples, aggregates: aggregateSamples };

type Value = Values[number];

/** Floats are the same within a relative 1e-9; 0 and 1 are the same as false and true. */
function areSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (typeof left === "boolean" || typeof right === "boolean") return Number(left) === Number(right);
  if (typeof left === "number" && typeof right === "number") {
    return Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
  }
  return String(left) === String(right);
}

/** What a database gives otherwise than MySQL did, in words; null where there is nothing. */
async function difference(
  database: SampleDatabase,
  print: (text: string) => PrintedExpression,
  { expression, scope, type, values }: RecordedValues,
): Promise<string | null> {
  const printed = print(expression);
  const got = await database.values(printed, scope).catch((error: Error) => error.message);
  if (type === "error") return typeof got === "string" ? null : `${expression}: no error`;
  if (typeof got === "string") return `${expression}: ${got}`;
  const isSame = got.length === values.length && got.every((value, index) => areSame(value, values[index]!));
  if (!isSame) return `${expression} (${scope}): ${JSON.stringify(got)} and not ${JSON.stringify(values)}`;
  // A server has no type of its own for what is always NULL.
  if (printed.type === null || typeName(printed.type) === type) return null;
  return `${expression}: is ${typeName(printed.type)} and not ${type}`;
}

async function differences(
  database: SampleDatabase,
  print: (text: string) => PrintedExpression,
  theme: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const result of recorded.filter(({ expression }) => theme.includes(expression))) {
    const words = await difference(database, print, result);
    if (words !== null) found.push(words);
  }
  return found;
}

it("has a record of every sample", () => {
  const known = new Set(recorded.map(({ expression }) => expression));
  expect(
    Object.values(themes)
      .flat()
      .filter((expression) => !known.has(expression)),
  ).toEqual([]);
});

describe("SQLite gives what MySQL gave", () => {
  let database: SampleDatabase;
  beforeAll(async () => {
    database = await openSqliteSample();
  });
  afterAll(() => database.close());

  it.each(Object.entries(themes))("for %s", async (_, theme) => {
    expect(await differences(database, printForSqlite, theme)).toEqual([]);
  });
});

describe.skipIf(isMysqlSkipped)("a server gives what MySQL gave for the SQL that we print", () => {
  let database: ServerSample;
  beforeAll(async () => {
    database = await openServerSample(await mysqlUrl());
  });
  afterAll(() => database?.close());

  it.each(Object.entries(themes))("for %s", async (_, theme) => {
    const isMariadb = database.version.includes("MariaDB");
    const comparable = theme.filter(
      (expression) => !isMariadb || mariadbDifferences[expression] === undefined,
    );
    expect(await differences(database, printForMysql, comparable)).toEqual([]);
  });
});
