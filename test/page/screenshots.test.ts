import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl } from "./notebook-page.ts";

const folder = path.resolve(import.meta.dirname, "../../test-artefacts/screenshots");
const desk = { viewport: { width: 1440, height: 1000 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  mkdirSync(folder, { recursive: true });
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** The size that a PNG file says it has. */
function sizeOf(file: string): { width: number; height: number } {
  const bytes = readFileSync(file);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

describe.each([
  ["1440-light", { colorScheme: "light", ...desk }],
  ["1440-dark", { colorScheme: "dark", ...desk }],
  ["390-light", { colorScheme: "light", ...phone }],
  ["390-dark", { colorScheme: "dark", ...phone }],
] as const)("screenshots, %s", (name, options) => {
  it("show each screen as a reader sees it, in test-artefacts/screenshots", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=queries", options);
    const { page } = notebook;
    const taken: string[] = [];
    const shoot = async (screen: string): Promise<void> => {
      const file = path.join(folder, `${screen}-${name}.png`);
      await page.screenshot({ path: file });
      taken.push(file);
    };
    await shoot("document");

    expect(await notebook.runAll()).toBe("done");
    const number = await notebook.numberOf("aggr");
    const output = notebook.output(number);
    await output.getByRole("grid").waitFor();
    await expect.poll(() => output.locator("td .waiting").count()).toBe(0);
    await output.getByRole("gridcell").nth(1).click();
    await output.getByRole("button", { name: "Show SQL" }).click();
    await output.getByRole("button", { name: "Show plan" }).click();
    await output.getByRole("region", { name: "Query plan" }).waitFor();
    await output.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await shoot("result-and-sql");
    await output.getByRole("button", { name: "Chart" }).click();
    const chart = output.getByRole("combobox", { name: "Chart" });
    await chart.waitFor();
    await chart.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await shoot("chart");
    await output.getByRole("button", { name: "Enlarge" }).click();
    const enlarged = page.getByRole("dialog", { name: /enlarged$/ });
    await enlarged.waitFor();
    await shoot("enlarged");
    await page.keyboard.press("Escape");
    await enlarged.waitFor({ state: "detached" });

    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox", { name: "Find a command" }).fill("run");
    await shoot("palette");
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Find a command" }).waitFor({ state: "hidden" });
    await notebook.button("Documents").click();
    await page.getByRole("complementary", { name: "Documents" }).getByRole("listitem").first().waitFor();
    await shoot("documents");
    await notebook.button("Close documents").click();
    await notebook.button("Database files").click();
    await page.getByRole("complementary", { name: "Database files" }).getByRole("listitem").first().waitFor();
    await shoot("database-files");

    await notebook.goto("?doc=computation");
    const diagram = page.getByRole("img", { name: /^Diagram of/ }).first();
    await diagram.waitFor();
    await diagram.evaluate((element) => element.scrollIntoView({ block: "center" }));
    await shoot("diagram");

    for (const file of taken) expect(sizeOf(file)).toEqual(options.viewport);
    expect(new Set(taken.map((file) => readFileSync(file).toString("base64"))).size).toBe(taken.length);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });
});
