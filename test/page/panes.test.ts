import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, untilFocused } from "./notebook-page.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe("panes beside the document", () => {
  it("are made wider and narrower by arrows, remember it, and give the keyboard back", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const documentEdge = async (): Promise<number> => {
      const box = (await page.getByRole("main").boundingBox())!;
      return box.x + box.width;
    };
    const before = await documentEdge();
    await notebook.button("Database files").click();
    const pane = page.getByRole("complementary", { name: "Database files" });
    await pane.waitFor();
    const width = async (): Promise<number> => (await pane.boundingBox())!.width;
    // The document makes room.
    await expect.poll(documentEdge).toBeLessThan(before);
    await expect
      .poll(async () => (await documentEdge()) - (await pane.boundingBox())!.x)
      .toBeLessThanOrEqual(0);

    const separator = page.getByRole("separator", { name: "Width of Database files" });
    const first = await width();
    await separator.focus();
    await untilFocused(separator);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    await expect.poll(width).toBe(first + 80);
    await expect.poll(() => separator.getAttribute("aria-valuenow")).toBe(String(first + 80));
    await page.keyboard.press("ArrowRight");
    await expect.poll(width).toBe(first + 64);
    await page.keyboard.press("Home");
    await expect.poll(width).toBe(Number(await separator.getAttribute("aria-valuemin")));
    await page.keyboard.press("End");
    await expect.poll(width).toBe(Number(await separator.getAttribute("aria-valuemax")));
    await page.keyboard.press("Enter");
    await expect.poll(width).toBe(first);

    const { x, y } = (await separator.boundingBox())!;
    await page.mouse.move(x, y + 300);
    await page.mouse.down();
    await page.mouse.move(x - 50, y + 300, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBe(first + 50);

    await notebook.goto();
    await notebook.button("Database files").focus();
    await page.keyboard.press("Enter");
    await pane.waitFor();
    await expect.poll(width).toBe(first + 50);
    await untilFocused(pane.getByRole("heading", { name: "Database files" }));
    await page.keyboard.press("Escape");
    await pane.waitFor({ state: "detached" });
    await untilFocused(notebook.button("Database files"));
    await notebook.close();
  });

  it("take the place of the document on a phone, and give it back where it was", async () => {
    const notebook = await NotebookPage.open(browser, "", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    const { page } = notebook;
    await notebook.cell(3).scrollIntoViewIfNeeded();
    const place = await page.evaluate(() => scrollY);
    expect(place).toBeGreaterThan(0);
    // As a finger does it; what looks for a place to click at scrolls the page itself.
    await notebook.button("Documents").dispatchEvent("click");
    const pane = page.getByRole("complementary", { name: "Documents" });
    await pane.waitFor();
    await expect.poll(async () => (await pane.boundingBox())!.width).toBe(390);
    const isOutOfReach = (): Promise<boolean> =>
      page.locator("main").evaluate((main) => main.closest("[inert]") !== null);
    await expect.poll(isOutOfReach).toBe(true);
    expect(await page.getByRole("separator").count()).toBe(0);
    await notebook.button("Close documents").dispatchEvent("click");
    await pane.waitFor({ state: "detached" });
    await expect.poll(isOutOfReach).toBe(false);
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(place);
    await notebook.close();
  });
});
