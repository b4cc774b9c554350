import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, inject, vi } from "vitest";

// On a machine that does other things too, a test of many steps in a browser takes its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

/** The field of a cell's code that is there before the full editor, and stays below it. */
const PLAIN_FIELD = "dj-code-editor textarea:not(.inputarea)";

/** The address of the built site. */
export async function siteUrl(): Promise<string> {
  const response = await fetch(inject("siteBroker"));
  const text = await response.text();
  if (!response.ok) throw new Error(`The site could not be built: ${text}`);
  return text;
}

/** What a reader sees of a part of the page. */
export function textOf(part: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text is not seen
  return part.innerText();
}

/** Waits until the keyboard is there, so that keys go to it. */
export async function untilFocused(part: Locator): Promise<void> {
  await expect.poll(() => part.evaluate((element) => element.matches(":focus"))).toBe(true);
}

/**
 * Messages that go by themselves, as those at the bottom of the page and `Copied` on a button, stay: when a test comes
 * to look at them is not known.
 */
function keepMessages(): void {
  const stays: unknown[] = [2000, 8000];
  const wait = window.setTimeout.bind(window) as (...all: unknown[]) => number;
  window.setTimeout = ((act: unknown, delay: unknown, ...rest: unknown[]) =>
    stays.includes(delay) ? 0 : wait(act, delay, ...rest)) as typeof window.setTimeout;
}

/** What the browser keeps of documents, as one text. */
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

/** What a reader sees in each cell of some rows of a table, all read at once. */
export function textsOfRows(rows: Locator, cells: string): Promise<string[][]> {
  return rows.evaluateAll(
    (found, selector) =>
      found.map((row) =>
        // biome-ignore lint/performance/useDomNodeTextContent: hidden text is not seen
        Array.from(row.querySelectorAll<HTMLElement>(selector), (cell) => cell.innerText),
      ),
    cells,
  );
}

/** A page of the site, used as a reader would: by what is written on it, and by keys. */
export class NotebookPage {
  /** What the browser asked for, in order. */
  readonly requests: string[] = [];
  /** What went wrong on the page unseen. */
  readonly problems: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("pageerror", (error) => this.problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
  }

  /**
   * Opens the site in a browser profile of its own.
   *
   * @param prepare - what comes before the page is asked for, such as answers in place of the site's; the page is then
   *   there to be read, and may not be there to be worked on
   */
  static async open(
    browser: Browser,
    search = "",
    options: BrowserContextOptions = {},
    prepare: ((context: BrowserContext) => Promise<unknown>) | null = null,
  ): Promise<NotebookPage> {
    const url = await siteUrl();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(60_000);
    await context.addInitScript(keepMessages);
    await prepare?.(context);
    const notebook = new NotebookPage(context, await context.newPage(), url);
    await notebook.page.goto(url + search);
    await notebook.page.getByRole("heading", { level: 1 }).first().waitFor();
    if (prepare === null) await notebook.untilWorking();
    return notebook;
  }

  async goto(search = ""): Promise<void> {
    await this.page.goto(this.url + search);
    await this.untilWorking();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.untilWorking();
  }

  /** Waits until the page has loaded what works on documents: from then on keys and buttons act at once. */
  async untilWorking(): Promise<void> {
    await this.page.getByRole("heading", { level: 1 }).first().waitFor();
    await this.button("Document menu").waitFor();
    // Letters of other widths would move what is measured.
    await this.page.evaluate(() => document.fonts.ready.then(() => {}));
  }

  /** Opens a new document in the place of the one that is open. */
  async newDocument(): Promise<void> {
    await this.choose("New document");
    await this.page.getByRole("heading", { level: 1, name: "Untitled" }).waitFor();
    await this.untilWorking();
  }

  /** Chooses an item of the document's menu. */
  async choose(item: string): Promise<void> {
    await this.button("Document menu").click();
    await this.page.getByRole("menuitem", { name: item }).click();
  }

