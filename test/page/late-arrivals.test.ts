import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

/*
 * What the page does where its parts come late, and the reader goes on meanwhile.
 */
let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A page whose workbench is held back. */
async function openWithoutWorkbench(): Promise<{ notebook: NotebookPage; letGo: () => void }> {
  let letGo = (): void => {};
  const notebook = await NotebookPage.open(browser, "", {}, async (context) => {
    letGo = await NotebookPage.hold(context, /\/workbench-[^/]*\.js$/);
  });
  return { notebook, letGo };
}

/** Waits until a file is asked for. */
const asked = (notebook: NotebookPage, file: RegExp): Promise<unknown> =>
  expect.poll(() => notebook.requests.some((url) => file.test(url))).toBe(true);

const palette = (page: Page) => page.getByRole("combobox", { name: "Find a command" });
const searchField = (page: Page) => page.getByRole("textbox", { name: "Find in the document" });

describe("what is typed before its field is there", () => {
  it("comes to the palette, and to nothing else", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await NotebookPage.hold(page, /\/command-palette-[^/]*\.js$/);
    const before = await notebook.sources();
    await notebook.code(1).focus();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("dbfilx");
    await page.keyboard.press("Backspace");
    expect(await palette(page).count()).toBe(0);
    letGo();
    await expect.poll(() => palette(page).inputValue()).toBe("dbfil");
    await page.keyboard.press("Enter");
    await page.getByRole("complementary", { name: "Database files" }).waitFor();
    expect(await notebook.sources()).toEqual(before);
    await notebook.close();
  });

  it("comes to the palette also where the page itself was not there yet", async () => {
    const { notebook, letGo } = await openWithoutWorkbench();
    const { page } = notebook;
    const before = await notebook.sources();
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type("modify");
    expect(await page.locator("dj-command-palette").count()).toBe(0);
    letGo();
    await expect.poll(() => palette(page).inputValue()).toBe("modify");
    expect(await notebook.sources()).toEqual(before);
    await notebook.close();
  });

  it("comes to the search, unless the reader gives it up or goes elsewhere", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await NotebookPage.hold(page, /\/search-bar-[^/]*\.js$/);
    await page.keyboard.press("ControlOrMeta+Shift+f");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+Shift+f");
    await page.keyboard.type("researcher");
    await notebook.code(2).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("1");
    letGo();
    await searchField(page).waitFor();
    await expect.poll(() => searchField(page).inputValue()).toBe("researcher");
    await page.keyboard.type("2");
    await expect.poll(() => notebook.source(2)).toBe("12");
    await notebook.close();
  });
});

describe("a command that is pressed before it can be done", () => {
  it("is done to the cell that it was chosen for", async () => {
    const { notebook, letGo } = await openWithoutWorkbench();
    const { page } = notebook;
    const [, ...rest] = await notebook.sources();
    await notebook.button("Actions of cell 1").click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await notebook.code(2).click();
    letGo();
    await page.getByText("Cell deleted.").waitFor();
    expect(await notebook.sources()).toEqual(rest);
    await notebook.close();
  });

  it("is not done where its keys were pressed on a block that was left since", async () => {
    const { notebook, letGo } = await openWithoutWorkbench();
    const { page } = notebook;
    const before = await notebook.sources();
    await notebook.code(1).focus();
    await page.keyboard.press("Escape");
    await page.locator("[data-block]:focus").waitFor();
    await page.keyboard.type("dd");
    await notebook.code(2).click();
    letGo();
    await notebook.button("Document menu").waitFor();
    expect(await notebook.sources()).toEqual(before);
    expect(
      await notebook
        .code(2)
        .evaluate((code) => code.closest("[data-block]")!.contains(document.activeElement)),
    ).toBe(true);
    await notebook.close();
  });
});

describe("what is asked for twice while it is loaded", () => {
  it("is done once", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await NotebookPage.hold(page, /\/document-actions-[^/]*\.js$/);
    await notebook.button("Documents").click();
    const panel = page.getByRole("complementary", { name: "Documents" });
    await panel.getByRole("button", { name: "New document" }).dblclick();
    letGo();
    await page.getByRole("heading", { level: 1, name: "Untitled" }).waitFor();
    await notebook.button("Documents").click();
    await panel.getByRole("list", { name: "Your documents" }).waitFor();
    expect(await panel.getByRole("list", { name: "Your documents" }).getByRole("listitem").count()).toBe(1);
    await notebook.close();
  });
});

