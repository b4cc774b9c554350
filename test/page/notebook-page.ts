import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, inject, vi } from "vitest";

// On a machine that does other things too, a test of many steps in a browser takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 240_000 });

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
   * @param prepare - what comes before the page is asked for, such as answers in place of the site's
   */
  static async open(
    browser: Browser,
    search = "",
    options: BrowserContextOptions = {},
    prepare: (context: BrowserContext) => Promise<unknown> = async () => {},
  ): Promise<NotebookPage> {
    const url = await siteUrl();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(30_000);
    await prepare(context);
    const notebook = new NotebookPage(context, await context.newPage(), url);
    await notebook.goto(search);
    return notebook;
  }

  async goto(search = ""): Promise<void> {
    await this.page.goto(this.url + search);
    await this.page.getByRole("heading", { level: 1 }).first().waitFor();
  }

  close(): Promise<void> {
    return this.context.close();
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

  /** The number of the cell whose code holds a text. */
  async numberOf(text: string): Promise<number> {
    const cells = await this.page.getByRole("group", { name: /^Cell \d+$/ }).all();
    for (const [index, cell] of cells.entries()) {
      const code = await cell.getByRole("textbox").inputValue();
      if (code.includes(text)) return index + 1;
    }
    throw new Error(`No cell holds ${JSON.stringify(text)}.`);
  }

  async state(): Promise<string> {
    return (await textOf(this.page.getByRole("banner").getByRole("status"))).trim();
  }

  /** Waits until the document is in one of these states. */
  async waitForState(...states: string[]): Promise<string> {
    await expect.poll(() => this.state(), { timeout: 30_000, interval: 50 }).toBeOneOf(states);
    return this.state();
  }

  /** Runs the whole document to its end. */
  async runAll(): Promise<string> {
    await this.button("Run all").click();
    return this.waitForState("done", "failed");
  }

  /** Runs one cell to its end. */
  async run(number: number): Promise<string> {
    await this.cell(number).getByRole("button", { name: "Run cell" }).click();
    return this.waitForState("done", "failed");
  }

  /** Puts a new source in the place of a cell's, by keyboard, in whatever editor is there. */
  async write(number: number, source: string): Promise<void> {
    await this.code(number).focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
  }

  /** The rows of the table below a cell, as text. */
  async rows(number: number): Promise<string[][]> {
    const rows = await this.output(number).locator("table tbody tr:has(td)").all();
    return Promise.all(rows.map((row) => row.locator("td").allInnerTexts()));
  }

  async headers(number: number): Promise<string[]> {
    return this.output(number).getByRole("columnheader").allInnerTexts();
  }
}
