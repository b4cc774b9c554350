import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

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

describe("a document as one HTML file", () => {
  it("opens from the disk without a network, with prose, code, rows, diagrams and errors", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=computation");
    await notebook.write(1, 'import * as dj from "datajoint";\n({ a: { b: [1, "</script><b>x"] } })');
    await notebook.run(1);
    await notebook.write(2, "throw new RangeError('too far');");
    await notebook.run(2);
    await notebook.button("Document menu").click();
    const waiting = notebook.page.waitForEvent("download");
    await notebook.page.getByRole("menuitem", { name: "Export as one HTML file" }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/\.html$/);
    const file = path.join(folder, "page.html");
    await download.saveAs(file);
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
    const seen = await page
      .getByRole("button")
      .or(page.getByRole("complementary"))
      .or(page.getByRole("banner"))
      .or(page.getByRole("separator", { name: /Width/ }))
      .or(page.getByRole("search"))
      .filter({ visible: true })
      .evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 120)));
    expect(seen).toEqual([]);
    expect(await textOf(notebook.output(question))).toContain("Alice Chen");
    expect(await page.getByRole("heading", { level: 1 }).isVisible()).toBe(true);
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(background).toBe("rgb(255, 255, 255)");
    // Nothing is cut off at the side of the paper.
    await page.setViewportSize({ width: 700, height: 1000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const breaks = await page
      .getByRole("heading", { level: 2 })
      .first()
      .evaluate((heading) => getComputedStyle(heading).breakAfter);
    expect(breaks).toBe("avoid");
    await notebook.close();
  });
});
