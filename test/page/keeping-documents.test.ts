import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

const panelOf = (page: Page) => page.getByRole("complementary", { name: "Documents" });

/** The code of a cell as another tab has it. */
const sourceIn = (page: Page, number: number): Promise<string> =>
  page
    .getByRole("group", { name: `Cell ${number}`, exact: true })
    .locator("dj-code-editor textarea:not(.inputarea)")
    .inputValue();

/** The keyboard is on a block as a whole. */
const untilSelected = (page: Page): Promise<void> => page.locator("[data-block]:focus").waitFor();

describe("a tutorial that is edited", () => {
  it("is kept over a reload, marked, and reset to the original", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const original = await notebook.source(2);
    expect(await page.getByText("Modified", { exact: true }).count()).toBe(0);
    await notebook.write(2, '"mine"');
    await page.getByText("Modified", { exact: true }).waitFor();
    await notebook.untilKept('"mine"');

    await notebook.goto();
    await expect.poll(() => notebook.source(2)).toBe('"mine"');
    await page.getByText("Modified", { exact: true }).waitFor();
    await notebook.button("Documents").click();
    const entry = panelOf(page).getByRole("link", { name: "Working with Instances" });
    await entry.getByText("modified by you").waitFor();
    await notebook.button("Close documents").click();
    await untilFocused(notebook.button("Documents"));

    await notebook.choose("Reset to the original …");
    const dialog = page.getByRole("dialog", { name: "Reset to the original?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await notebook.source(2)).toBe('"mine"');
    await notebook.choose("Reset to the original …");
    await dialog.getByRole("button", { name: "Reset" }).click();
    await expect.poll(() => notebook.source(2)).toBe(original);
    await expect.poll(() => page.getByText("Modified", { exact: true }).count()).toBe(0);

    await page.getByText("The document is as it was at first.").waitFor();
    await notebook.button("Undo").click();
    await expect.poll(() => notebook.source(2)).toBe('"mine"');
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("keeps what its cells gave", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, "6 * 7");
    await notebook.run(1);
    await notebook.untilKept('"text":"42"');
    await notebook.goto();
    await expect.poll(() => textOf(notebook.output(1))).toBe("42");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("output of an earlier run");
    await notebook.close();
  });

  it("keeps also what a cell gave while the document was being saved", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    // Storage that is being made keeps all who want it waiting.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const open = IDBFactory.prototype.open;
          const making = open.call(indexedDB, "datajoint-documents", 1);
          let isLetGo = false;
          addEventListener("let-storage", () => (isLetGo = true));
          making.onupgradeneeded = () => {
            const store = making.result.createObjectStore("documents", { keyPath: "key" });
            const wait = (): void => {
              if (!isLetGo) store.get("none").onsuccess = wait;
            };
            wait();
            resolve();
          };
          making.onsuccess = () => making.result.close();
          IDBFactory.prototype.open = function (...asked) {
            document.body.dataset.opened = asked[0];
            return open.apply(this, asked);
          };
        }),
    );
    await notebook.write(1, "6 * 7");
    await page.locator('body[data-opened="datajoint-documents"]').waitFor();
    expect(await notebook.run(1)).toBe("done");
    await page.evaluate(() => dispatchEvent(new Event("let-storage")));
    await notebook.untilKept('"text":"42"');
    await notebook.close();
  });

  it("is kept once what keeps it could be loaded", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const file = /\/indexed-document-store-[^/]*\.js$/;
    await page.route(file, (route) => route.abort());
    await notebook.write(2, '"mine"');
    const alert = page.getByRole("alert").filter({ hasText: "Your changes are not kept" });
    await alert.waitFor();
    await page.unroute(file);
    await alert.getByRole("button", { name: "Try again" }).click();
    await notebook.untilKept('"mine"');
    await alert.waitFor({ state: "detached" });
    await notebook.close();
  });

  it("says when the original has changed since", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(2, '"mine"');
    await notebook.untilKept('"mine"');
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
    await notebook.newDocument();
    await page.getByRole("heading", { level: 1 }).dblclick();
    await page.getByRole("textbox", { name: "Text in Markdown" }).fill("# My notes\n\nOn *mice*.");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1, name: "My notes" }).waitFor();

    await notebook.button("Add SQL at the end").click();
    await untilFocused(notebook.code(2));
    await page.keyboard.type("SELECT 1 AS one");
    await notebook.button("Add Text at the end").click();
    await untilFocused(page.getByRole("textbox", { name: "Text in Markdown" }));
    await page.keyboard.type("The end.\n\n```ts\n1 + 1\n```");
    await page.keyboard.press("Escape");
    await notebook.cell(3).waitFor();
    expect(await notebook.runAll()).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toBe("2");
    await notebook.untilKept("The end.");

    await notebook.goto();
    await notebook.button("Documents").click();
    const link = panelOf(page).getByRole("link", { name: "My notes" });
    await link.waitFor();
    await notebook.button("Rename My notes").click();
    await untilFocused(panelOf(page).getByRole("textbox"));
    await page.keyboard.type("Diary");
    await page.keyboard.press("Enter");
    // It leads to the document that is open, which is loaded again.
    await Promise.all([
      page.waitForEvent("load"),
      panelOf(page).getByRole("link", { name: "Diary" }).click(),
    ]);
    await notebook.untilWorking();
    await page.getByRole("heading", { level: 1, name: "My notes" }).waitFor();
    await expect.poll(() => page.title()).toBe("Diary · DataJoint");
    expect(await notebook.source(2)).toBe("SELECT 1 AS one");

    await notebook.button("Documents").click();
    await notebook.button("Delete Diary").click();
    const dialog = page.getByRole("dialog", { name: "Delete “Diary”?" });
    await dialog.waitFor();
    await notebook.button("Cancel").click();
    await dialog.waitFor({ state: "hidden" });
    await notebook.button("Delete Diary").click();
    await notebook.button("Delete").click();
    await page.getByRole("heading", { level: 1, name: "Working with Instances" }).waitFor();
    await notebook.untilWorking();
    await notebook.button("Documents").click();
    await panelOf(page).getByText("There are none yet.").waitFor();
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("is edited by keys: cells are added, moved, changed and deleted, and each step is taken back", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.newDocument();
    await notebook.button("Add TypeScript at the end").focus();
    await page.keyboard.press("Enter");
    await untilFocused(notebook.code(2));
    await page.keyboard.type("1 + 1");
    /** What the keyboard is on. */
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return element?.getAttribute("role") === "menuitem" ? element.textContent!.trim() : "";
      });
    const act = async (cell: number, item: string): Promise<void> => {
      await notebook.button(`Actions of cell ${cell}`).focus();
      await page.keyboard.press("ArrowDown");
      await page.getByRole("menu").waitFor();
      await expect.poll(focused).not.toBe("");
      const first = await focused();
      for (let name = first; !name.startsWith(item); name = await focused()) {
        await page.keyboard.press("ArrowDown");
        await expect.poll(focused).not.toBe(name);
        expect(await focused()).not.toBe(first);
      }
      await page.keyboard.press("Enter");
      await page.getByRole("menu").waitFor({ state: "detached" });
    };
    await act(2, "Move up");
    await expect.poll(() => notebook.source(1)).toBe("1 + 1");
    await act(1, "Change to SQL");
    await notebook.cell(1).getByText("SQL", { exact: true }).waitFor();
    await act(1, "Delete");
    await expect.poll(() => notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count()).toBe(1);
    await page.getByText("Cell deleted.").waitFor();
    await untilSelected(page);

    await page.keyboard.press("Control+z");
    await expect.poll(() => notebook.source(1)).toBe("1 + 1");
    await untilSelected(page);
    await page.keyboard.press("Control+z");
    await expect.poll(() => notebook.cell(1).getByText("SQL", { exact: true }).count()).toBe(0);
    await untilSelected(page);
    await page.keyboard.press("Control+z");
    await expect.poll(() => notebook.source(2)).toBe("1 + 1");
    await untilSelected(page);
    await page.keyboard.press("Control+Shift+z");
    await expect.poll(() => notebook.source(1)).toBe("1 + 1");
    await notebook.close();
  });
});

