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

/** Focuses a cell's code and waits until the full editor has taken over. */
async function openEditor(notebook: NotebookPage, number: number): Promise<void> {
  await notebook.code(number).focus();
  await notebook.cell(number).locator(".monaco-editor").filter({ visible: true }).waitFor();
}

/** Keeps the full editor on its way until it is let go. */
const holdEditor = (notebook: NotebookPage): Promise<() => void> =>
  NotebookPage.hold(notebook.page, /\/full-editor[^/]*\.js$/);

/** Keeps the page from painting until the event `let-paint`. */
const holdPaint = (notebook: NotebookPage): Promise<void> =>
  notebook.page.evaluate(() => {
    const paint = window.requestAnimationFrame.bind(window);
    const held: FrameRequestCallback[] = [];
    window.requestAnimationFrame = (callback) => held.push(callback);
    window.addEventListener("let-paint", () => {
      window.requestAnimationFrame = paint;
      for (const callback of held) paint(callback);
    });
  });

const letPaint = (notebook: NotebookPage): Promise<boolean> =>
  notebook.page.evaluate(() => window.dispatchEvent(new Event("let-paint")));

const focused = (notebook: NotebookPage): Promise<string | null> =>
  notebook.page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? null);

describe("the code of a cell", () => {
  it("is replaced by the full editor without a move, in the same colours", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const notebook = await NotebookPage.open(browser, "", { colorScheme });
      const number = await notebook.numberOf("class Lab");
      const place = (): Promise<unknown> => notebook.cell(number).boundingBox();
      /** Where each word is painted, and in which colour. */
      const words = (lines: string): Promise<unknown> =>
        notebook
          .cell(number)
          .locator(lines)
          .evaluateAll((elements) => {
            const found: string[] = [];
            for (const element of elements) {
              const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
                for (const word of node.textContent!.matchAll(/[a-z_]{3,}/gi)) {
                  const range = document.createRange();
                  range.setStart(node, word.index);
                  range.setEnd(node, word.index + word[0].length);
                  const { x, y } = range.getBoundingClientRect();
                  const { color } = getComputedStyle(node.parentElement!);
                  found.push(`${word[0]} ${Math.round(x)} ${Math.round(y)} ${color}`);
                }
              }
            }
            return found.sort();
          });
      const letGo = await holdEditor(notebook);
      await notebook.cell(number).scrollIntoViewIfNeeded();
      await notebook.code(number).focus();
      const before = [await place(), await words("pre .line")];
      letGo();
      await openEditor(notebook, number);
      expect([await place(), await words(".view-line")]).toEqual(before);
      await notebook.close();
    }
  });

  it("keeps what is typed while the full editor loads", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.code(1).focus();
    await notebook.page.keyboard.press("ControlOrMeta+a");
    for (const character of "1 + 2 + 3 + 4 + 5") await notebook.page.keyboard.type(character, { delay: 25 });
    await openEditor(notebook, 1);
    await notebook.page.keyboard.type(" + 6");
    await notebook.page.keyboard.press("ControlOrMeta+Enter");
    await notebook.waitForState("done");
    await expect.poll(() => textOf(notebook.output(1))).toBe("21");
    await notebook.close();
  });

  it("takes the keyboard of its code, and no other, when the full editor arrives", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await holdEditor(notebook);
    const palette = page.getByRole("combobox", { name: "Find a command" });
    await notebook.code(1).focus();
    await page.keyboard.press("ControlOrMeta+Shift+P");
    await untilFocused(palette);
    letGo();
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await page.keyboard.type("run");
    await expect.poll(() => palette.inputValue()).toBe("run");

    await page.keyboard.press("Escape");
    await palette.waitFor({ state: "hidden" });
    await untilFocused(notebook.code(1));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("6 * 7");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => textOf(notebook.output(1))).toBe("42");
    await notebook.close();
  });

  it("leaves the keyboard to who went elsewhere before the full editor arrived", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await holdEditor(notebook);
    await notebook.code(1).focus();
    await page.keyboard.press("Escape");
    const block = page.locator("[data-block]:focus");
    await block.waitFor();
    letGo();
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    expect(await block.count()).toBe(1);
    await notebook.close();
  });

  it("has the name of its place, where its cell moved while the full editor was being painted", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await holdEditor(notebook);
    await notebook.code(2).focus();
    const code = await notebook.source(2);
    await holdPaint(notebook);
    letGo();
    await notebook.cell(2).locator(".monaco-editor").waitFor({ state: "attached" });
    await notebook.button("Actions of cell 1").click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await notebook.code(1).waitFor();
    await letPaint(notebook);
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await expect.poll(() => notebook.code(1).inputValue()).toBe(code);
    expect(await notebook.source(1)).toBe(code);
    await notebook.close();
  });

  it("waits for an input method that begins a character while the full editor is being painted", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    const letGo = await holdEditor(notebook);
    await notebook.write(1, "// ");
    await holdPaint(notebook);
    letGo();
    await notebook.cell(1).locator(".monaco-editor").waitFor({ state: "attached" });
    const keyboard = await notebook.context.newCDPSession(page);
    await keyboard.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
    await letPaint(notebook);
    // As long again as the editor waits for what it has painted.
    await page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        ),
    );
    expect(await page.evaluate(() => document.activeElement?.matches(".plain-editor textarea"))).toBe(true);
    await keyboard.send("Input.insertText", { text: "日本" });
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await page.keyboard.type("!");
    await expect.poll(() => notebook.cell(1).locator("pre.code").textContent()).toBe("// 日本!\n");
    await notebook.close();
  });

  it("takes pasted and typed text as it is, brackets and all", async () => {
    const notebook = await NotebookPage.open(browser);
    await openEditor(notebook, 1);
    await notebook.write(1, "[1, 2, 3].map((n) => n + 1)");
    await notebook.page.keyboard.press("ControlOrMeta+Enter");
    await notebook.waitForState("done");
    await expect.poll(() => textOf(notebook.output(1))).toContain("Array(3)");

    await notebook.page.keyboard.press("ControlOrMeta+a");
    await notebook.page.keyboard.type(
      'function twice(text: string) {\n  return [text, text];\n}\ntwice("a")[0]',
    );
    await notebook.page.keyboard.press("ControlOrMeta+Enter");
    await expect.poll(() => textOf(notebook.output(1))).toBe('"a"');
    await notebook.close();
  });

  it("is left with Tab, until Ctrl+M makes Tab indent", async () => {
    const notebook = await NotebookPage.open(browser);
    await openEditor(notebook, 1);
    await untilFocused(notebook.code(1));
    await expect.poll(() => textOf(notebook.cell(1))).toContain("Tab leaves it");
    await notebook.page.keyboard.press("Tab");
    await expect.poll(() => focused(notebook)).not.toBe("Code of cell 1");

    await notebook.code(1).focus();
    await notebook.page.keyboard.press("Control+m");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("Tab indents");
    await notebook.page.keyboard.press("ControlOrMeta+Home");
    await notebook.page.keyboard.press("Tab");
    expect(await focused(notebook)).toBe("Code of cell 1");
    await expect.poll(() => textOf(notebook.cell(1).locator(".view-line").first())).toMatch(/^\s{2}import/);
    await notebook.page.keyboard.press("Control+m");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("Tab leaves it");
    await notebook.page.keyboard.press("Tab");
    await expect.poll(() => focused(notebook)).not.toBe("Code of cell 1");
    await notebook.close();
  });

  it("is checked and completed with the types of datajoint and of earlier cells", async () => {
    const notebook = await NotebookPage.open(browser);
    const mistakes = notebook.page.locator(".squiggly-error");
    const cells = await notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count();
    for (let number = 1; number <= cells; number++) await openEditor(notebook, number);

    const last = await notebook.numberOf("Researcher.restrict");
    await notebook.write(last, "Researcher.restrikt({ lab_id: 1 })");
    // Until the types of all cells are known, more may be marked.
    await expect.poll(() => notebook.cell(last).locator(".squiggly-error").count()).toBe(1);
    await expect.poll(() => mistakes.count()).toBe(1);

    await notebook.write(last, "Researcher");
    await notebook.page.keyboard.type(".restr");
    await notebook.page.getByRole("option", { name: /^restrict/ }).waitFor();
    await notebook.page
      .locator(".suggest-widget .monaco-list-row.focused")
      .filter({ hasText: "restrict" })
      .waitFor();
    await notebook.page.keyboard.press("Enter");
    await notebook.page.keyboard.type("({ lab_id: 1 })");
    const line = notebook.cell(last).locator(".view-line").first();
    await expect
      .poll(async () => (await textOf(line)).replaceAll("\u00a0", " "))
      .toBe("Researcher.restrict({ lab_id: 1 })");
    await notebook.close();
  });

  it("runs by keyboard alone, from the first key to the last cell", async () => {
    const notebook = await NotebookPage.open(browser);
    for (let presses = 0; (await focused(notebook)) !== "Code of cell 1"; presses++) {
      expect(presses).toBeLessThan(30);
      await notebook.page.keyboard.press("Tab");
    }
    const cells = await notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count();
    for (let number = 1; number <= cells; number++) {
      await expect.poll(() => focused(notebook)).toBe(`Code of cell ${number}`);
      await notebook.page.keyboard.press("Shift+Enter");
    }
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    for (const cell of await notebook.page.getByRole("group", { name: /^Cell \d+$/ }).all()) {
      expect(await textOf(cell)).toMatch(/done in \d/);
    }
    await notebook.close();
  });

  it("stays a plain field on a phone, where it can be typed in and run", async () => {
    const notebook = await NotebookPage.open(browser, "", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await notebook.code(1).tap();
    await notebook.write(1, "6 * 7");
    await notebook.cell(1).getByRole("button", { name: "Run cell" }).tap();
    await notebook.waitForState("done");
    await expect.poll(() => textOf(notebook.output(1))).toBe("42");
    expect(await notebook.page.locator(".monaco-editor").count()).toBe(0);
    await notebook.close();
  });
});
