import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe("the tutorials", () => {
  it.each(["queries", "computation", "sql"])("%s runs to its end, twice", async (name) => {
    const notebook = await NotebookPage.open(browser, `?doc=${name}`);
    for (const _ of ["first", "second"]) {
      expect(await notebook.runAll()).toBe("done");
      const cells = await notebook.page.getByRole("group", { name: /^Cell \d+$/ }).all();
      expect(cells.length).toBeGreaterThan(8);
      for (const cell of cells) expect(await textOf(cell)).toMatch(/done in \d/);
    }
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("lead from one to the next, and are all listed", async () => {
    const notebook = await NotebookPage.open(browser);
    const titles = ["Working with Instances", "Asking questions", "Computing results", "The SQL behind it"];
    for (const [index, title] of titles.entries()) {
      await notebook.page.getByRole("heading", { level: 1, name: title }).waitFor();
      const next = notebook.page.getByRole("navigation", { name: "Next tutorial" }).getByRole("link");
      if (index < titles.length - 1) await next.click();
      else expect(await next.count()).toBe(0);
    }
    await notebook.untilWorking();
    await notebook.button("Documents").click();
    const list = notebook.page.getByRole("list", { name: "Tutorials" });
    await expect.poll(() => list.getByRole("link").allInnerTexts()).toEqual(titles);
    await expect
      .poll(() => list.locator("[aria-current=page]").allInnerTexts())
      .toEqual(["The SQL behind it"]);
    await notebook.close();
  });
});
