import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { parseDocument } from "../../web/documents/parse-document.ts";
import type { DescribedCell } from "../../web/kernel/languages/typescript/editor-typescript.ts";
import { launchChromium } from "../browser/launch-chromium.ts";
import type { ServedSite } from "../browser/serve-site.ts";
import { serveTestPage } from "../browser/serve-test-page.ts";

// On a machine that does other things too, the types of a library take their time to be read.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 240_000 });

let site: ServedSite;
let browser: Browser;

beforeAll(async () => {
  [site, browser] = await Promise.all([serveTestPage("editor-page"), launchChromium()]);
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

async function open(cells: readonly (string | DescribedCell)[]): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => window.editorPage !== undefined);
  const described = cells.map((cell, index) =>
    typeof cell === "string" ? { id: String(index + 1), language: "ts" as const, source: cell } : cell,
  );
  await page.evaluate((all) => window.editorPage.open(all), described);
  return page;
}

const complaints = (page: Page, id: string) => page.evaluate((one) => window.editorPage.complaints(one), id);

describe("types of cells", () => {
  test("flow from cell to cell without false complaints", async () => {
    const page = await open([
      "let count = 1; const list = [1, 2]; interface Point { x: number } class A { y = 2 } type T = 'a' | 'b';",
      "count = 2; const p: Point = { x: new A().y }; await Promise.resolve(p);",
      { id: "sql", language: "sql", source: "SELECT not typescript" },
      "const count2: number = count + list.length; const t: T = 'a';",
      "const list = 'again';",
      "const text: string = list; console.log(p.x, t);",
    ]);
    for (const id of ["1", "2", "4", "5", "6"]) expect(await complaints(page, id)).toEqual([]);
    await page.close();
  });

  test("true complaints stay, at their place", async () => {
    const page = await open(["const a = 1;", "const wrong: string = a;\nmissing();", "class Unfinished {"]);
    expect(await complaints(page, "2")).toMatchObject([
      { code: 2322, text: "wrong" },
      { code: 2304, text: "missing" },
    ]);
    expect(await complaints(page, "3")).toMatchObject([{ code: 1005 }]);
    await page.close();
  });

  test("follow an edit of an earlier cell", async () => {
    const page = await open(["const a = 1;", "const b: string = a;"]);
    expect(await complaints(page, "2")).toHaveLength(1);
    await page.evaluate(() => window.editorPage.edit("1", "const a = 'text';"));
    expect(await complaints(page, "2")).toEqual([]);
    await page.evaluate(() => window.editorPage.edit("1", "const other = 1;"));
    expect(await complaints(page, "2")).toMatchObject([{ code: 2304, text: "a" }]);
    await page.close();
  });

  test("completions, hovers and renaming reach across cells", async () => {
    const page = await open(["const laboratory = { size: 1 };", "", "laboratory.size;"]);
    expect(await page.evaluate(() => window.editorPage.completions("2", "labor|"))).toContain("laboratory");
    expect(await page.evaluate(() => window.editorPage.hover("2", "labo|ratory"))).toContain("size: number");
    expect(await page.evaluate(() => window.editorPage.renames("2", "labo|ratory"))).toEqual([
      "cell-1.ts",
      "cell-2.ts",
      "cell-3.ts",
    ]);
    await page.close();
  });
});

describe("types of datajoint", () => {
  test("are those of the package itself", async () => {
    const page = await open([
      'import * as dj from "datajoint";\nconst inst = new dj.Instance({ database: "lab" });',
      "",
    ]);
    expect(await complaints(page, "1")).toEqual([]);
    expect(await page.evaluate(() => window.editorPage.completions("2", "inst.|"))).toEqual(
      expect.arrayContaining(["Schema", "FreeTable", "config", "connection", "close"]),
    );
    expect(await page.evaluate(() => window.editorPage.hover("2", "dj.Inst|ance"))).toContain("class");
    await page.evaluate(() => window.editorPage.edit("2", "inst.Shema('x');"));
    expect(await complaints(page, "2")).toMatchObject([{ text: "Shema" }]);
    await page.close();
  });

  test("find nothing to complain about in the tutorials", async () => {
    const markdown = await readFile(
      path.resolve(import.meta.dirname, "../../public/tutorials/instances.md"),
      "utf8",
    );
    const cells = parseDocument(markdown).blocks.flatMap((block) => (block.kind === "cell" ? [block] : []));
    const page = await open(
      cells.map(({ language, source }, index) => ({ id: String(index + 1), language, source })),
    );
    const found: unknown[] = [];
    for (const [index, cell] of cells.entries()) {
      if (cell.language === "ts") found.push(...(await complaints(page, String(index + 1))));
    }
    expect(found).toEqual([]);
    await page.close();
  });
});