describe("one document in two tabs", () => {
  it("is the same in both where only one is edited", async () => {
    const notebook = await NotebookPage.open(browser);
    const other = await notebook.context.newPage();
    await other.goto(notebook.url);
    await other.getByRole("button", { name: "Document menu" }).waitFor();
    await notebook.write(2, '"of the first tab"');
    await expect.poll(() => sourceIn(other, 2)).toBe('"of the first tab"');
    await notebook.close();
  });

  it("leaves the keyboard in the cell that the other one edits", async () => {
    const notebook = await NotebookPage.open(browser);
    const other = await notebook.context.newPage();
    await other.goto(notebook.url);
    await other.getByRole("heading", { level: 1 }).waitFor();
    const code = other.getByRole("textbox", { name: "Code of cell 2", exact: true });
    await code.focus();
    await other.locator(".monaco-editor").filter({ visible: true }).waitFor();
    await notebook.write(2, '"of the first tab"');
    const source = other.locator("dj-code-editor").nth(1).locator(".plain-editor textarea");
    await expect.poll(() => source.inputValue()).toBe('"of the first tab"');
    await other.keyboard.press("ControlOrMeta+End");
    await other.keyboard.type(" + 1");
    await expect.poll(() => notebook.source(2)).toBe('"of the first tab" + 1');
    await notebook.close();
  });

  it("is the same in both also where one was still being loaded when the other was edited", async () => {
    const notebook = await NotebookPage.open(browser);
    const other = await notebook.context.newPage();
    const letGo = await NotebookPage.hold(other, /\/workbench-[^/]*\.js$/);
    await other.goto(notebook.url);
    await other.getByRole("heading", { level: 1 }).waitFor();
    await notebook.write(2, '"of the first tab"');
    await notebook.untilKept('"of the first tab"');
    letGo();
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
    await other.getByRole("button", { name: "Document menu" }).waitFor();
    await other.getByRole("textbox", { name: "Code of cell 2", exact: true }).focus();
    await other.keyboard.press("ControlOrMeta+a");
    await other.keyboard.insertText('"second"');
    await expect.poll(() => sourceIn(other, 2)).toBe('"second"');
    await notebook.page.bringToFront();
    await notebook.write(2, '"first"');
    await notebook.untilKept('"first"');

    const alert = other.getByRole("alert").filter({ hasText: "This document was changed in another tab" });
    await alert.waitFor();
    expect(await sourceIn(other, 2)).toBe('"second"');
    await alert.getByRole("button", { name: choice }).click();
    await expect.poll(() => sourceIn(other, 2)).toBe(kept);
    await expect.poll(() => notebook.source(2)).toBe(kept);
    await expect.poll(() => alert.count()).toBe(0);
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
    await notebook.newDocument();
    const menu = page.getByRole("menu");
    await notebook.button("Document menu").click();
    await untilFocused(menu.getByRole("menuitem").first());
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await notebook.button("Add Text at the end").click();
    await untilFocused(page.getByRole("textbox", { name: "Text in Markdown" }));
    await page.keyboard.type("More.");
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Text in Markdown" }).waitFor({ state: "detached" });
    await notebook.button("Actions of cell 1").focus();
    await page.keyboard.press("Enter");
    await untilFocused(menu.getByRole("menuitem").first());
    expect(await violations(notebook)).toEqual([]);
    await page.keyboard.press("End");
    await untilFocused(menu.getByRole("menuitem").last());
    await page.keyboard.press("Enter");
    await page.getByText("Cell deleted.").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.choose("Share by link …");
    await page.getByRole("dialog", { name: "Share by link" }).waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Close").click();
    await notebook.button("Documents").click();
    await panelOf(page).getByRole("link", { name: "Untitled" }).waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Rename Untitled").click();
    await untilFocused(panelOf(page).getByRole("textbox"));
    expect(await violations(notebook)).toEqual([]);
    await notebook.untilNoWider();
    await notebook.close();
  });
});
