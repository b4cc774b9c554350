import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";
import { violations } from "./violations.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

const panelOf = (page: Page) => page.getByRole("complementary", { name: "Documents" });

/** What the browser keeps, as one text. */
function keptText(): Promise<string> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("datajoint-documents");
    // To look is not to make it.
    opening.onupgradeneeded = () => opening.transaction!.abort();
    opening.onerror = () => resolve("");
    opening.onsuccess = () => {
      const storage = opening.result;
      const all = storage.transaction("documents").objectStore("documents").getAll();
      all.onerror = () => reject(all.error);
      all.onsuccess = () => {
        storage.close();
        resolve(all.result.map((kept) => kept.text + JSON.stringify(kept.outputs)).join("\n"));
      };
    };
  });
}

/** Waits until a text that was written is kept. */
async function untilKept(notebook: NotebookPage, text: string): Promise<void> {
  await expect.poll(() => notebook.page.evaluate(keptText)).toContain(text);
}

async function menu(notebook: NotebookPage, item: string): Promise<void> {
  await notebook.button("Document menu").click();
  await notebook.page.getByRole("menuitem", { name: item }).click();
}

async function newDocument(notebook: NotebookPage): Promise<void> {
  await menu(notebook, "New document");
  await notebook.page.getByRole("heading", { level: 1, name: "Untitled" }).waitFor();
}

describe("a tutorial that is edited", () => {
  it("is kept over a reload, marked, and reset to the original", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const original = await notebook.code(2).inputValue();
    expect(await page.getByText("Modified", { exact: true }).count()).toBe(0);
    await notebook.write(2, '"mine"');
    await page.getByText("Modified", { exact: true }).waitFor();
    await untilKept(notebook, '"mine"');

    await notebook.goto();
    expect(await notebook.code(2).inputValue()).toBe('"mine"');
    await page.getByText("Modified", { exact: true }).waitFor();
    await notebook.button("Documents").click();
    const entry = panelOf(page).getByRole("link", { name: "Working with Instances" });
    await entry.getByText("modified by you").waitFor();
    await notebook.button("Close documents").click();
    await expect
      .poll(() => notebook.button("Documents").evaluate((button) => button.matches(":focus")))
      .toBe(true);

    await menu(notebook, "Reset to the original …");
    const dialog = page.getByRole("dialog", { name: "Reset to the original?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await notebook.code(2).inputValue()).toBe('"mine"');
    await menu(notebook, "Reset to the original …");
    await dialog.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => notebook.code(2).inputValue()).toBe(original);
    await expect.poll(() => page.getByText("Modified", { exact: true }).count()).toBe(0);

    await page.getByText("The document is as it was at first.").waitFor();
    await notebook.button("Undo").click();
    await expect.poll(() => notebook.code(2).inputValue()).toBe('"mine"');
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("keeps what its cells gave", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, "6 * 7");
    await notebook.run(1);
    await untilKept(notebook, '"text":"42"');
    await notebook.goto();
    expect(await textOf(notebook.output(1))).toBe("42");
    expect(await textOf(notebook.cell(1))).toContain("output of an earlier run");
    await notebook.close();
  });

  it("says when the original has changed since", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(2, '"mine"');
    await untilKept(notebook, '"mine"');
    await notebook.page.route("**/tutorials/instances.md", (route) =>
      route.fulfill({ body: "# Anew\n\n```ts\n1\n```\n", contentType: "text/markdown" }),
    );
    await notebook.goto();
    await notebook.page.getByText("The original has changed since you edited it.").waitFor();
    await notebook.button("Reset to the original").click();
    await notebook.button("Reset").click();
    await notebook.page.getByRole("heading", { level: 1, name: "Anew" }).waitFor();
    await notebook.close();
  });
});