  /** Waits until a text that was written, or an output, is kept. */
  async untilKept(text: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(keptText)).toContain(text);
  }

  close(): Promise<void> {
    return this.context.close();
  }

  /** Keeps files of the site on their way until they are let go; to be called before they are asked for. */
  static async hold(place: BrowserContext | Page, files: RegExp): Promise<() => void> {
    let letGo = (): void => {};
    const isLetGo = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await place.route(files, async (route) => {
      await isLetGo;
      await route.continue();
    });
    return letGo;
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  cell(number: number): Locator {
    return this.page.getByRole("group", { name: `Cell ${number}`, exact: true });
  }

  output(number: number): Locator {
    return this.page.getByRole("region", { name: `Output ${number}`, exact: true });
  }

  code(number: number): Locator {
    return this.page.getByRole("textbox", { name: `Code of cell ${number}`, exact: true });
  }

  /**
   * The code of a cell as the page knows it. Read from the plain field, which has it at once, also below the full editor,
   * whose own field has a part of it, when that is painted.
   */
  source(number: number): Promise<string> {
    return this.cell(number).locator(PLAIN_FIELD).inputValue();
  }

  /** The code of all cells. */
  sources(): Promise<string[]> {
    return this.page
      .getByRole("group", { name: /^Cell \d+$/ })
      .locator(PLAIN_FIELD)
      .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value));
  }

  /** The number of the cell whose code holds a text. */
  async numberOf(text: string): Promise<number> {
    const index = (await this.sources()).findIndex((source) => source.includes(text));
    if (index === -1) throw new Error(`No cell holds ${JSON.stringify(text)}.`);
    return index + 1;
  }

  async state(): Promise<string> {
    return (await textOf(this.page.getByRole("banner").getByRole("status"))).trim();
  }

  /** Waits until the document is in one of these states. */
  async waitForState(...states: string[]): Promise<string> {
    await expect.poll(() => this.state(), { timeout: 60_000 }).toBeOneOf(states);
    return this.state();
  }

  /**
   * Does what runs cells, and waits until they have run to their end. How an earlier run ended, which the page says until
   * the next has begun, is not taken for it.
   */
  async runBy(press: () => Promise<unknown>): Promise<string> {
    const status = this.page.getByRole("banner").getByRole("status");
    const begun = await status.evaluateHandle((element) => {
      const seen = { isRunning: false };
      const look = (): void => {
        seen.isRunning ||= element.textContent?.trim() === "running";
      };
      look();
      new MutationObserver(look).observe(element, { characterData: true, childList: true, subtree: true });
      return seen;
    });
    await press();
    await expect.poll(() => begun.evaluate(({ isRunning }) => isRunning), { timeout: 30_000 }).toBe(true);
    await begun.dispose();
    return this.waitForState("done", "failed");
  }

  /** Runs the whole document to its end. */
  runAll(): Promise<string> {
    return this.runBy(() => this.button("Run all").click());
  }

  /** Runs one cell to its end. */
  run(number: number): Promise<string> {
    return this.runBy(() => this.beginRun(number));
  }

  /** Has one cell run, and does not wait for it. */
  async beginRun(number: number): Promise<void> {
    await this.cell(number).getByRole("button", { name: "Run cell" }).click();
  }

  /** Puts a new source in the place of a cell's, by keyboard, in whatever editor is there. */
  async write(number: number, source: string): Promise<void> {
    await this.code(number).focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
  }

  /** Waits until the page is no wider than the screen. */
  async untilNoWider(): Promise<void> {
    const beyond = (): Promise<number> =>
      this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expect.poll(beyond).toBeLessThanOrEqual(0);
  }

  /** The rows of the table below a cell, as text. They may still be on their way where the cell has just run. */
  rows(number: number): Promise<string[][]> {
    return textsOfRows(this.output(number).locator("table tbody tr:has(td)"), "td");
  }

  headers(number: number): Promise<string[]> {
    return this.output(number).getByRole("columnheader").allInnerTexts();
  }
}
