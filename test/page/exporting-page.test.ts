import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

let browser: Browser;
const folder = mkdtempSync(path.join(tmpdir(), "datajoint-page-"));

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Exports the document that is open, and gives the file. */
async function exported(notebook: NotebookPage, name: string): Promise<string> {
  await notebook.button("Document menu").click();
  const [download] = await Promise.all([
    notebook.page.waitForEvent("download"),
    notebook.page.getByRole("menuitem", { name: "Export as one HTML file" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.html$/);
  const file = path.join(folder, name);
  await download.saveAs(file);
  return file;
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe("a document as one HTML file", () => {
  it("is accessible and no wider than the screen, has numbers and keys as the page, and hides what it hides", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=queries");
    const folded = await notebook.numberOf("aggr");
    const block = notebook.cell(folded).locator("xpath=ancestor::*[@data-block]");
    await block.focus();
    await untilFocused(block);
    await notebook.page.keyboard.press("h");
    await notebook
      .cell(folded)
      .getByRole("button", { name: /^Show the code of cell/ })
      .waitFor();
    const file = pathToFileURL(await exported(notebook, "queries.html")).href;
    await notebook.close();
    for (const options of [
      { colorScheme: "light" as const, viewport: { width: 1440, height: 900 } },
      { colorScheme: "dark" as const, ...phone },
    ]) {
      const context = await browser.newContext({ ...options, offline: true, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(file);
      const sql = page.locator("details.sql").first();
      await sql.locator("summary").click();
      await sql.getByText("MySQL", { exact: true }).waitFor();
      expect(await violations({ page })).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      const shown = page.getByRole("region", { name: `Cell ${folded}`, exact: true });
      expect(await shown.locator("pre.code").filter({ visible: true }).count()).toBe(0);
      const trials = shown.getByRole("columnheader", { name: "trials" });
      expect(await trials.evaluate((cell) => getComputedStyle(cell).textAlign)).toBe("end");
      expect(await shown.getByTitle("primary key").count()).toBe(2);
      await context.close();
    }
  });

  it("opens from the disk without a network, with prose, code, rows, diagrams and errors", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=computation");
    await notebook.write(1, 'import * as dj from "datajoint";\n({ a: { b: [1, "</script><b>x"] } })');
    await notebook.run(1);
    await notebook.write(2, "throw new RangeError('too far');");
    await notebook.run(2);
    const file = await exported(notebook, "page.html");
    const rows = notebook.page.getByRole("main").locator("table tbody tr");
    const rowsThere = await rows.count();
    await notebook.close();

    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true });
    const page = await context.newPage();
    const asked: string[] = [];
    const problems: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(pathToFileURL(file).href);
    expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([pathToFileURL(file).href]);
    expect(problems).toEqual([]);
    expect(await page.title()).toBe("Computing results");
    expect(await textOf(page.getByRole("heading", { level: 1 }))).toBe("Computing results");
    expect(await page.locator("script, button, iframe, link").count()).toBe(0);

    expect(await textOf(page.getByRole("region", { name: "Cell 1", exact: true }))).toContain(
      '"</script><b>x"',
    );
    expect(await textOf(page.getByRole("region", { name: "Cell 2", exact: true }))).toContain("RangeError");
    expect(await textOf(page.getByRole("region", { name: "Cell 2", exact: true }))).toContain("too far");
    expect(await page.locator("table tbody tr").count()).toBeGreaterThanOrEqual(Math.min(1, rowsThere));
    const diagram = page.locator("figure svg").first();
    expect((await diagram.boundingBox())!.width).toBeGreaterThan(100);
    const colours = await page
      .getByRole("region", { name: "Cell 1", exact: true })
      .locator("code span")
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    expect(colours).toBeGreaterThan(2);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });
});

describe("a document on paper", () => {
  it("lets cells go over pages, and has wide tables whole, with the rows that were in sight", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.run(1);
    await notebook.write(
      2,
      `Array.from({ length: 5000 }, (_, row) => Object.fromEntries(
        Array.from({ length: 14 }, (_, column) => ["column_" + column, "value " + row]),
      ))`,
    );
    expect(await notebook.run(2)).toBe("done");
    const grid = notebook.output(2).getByRole("grid");
    await grid.locator("td").first().waitFor();
    await expect.poll(() => grid.locator("td .waiting").count()).toBe(0);
    const pdf = await page.pdf({ format: "A4" });
    // Five thousand rows, or the room for them, would be a hundred pages.
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeLessThan(15);
    // The sheet less its margins.
    await page.setViewportSize({ width: 658, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await notebook.untilNoWider();
    const end = async (): Promise<number> => {
      const box = (await grid.boundingBox())!;
      return box.x + box.width;
    };
    await expect.poll(end).toBeLessThanOrEqual(658);
    await expect.poll(() => textOf(notebook.output(2))).toMatch(/Rows 1 to \d+ of 5,000/);
    const cell = await notebook.cell(2).evaluate((element) => getComputedStyle(element).breakInside);
    expect(cell).toBe("auto");
    await notebook.close();
  });

  it("has prose, code and outputs, and nothing to press", async () => {
    const notebook = await NotebookPage.open(browser, "", { colorScheme: "dark" });
    const { page } = notebook;
    await notebook.run(1);
    const question = await notebook.numberOf("Researcher.restrict");
    await notebook.button("Database files").click();
    await page.getByRole("complementary").waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+F");
    await page.getByRole("search").waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const seen = page
      .getByRole("button")
      .or(page.getByRole("complementary"))
      .or(page.getByRole("banner"))
      .or(page.getByRole("separator", { name: /Width/ }))
      .or(page.getByRole("search"))
      .filter({ visible: true });
    await expect
      .poll(() => seen.evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 120))))
      .toEqual([]);
    await expect.poll(() => textOf(notebook.output(question))).toContain("Alice Chen");
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(background).toBe("rgb(255, 255, 255)");
    // Nothing is cut off at the side of the paper.
    await page.setViewportSize({ width: 700, height: 1000 });
    await notebook.untilNoWider();
    const breaks = await page
      .getByRole("heading", { level: 2 })
      .first()
      .evaluate((heading) => getComputedStyle(heading).breakAfter);
    expect(breaks).toBe("avoid");
    await notebook.close();
  });
});
