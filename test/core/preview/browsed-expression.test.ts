import { afterEach, beforeEach, expect, test } from "vitest";
import * as dj from "../../../core/index.ts";
import { restrictionOf } from "../../../web/kernel/filter-restriction.ts";

let inst: dj.Instance;
let Item: typeof dj.Manual;

beforeEach(async () => {
  inst = new dj.Instance({ database: ":memory:" });
  Item = inst.Schema("shop")(
    class Item extends dj.Manual {
      static definition = "item : int32\n---\nprice : int32\nlabel=null : varchar(20)";
    },
  );
  const labels = ["50%", "a_b", "it's", "back\\slash", null];
  await Item.insert(Array.from({ length: 20 }, (_, i) => ({ item: i, price: i % 4, label: labels[i % 5] })));
});

afterEach(() => {
  dj.observeStatements(null);
  return inst.close();
});

const items = (rows: unknown[][]): unknown[] => rows.map(([item]) => item);

test("pages follow one another in an order that the primary key completes", async () => {
  const browsed = await dj.BrowsedExpression.open(Item);
  const view = { restrictions: [], order: ["price DESC"] };
  const pages = await Promise.all([0, 7, 14].map((offset) => browsed.rows({ offset, limit: 7 }, view)));
  const byPrice = [3, 2, 1, 0].flatMap((price) => [0, 4, 8, 12, 16].map((item) => item + price));
  expect(items(pages.flat())).toEqual(byPrice);
  const streamed: unknown[][] = [];
  for await (const rows of browsed.stream(view)) streamed.push(...rows);
  expect(items(streamed)).toEqual(byPrice);
});

test("a window never reaches beyond the first rows of an order", async () => {
  const browsed = await dj.BrowsedExpression.open(Item.restrict(dj.Top({ limit: 5, orderBy: "item DESC" })));
  expect(items(await browsed.rows({ offset: 0, limit: 3 }))).toEqual([19, 18, 17]);
  expect(items(await browsed.rows({ offset: 3, limit: 3 }))).toEqual([16, 15]);
  expect(await browsed.rows({ offset: 5, limit: 3 })).toEqual([]);
  expect(await browsed.count()).toBe(5);
});

test.each(["50%", "a_b", "it's", "back\\slash"])("a filter finds %j as it is written", async (value) => {
  const browsed = await dj.BrowsedExpression.open(Item);
  for (const operator of ["contains", "begins with", "equal"] as const) {
    const restrictions = [restrictionOf({ column: "label", operator, value })];
    expect(await browsed.count({ restrictions, order: [] })).toBe(4);
  }
});

test("observers are told of what a program sends, not of what is browsed", async () => {
  const sent: string[] = [];
  await Item.count();
  dj.observeStatements(({ statement }) => sent.push(statement.sql));
  const browsed = await dj.BrowsedExpression.open(Item);
  await browsed.rows({ offset: 0, limit: 5 });
  await browsed.count();
  await browsed.plan();
  expect(sent).toEqual([]);
  await Item.restrict({ item: 1 }).toDicts();
  expect(sent).toEqual([expect.stringContaining("SELECT")]);
});
