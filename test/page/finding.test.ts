import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe("the command palette", () => {
  it("finds commands by a few letters and does them, by keyboard alone", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await page.keyboard.press("ControlOrMeta+Shift+P");
    const field = page.getByRole("combobox", { name: "Find a command" });
    await untilFocused(field);
    const options = page.getByRole("listbox", { name: "Commands" }).getByRole("option");
    const all = await options.count();
    expect(all).toBeGreaterThan(10);

    await page.keyboard.type("dbfil");
    await expect.poll(() => options.count()).toBeLessThan(all);
    await expect.poll(() => textOf(options.first())).toContain("Database files");
    const active = await field.getAttribute("aria-activedescendant");
    expect(await options.first().getAttribute("id")).toBe(active);
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Database files" }).waitFor();
    await field.waitFor({ state: "hidden" });

    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("r");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => options.nth(1).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => options.last().getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "hidden" });
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("goes to a section of the document, and says so when nothing is called that", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("thread-safe");
    await page.keyboard.press("Enter");
    const heading = page.getByRole("heading", { name: "Thread-safe mode" });
    await expect.poll(async () => (await heading.boundingBox())!.y).toBeLessThan(300);

    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("zzzz");
    await page.getByText("Nothing here is called that.").waitFor();
    await notebook.close();
  });

  it("opens while code is written, and leaves the keyboard there when it is closed", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.code(1).focus();
    await page.keyboard.press("ControlOrMeta+Shift+P");
    await untilFocused(page.getByRole("combobox"));
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "hidden" });
    await untilFocused(notebook.code(1));
    await notebook.close();
  });
});

describe("search in the document", () => {
  it("goes through prose, code and outputs, forth and back", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.write(1, 'const needle = "hay" + "stack";\nneedle.toUpperCase()');
    await notebook.run(1);
    // What takes the place of the plain field would change the places while they are gone through.
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await page.keyboard.press("ControlOrMeta+Shift+F");
    const field = page.getByRole("textbox", { name: "Find in the document" });
    const status = page.getByRole("search", { name: "Document" }).getByRole("status");

    // An output alone has the word whole.
    await field.fill("haystack");
    await expect.poll(() => textOf(status)).toBe("1 of 1");
    await field.fill("needle");
    await expect.poll(() => textOf(status)).toBe("1 of 2");

    await field.fill("instance");
    await expect.poll(() => textOf(status)).toMatch(/^\d+ of \d\d/);
    const [first, total] = (await textOf(status)).split(" of ").map(Number) as [number, number];
    const second = (first % total) + 1;
    await page.keyboard.press("Enter");
    await expect.poll(() => textOf(status)).toBe(`${second} of ${total}`);
    await page.keyboard.press("Shift+Enter");
    await expect.poll(() => textOf(status)).toBe(`${first} of ${total}`);
    await notebook.button("Next place").click();
    await expect.poll(() => textOf(status)).toBe(`${second} of ${total}`);
    const painted = (): Promise<(number | undefined)[]> =>
      page.evaluate(() => ["search-match", "search-current"].map((name) => CSS.highlights.get(name)?.size));
    await expect.poll(painted).toEqual([total - 1, 1]);

    // Words of a paragraph that are marked up differently, and any case.
    await field.fill("no such words in here");
    await expect.poll(() => textOf(status)).toBe("not found");
    await field.fill("ALICE   chen");
    await expect.poll(() => textOf(status)).toMatch(/^1 of/);
    await expect
      .poll(() =>
        page.evaluate(() => {
          const [place] = CSS.highlights.get("search-current") as Iterable<Range>;
          const { top, bottom } = place!.getBoundingClientRect();
          return top > 50 && bottom < innerHeight;
        }),
      )
      .toBe(true);

    await untilFocused(field);
    await page.keyboard.press("Escape");
    await page.getByRole("search").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => CSS.highlights.size)).toBe(0);
    // The keyboard is in the block where the search ended.
    await expect.poll(() => page.evaluate(() => document.activeElement!.matches("[data-block]"))).toBe(true);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("leaves the browser's own search its keys", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await page.evaluate(() => {
      window.addEventListener("keydown", (event) => {
        if (event.key === "f") document.title = String(event.defaultPrevented);
      });
    });
    await page.keyboard.press("ControlOrMeta+f");
    expect(await page.title()).toBe("false");
    await notebook.close();
  });
});
