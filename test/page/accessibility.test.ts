import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["light on a phone", { colorScheme: "light", ...phone }],
  ["dark on a phone", { colorScheme: "dark", ...phone }],
] as const)("the page, %s", (_, options) => {
  it("has no accessibility violations on any of its screens", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    expect(await violations(notebook)).toEqual([]);

    await notebook.write(2, "console.log('text');\n({ a: [1, { b: null }], c: 'x' })");
    expect(await notebook.runAll()).toBe("done");
    // What shows saved rows gives way to what looks through all of them.
    await notebook.page.getByRole("grid").first().locator("td").first().waitFor();
    await notebook.page.locator("dj-table-browser").getByRole("button", { name: "Show SQL" }).first().click();
    await notebook.page.getByRole("region", { name: "SQL for SQLite" }).first().waitFor();
    expect(await violations(notebook)).toEqual([]);

    await notebook.button("Database files").click();
    await notebook.page
      .getByRole("complementary", { name: "Database files" })
      .getByRole("listitem")
      .first()
      .waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Reset").click();
    await notebook.page.getByRole("dialog").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Cancel").click();
    await notebook.page.getByRole("dialog").waitFor({ state: "hidden" });
    await notebook.button("Close database files").click();

    await notebook.write(2, "nothing.of.that.name");
    expect(await notebook.run(2)).toBe("failed");
    expect(await violations(notebook)).toEqual([]);

    await notebook.goto("?doc=unknown");
    expect(await violations(notebook)).toEqual([]);
    await notebook.close();
  });

  it("has none in what comes up over it", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    const { page } = notebook;
    const found: Record<string, string[]> = {};
    const check = async (screen: string): Promise<void> => {
      found[screen] = await violations(notebook);
    };

    await notebook.button("Document menu").click();
    await untilFocused(page.getByRole("menu").getByRole("menuitem").first());
    await check("menu");
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });

    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").fill("run");
    await check("palette");
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "hidden" });

    await page.keyboard.press("ControlOrMeta+Shift+F");
    await page.getByRole("textbox", { name: "Find in the document" }).fill("lab");
    await check("search");
    await page.keyboard.press("Escape");
    await page.getByRole("search").waitFor({ state: "detached" });

    await page.keyboard.press("ControlOrMeta+Shift+H");
    await page.getByRole("dialog").waitFor();
    await check("keys");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await notebook.button("Documents").click();
    await page.getByRole("complementary", { name: "Documents" }).getByRole("listitem").first().waitFor();
    await check("documents");
    await notebook.button("Close documents").click();

    await notebook.choose("Share by link …");
    await page.getByRole("dialog", { name: "Share by link" }).waitFor();
    await check("share");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });

    await notebook.code(1).focus();
    await page.keyboard.insertText(" ");
    await expect.poll(() => page.getByText("Modified", { exact: true }).count()).toBe(1);
    await check("editing code");
    await page.getByRole("button", { name: "Add Text at the end" }).click();
    await untilFocused(page.getByRole("textbox", { name: "Text in Markdown" }));
    await check("editing text");
    await page.keyboard.press("Escape");

    await notebook.choose("Reset to the original …");
    await page.getByRole("dialog").waitFor();
    await check("reset");
    await notebook.button("Reset").click();
    await page.getByText("The document is as it was at first.").waitFor();
    await check("message");

    expect(Object.entries(found).filter(([, problems]) => problems.length > 0)).toEqual([]);
    await notebook.close();
  });

  it("is no wider than the screen", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    expect(await notebook.runAll()).toBe("done");
    await notebook.untilNoWider();
    await notebook.close();
  });
});

describe("a walk by keyboard", () => {
  it("comes by everything from top to bottom, sees where it is, and gets out at the end", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=sql", { viewport: { width: 1280, height: 800 } });
    const { page } = notebook;
    const stops: string[] = [];
    let isOut = false;
    /** Where the keyboard is, and whether that is to be seen; null where it is out of the page. */
    const look = (): Promise<{ name: string; isSeen: boolean } | null> =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        if (element === null || element === document.body) return null;
        const { top, bottom, width, height } = element.getBoundingClientRect();
        // An editor shows by its frame that the keyboard is in it.
        const rings = [element, element.closest(".code-editor")].filter((one) => one !== null);
        const isRinged = rings.some((one) => {
          const style = getComputedStyle(one);
          return style.outlineStyle !== "none" || style.boxShadow !== "none" || style.borderColor !== "";
        });
        const name =
          element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40) ?? element.tagName;
        const isInSight = bottom > 0 && top < innerHeight && (width > 0 || height > 0);
        return { name, isSeen: isRinged && isInSight };
      });
    for (let step = 0; step < 300 && !isOut; step++) {
      await page.keyboard.press("Tab");
      const stop = await look();
      if (stop === null) {
        isOut = true;
        break;
      }
      stops.push(stop.name);
      // An editor that has just come is drawn a moment later.
      await expect.poll(async () => (await look())?.isSeen, { message: stop.name }).toBe(true);
    }
    // Where it does not get out, the last stops tell where it is caught.
    expect(isOut ? [] : stops.slice(-6)).toEqual([]);
    const order = [
      "Documents",
      "Document menu",
      "Run all",
      "Database files",
      "Code of cell 1",
      "Code of cell 2",
    ];
    const places = order.map((name) => stops.indexOf(name));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(stops).toContain("Add Text at the end");
    await notebook.close();
  });

  it("keeps its place where a button can't be pressed for a while", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.write(1, "while (true) {}");
    await notebook.button("Run all").focus();
    await page.keyboard.press("Enter");
    await notebook.cell(1).getByText("running …", { exact: true }).waitFor();
    await expect.poll(() => notebook.button("Run all").isDisabled()).toBe(true);
    await page.keyboard.press("Enter");
    await untilFocused(notebook.button("Run all"));

    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await untilFocused(notebook.button("Stop"));
    await page.keyboard.press("Enter");
    await notebook.waitForState("stopped");
    await untilFocused(notebook.button("Stop"));
    await notebook.close();
  });

  it("moves nothing for who wants no motion", async () => {
    const notebook = await NotebookPage.open(browser, "", { reducedMotion: "reduce" });
    expect(await notebook.run(1)).toBe("done");
    const moving = await notebook.page.evaluate(
      () =>
        document
          .getAnimations()
          .filter((animation) => Number(animation.effect?.getComputedTiming().duration ?? 0) > 0).length,
    );
    expect(moving).toBe(0);
    await notebook.close();
  });
});