describe("a pane that is loaded", () => {
  it("does not open where another one was asked for since, and takes the keyboard only from where it was", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letDocuments = await NotebookPage.hold(page, /\/documents-panel-[^/]*\.js$/);
    const letFiles = await NotebookPage.hold(page, /\/database-panel-[^/]*\.js$/);
    const pane = (name: string) => page.getByRole("complementary", { name });
    await notebook.button("Documents").click();
    await asked(notebook, /documents-panel-/);
    await notebook.button("Database files").click();
    await notebook.code(1).click();
    letFiles();
    await pane("Database files").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("1 + 1");
    await expect.poll(() => notebook.source(1)).toBe("1 + 1");
    const arrived = page.waitForResponse(/documents-panel-/);
    letDocuments();
    await (await arrived).finished();
    // What is pressed now comes after it.
    await notebook.button("Database files").click();
    await pane("Database files").waitFor({ state: "detached" });
    expect(await pane("Documents").count()).toBe(0);
    await notebook.close();
  });
});

describe("a question of a cell", () => {
  it("waits for the answer to the one before it", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.write(
      1,
      [
        'import * as dj from "datajoint";',
        'const [Cat, Dog] = await Promise.all(["cats", "dogs"].map(async (name) => {',
        "  const schema = new dj.Instance({ database: name }).Schema(name);",
        '  const Animal = schema(class Animal extends dj.Manual { static definition = "animal : int32"; });',
        "  await Animal.insert([[1]]);",
        "  return Animal;",
        "}));",
        "(await Promise.all([Cat.delete(), Dog.delete()])).join()",
      ].join("\n"),
    );
    await notebook.beginRun(1);
    const dialog = page.getByRole("dialog", { name: "Delete rows?" });
    for (const _ of ["cats", "dogs"]) await dialog.getByRole("button", { name: "Delete" }).click();
    await notebook.waitForState("done");
    expect(await textOf(notebook.output(1))).toContain("1,1");
    await notebook.close();
  });

  it("does not come up after the cell was stopped", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.write(
      1,
      [
        'import * as dj from "datajoint";',
        'const zoo = new dj.Instance({ database: "zoo" }).Schema("zoo");',
        '@zoo class Animal extends dj.Manual { static definition = "animal : int32"; }',
        "await Animal.insert([[1]]);",
        "await Animal.delete();",
      ].join("\n"),
    );
    const letGo = await NotebookPage.hold(page, /\/confirm-dialog-[^/]*\.js$/);
    await notebook.beginRun(1);
    await asked(notebook, /confirm-dialog-/);
    await notebook.button("Stop").click();
    await notebook.waitForState("stopped");
    const arrived = page.waitForResponse(/confirm-dialog-/);
    letGo();
    await (await arrived).finished();
    await page.evaluate(() => customElements.whenDefined("dj-confirm-dialog"));
    await notebook.write(1, "1 + 1");
    expect(await notebook.run(1)).toBe("done");
    expect(await page.getByRole("dialog").count()).toBe(0);
    await notebook.close();
  });
});

describe("the rows of a cell", () => {
  it("are scrolled through also after the cell was moved, and keep the keyboard where it is scrolled away", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.write(2, "Array.from({ length: 5000 }, (_, i) => ({ place: i }))");
    await notebook.write(1, "1");
    expect(await notebook.run(2)).toBe("done");
    const grid = notebook.output(2).getByRole("grid");
    await grid.waitFor();
    await grid.getByRole("gridcell", { name: "3", exact: true }).click();
    const scroller = notebook.output(2).locator(".scroll");
    await scroller.evaluate((element) => element.scrollTo({ top: 60_000 }));
    await expect.poll(() => grid.getByRole("gridcell", { name: "3", exact: true }).count()).toBe(0);
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("4");

    for (const item of ["Move up", "Move down"]) {
      await page
        .locator("[data-block]:has(dj-data-grid)")
        .getByRole("button", { name: /^Actions of cell/ })
        .click();
      await page.getByRole("menuitem", { name: item }).click();
      await page.locator("dj-data-grid .scroll").evaluate((element) => element.scrollTo({ top: 90_000 }));
      await page.getByRole("gridcell", { name: "2815", exact: true }).waitFor();
      await page.locator("dj-data-grid .scroll").evaluate((element) => element.scrollTo({ top: 0 }));
      await page.getByRole("gridcell", { name: "1", exact: true }).waitFor();
    }
    await notebook.close();
  });
});