describe("a document of the reader's own", () => {
  it("is written, listed, renamed and deleted", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await newDocument(notebook);
    await page.getByRole("heading", { level: 1 }).dblclick();
    await page.getByRole("textbox", { name: "Text in Markdown" }).fill("# My notes\n\nOn *mice*.");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1, name: "My notes" }).waitFor();

    await notebook.button("Add SQL at the end").click();
    await page.keyboard.type("SELECT 1 AS one");
    await notebook.button("Add Text at the end").click();
    await page.keyboard.type("The end.\n\n```ts\n1 + 1\n```");
    await page.keyboard.press("Escape");
    await notebook.cell(3).waitFor();
    expect(await notebook.runAll()).toBe("done");
    expect(await textOf(notebook.output(3))).toBe("2");
    await untilKept(notebook, "The end.");

    await notebook.goto();
    await notebook.button("Documents").click();
    const link = panelOf(page).getByRole("link", { name: "My notes" });
    await link.waitFor();
    await notebook.button("Rename My notes").click();
    await page.keyboard.type("Diary");
    await page.keyboard.press("Enter");
    await panelOf(page).getByRole("link", { name: "Diary" }).click();
    await page.getByRole("heading", { level: 1, name: "My notes" }).waitFor();
    expect(await page.title()).toBe("Diary · DataJoint");
    expect(await notebook.code(2).inputValue()).toBe("SELECT 1 AS one");

    await notebook.button("Documents").click();
    await notebook.button("Delete Diary").click();
    await page.getByRole("dialog", { name: "Delete “Diary”?" }).waitFor();
    await notebook.button("Cancel").click();
    await notebook.button("Delete Diary").click();
    await notebook.button("Delete").click();
    await page.getByRole("heading", { level: 1, name: "Working with Instances" }).waitFor();
    await notebook.button("Documents").click();
    await panelOf(page).getByText("There are none yet.").waitFor();
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("is edited by keys: cells are added, moved, changed and deleted, and each step is taken back", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await newDocument(notebook);
    await notebook.button("Add TypeScript at the end").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("1 + 1");
    const act = async (cell: number, item: string): Promise<void> => {
      await notebook.button(`Actions of cell ${cell}`).focus();
      await page.keyboard.press("ArrowDown");
      for (let left = 15; left > 0; left--) {
        const name = await page.evaluate(() => {
          let focused = document.activeElement;
          while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
          return focused?.textContent?.trim();
        });
        if (name?.startsWith(item)) break;
        await page.keyboard.press("ArrowDown");
      }
      await page.keyboard.press("Enter");
    };
    await act(2, "Move up");
    expect(await notebook.code(1).inputValue()).toBe("1 + 1");
    await act(1, "Change to SQL");
    await notebook.cell(1).getByText("SQL", { exact: true }).waitFor();
    await act(1, "Delete");
    await expect.poll(() => notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count()).toBe(1);
    await page.getByText("Cell deleted.").waitFor();

    await page.keyboard.press("Control+z");
    await expect.poll(() => notebook.code(1).inputValue()).toBe("1 + 1");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await expect.poll(() => notebook.code(2).inputValue()).toBe("1 + 1");
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => notebook.code(1).inputValue()).toBe("1 + 1");
    await notebook.close();
  });
});

describe("one document in two tabs", () => {
  it("is the same in both where only one is edited", async () => {
    const notebook = await NotebookPage.open(browser);
    const other = await notebook.context.newPage();
    await other.goto(notebook.url);
    await other.getByRole("heading", { level: 1 }).waitFor();
    await notebook.write(2, '"of the first tab"');
    const code = other.getByRole("textbox", { name: "Code of cell 2", exact: true });
    await expect.poll(() => code.inputValue()).toBe('"of the first tab"');
    await notebook.close();
  });

  it.each([
    ["Keep this version", '"second"'],
    ["Use the other tab’s", '"first"'],
  ])("overwrites nothing where both are edited: %s", async (choice, kept) => {
    const notebook = await NotebookPage.open(browser);
    const other = await notebook.context.newPage();
    // In this tab what waits does so for ever: its edit is still to be saved when the first tab has saved its own.
    await other.addInitScript(() => {
      const setTimer = window.setTimeout.bind(window);
      window.setTimeout = ((act: () => void, delay = 0) =>
        setTimer(act, delay < 100 ? delay : 1_000_000)) as typeof window.setTimeout;
    });
    await other.goto(notebook.url);
    await other.getByRole("heading", { level: 1 }).waitFor();
    const code = other.getByRole("textbox", { name: "Code of cell 2", exact: true });
    await code.fill('"second"');
    await notebook.page.bringToFront();
    await notebook.write(2, '"first"');
    await untilKept(notebook, '"first"');

    const alert = other.getByRole("alert").filter({ hasText: "This document was changed in another tab" });
    await alert.waitFor();
    expect(await code.inputValue()).toBe('"second"');
    await alert.getByRole("button", { name: choice }).click();
    await expect.poll(() => code.inputValue()).toBe(kept);
    await expect.poll(() => notebook.code(2).inputValue()).toBe(kept);
    expect(await alert.count()).toBe(0);
    await notebook.close();
  });
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["light on a phone", { colorScheme: "light", ...phone }],
  ["dark on a phone", { colorScheme: "dark", ...phone }],
] as const)("what keeps documents, %s", (_, options) => {
  it("has no accessibility violations, and is no wider than the screen", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    const { page } = notebook;
    await newDocument(notebook);
    await notebook.button("Document menu").click();
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("Escape");
    await notebook.button("Add Text at the end").click();
    await page.keyboard.type("More.");
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("Escape");
    await notebook.button("Actions of cell 1").focus();
    await page.keyboard.press("Enter");
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByText("Cell deleted.").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await menu(notebook, "Share by link …");
    await page.getByRole("dialog", { name: "Share by link" }).waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Close").click();
    await notebook.button("Documents").click();
    await panelOf(page).getByRole("link", { name: "Untitled" }).waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Rename Untitled").click();
    expect(await violations(notebook)).toEqual([]);
    const [width, content] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    expect(content).toBeLessThanOrEqual(width!);
    await notebook.close();
  });
});
