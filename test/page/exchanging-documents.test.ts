import { readFile } from "node:fs/promises";
import type { Browser, Download } from "playwright-core";
import initSqlJs from "sql.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { type ForeignServer, serveForeign } from "./foreign-server.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const markdown =
  "# Weights\n\nOf mice.\n\n```ts\nwindow.ran = 1;\n```\n\n```sql inst throws\nSELECT 1\n```\n";

interface SqlJs {
  readonly Database: new () => { run(sql: string): void; export(): Uint8Array; close(): void };
}

let browser: Browser;
let foreign: ForeignServer;

async function database(name: string): Promise<Buffer> {
  const SQL = (await initSqlJs()) as SqlJs;
  const made = new SQL.Database();
  made.run(`CREATE TABLE "${name}" (x)`);
  const bytes = made.export();
  made.close();
  return Buffer.from(bytes);
}

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
  foreign = await serveForeign({
    "weights.md": { body: markdown },
    "closed.md": { body: markdown, isShared: false },
    "page.md": { body: "<!doctype html><title>x</title>", type: "text/html" },
    "weights.ipynb": { body: JSON.stringify(notebookOf(markdown)), type: "application/json" },
    "lab.sqlite": { body: await database("first") },
    "again/lab.sqlite": { body: await database("second") },
    "text.sqlite": { body: "no database" },
    "held.md": { body: markdown, isHeld: true },
    "held.sqlite": { body: await database("held"), isHeld: true },
  });
});

afterAll(async () => {
  await browser?.close();
  await foreign?.close();
});

function notebookOf(title: string): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: [title.split("\n")[0]] },
      { cell_type: "code", id: "b", metadata: {}, source: "print(1)", outputs: [], execution_count: null },
      { cell_type: "code", id: "c", metadata: {}, source: "%%sql inst\nSELECT 1", outputs: [] },
    ],
  };
}

/** Waits until a document of this title is there to be worked on, which may be on another page than this one. */
async function untilOpen(notebook: NotebookPage, title: string): Promise<void> {
  await notebook.page.getByRole("heading", { level: 1, name: title }).waitFor();
  await notebook.untilWorking();
}

/** A page whose browser knows of no files on the disk but those that are uploaded and downloaded. */
async function openWithoutPickers(): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser);
  await notebook.page.addInitScript(() => {
    delete (window as { showOpenFilePicker?: unknown }).showOpenFilePicker;
    delete (window as { showSaveFilePicker?: unknown }).showSaveFilePicker;
  });
  await notebook.goto();
  return notebook;
}

async function upload(notebook: NotebookPage, name: string, body: string): Promise<void> {
  const [chooser] = await Promise.all([
    notebook.page.waitForEvent("filechooser"),
    notebook.page.keyboard.press("Control+o"),
  ]);
  await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(body) });
}

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

/** Drops a file onto the middle of the page. */
async function drop(notebook: NotebookPage, name: string, body: string): Promise<void> {
  await notebook.page.evaluate(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text!], fileName!));
      for (const type of ["dragenter", "dragover", "drop"]) {
        const event = new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true });
        document.querySelector("main")!.dispatchEvent(event);
      }
    },
    [name, body],
  );
}

describe("a Markdown file", () => {
  it("is opened, edited and saved, without a picker, to the letter", async () => {
    const notebook = await openWithoutPickers();
    await upload(notebook, "weights.md", markdown);
    await untilOpen(notebook, "Weights");
    await notebook.write(1, "2 + 2");
    await notebook.page.getByText("Modified", { exact: true }).waitFor();
    const [download] = await Promise.all([
      notebook.page.waitForEvent("download"),
      notebook.page.keyboard.press("Control+s"),
    ]);
    expect(download.suggestedFilename()).toBe("weights.md");
    expect(await contentOf(download)).toBe(markdown.replace("window.ran = 1;", "2 + 2"));
    await expect.poll(() => notebook.page.getByText("Modified", { exact: true }).count()).toBe(0);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("is opened and saved in its place where the browser lets the page", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    // The browser's own dialog cannot be used from here: a file of the page's private folder is chosen in its place.
    await page.addInitScript(() => {
      const choose = async () =>
        (await navigator.storage.getDirectory()).getFileHandle("weights.md", { create: true });
      Object.assign(window, {
        showOpenFilePicker: async () => [await choose()],
        showSaveFilePicker: async () => choose(),
      });
    });
    const onDisk = (): Promise<string> =>
      page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        return (await (await folder.getFileHandle("weights.md")).getFile()).text();
      });
    await notebook.goto();
    await page.evaluate(async (text) => {
      const folder = await navigator.storage.getDirectory();
      const stream = await (await folder.getFileHandle("weights.md", { create: true })).createWritable();
      await stream.write(text);
      await stream.close();
    }, markdown);
    await page.keyboard.press("Control+o");
    await untilOpen(notebook, "Weights");
    await notebook.write(1, "3 + 3");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved as weights.md.").waitFor();
    await expect.poll(onDisk).toBe(markdown.replace("window.ran = 1;", "3 + 3"));

    // The way to the file is kept over a reload.
    await notebook.reload();
    await untilOpen(notebook, "Weights");
    await notebook.write(1, "4 + 4");
    await page.keyboard.press("Control+s");
    await expect.poll(onDisk).toBe(markdown.replace("window.ran = 1;", "4 + 4"));
    await notebook.close();
  });

  it("is opened when it is dropped anywhere", async () => {
    const notebook = await NotebookPage.open(browser);
    await drop(notebook, "weights.md", markdown);
    await untilOpen(notebook, "Weights");
    expect(await notebook.state()).toBe("idle");
    await drop(notebook, "photo.png", "");
    await notebook.page.getByText("“photo.png” cannot be opened here.").waitFor();
    await notebook.close();
  });
});

describe("a notebook", () => {
  it("is exported, and comes back as it was", async () => {
    const notebook = await openWithoutPickers();
    await upload(notebook, "weights.md", markdown);
    await untilOpen(notebook, "Weights");
    await notebook.write(1, "console.log('printed')");
    await notebook.run(1);
    await notebook.button("Document menu").click();
    const [download] = await Promise.all([
      notebook.page.waitForEvent("download"),
      notebook.page.getByRole("menuitem", { name: "Export as notebook (.ipynb)" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("weights.ipynb");
    const text = await contentOf(download);
    const exported = JSON.parse(text);
    expect([exported.nbformat, exported.nbformat_minor]).toEqual([4, 5]);
    expect(exported.cells[1].outputs).toEqual([{ output_type: "stream", name: "stdout", text: "printed\n" }]);

    const first = notebook.page.url();
    await drop(notebook, "again.ipynb", text);
    await notebook.page.waitForURL((url) => url.href !== first);
    await notebook.untilWorking();
    await expect.poll(() => notebook.source(1)).toBe("console.log('printed')");
    await expect.poll(() => textOf(notebook.output(1))).toBe("printed");
    await expect.poll(() => notebook.cell(2).getByText("SQL on inst", { exact: true }).count()).toBe(1);
    await notebook.close();
  });

  it("shows what cannot be run as text, and says so", async () => {
    const notebook = await NotebookPage.open(browser, `?src=${foreign.url}weights.ipynb`);
    await notebook.page.getByText("One cell in python cannot be run here").waitFor();
    await expect.poll(() => notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count()).toBe(1);
    await notebook.close();
  });
});

describe("a document in a link", () => {
  it("is shared, opened elsewhere, runs nothing by itself, and becomes the reader's own when edited", async () => {
    const notebook = await NotebookPage.open(browser);
    await drop(notebook, "weights.md", markdown);
    await untilOpen(notebook, "Weights");
    await notebook.choose("Share by link …");
    const dialog = notebook.page.getByRole("dialog", { name: "Share by link" });
    await expect.poll(() => dialog.getByRole("textbox", { name: "Link" }).inputValue()).toContain("#shared=");
    const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
    expect(await textOf(dialog)).toContain("Nothing is sent anywhere");
    expect(await dialog.getByRole("note").count()).toBe(0);
    await notebook.close();

    const other = await NotebookPage.open(browser, link.slice((await siteUrl()).length));
    await untilOpen(other, "Weights");
    await expect.poll(() => textOf(other.page.getByRole("note"))).toContain("Nothing in it runs by itself");
    expect(await other.source(1)).toBe("window.ran = 1;");
    await other.page.waitForLoadState("networkidle");
    expect(await other.state()).toBe("idle");
    expect(other.requests.filter((url) => /sandbox|kernel|wasm/.test(url))).toEqual([]);
    expect(other.requests.filter((url) => url.includes("shared="))).toEqual([]);

    await other.write(1, "5");
    await expect.poll(() => other.page.url()).toContain("?own=");
    expect(other.page.url()).not.toContain("#");
    await other.page.getByText("Modified", { exact: true }).waitFor();
    await other.close();
  });

  it("is named alone where a tutorial was not changed", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=queries");
    await notebook.choose("Share by link …");
    const link = notebook.page.getByRole("textbox", { name: "Link" });
    await expect.poll(() => link.inputValue()).toBe(`${notebook.url}?doc=queries`);
    await notebook.close();
  });

  it("comes with a warning when it is long", async () => {
    const notebook = await NotebookPage.open(browser);
    const numbers = Array.from({ length: 6000 }, (_, n) => Math.imul(n, 2654435761) >>> 0).join(" ");
    await drop(notebook, "long.md", `# Long\n\n${numbers}\n`);
    await untilOpen(notebook, "Long");
    await notebook.choose("Share by link …");
    const dialog = notebook.page.getByRole("dialog", { name: "Share by link" });
    await expect.poll(() => textOf(dialog.getByRole("note"))).toContain("This link is long");
    await notebook.close();
  });

  it("that was cut says so", async () => {
    const notebook = await openBroken("#shared=abcdef");
    await expect
      .poll(() => textOf(notebook.page.getByRole("alert")))
      .toContain("does not hold a whole document");
    await notebook.close();
  });
});

/** Opens an address at which there is no document. */
async function openBroken(search: string): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser);
  await notebook.page.goto("about:blank");
  await notebook.page.goto(notebook.url + search);
  await notebook.page.getByRole("alert").waitFor();
  return notebook;
}

describe("a document of another site", () => {
  it("is opened by its address, with a word on where it comes from, and without telling who asks", async () => {
    const notebook = await NotebookPage.open(
      browser,
      `?src=${encodeURIComponent(`${foreign.url}weights.md`)}`,
    );
    await untilOpen(notebook, "Weights");
    await expect
      .poll(() => textOf(notebook.page.getByRole("note")))
      .toContain(`This document comes from ${new URL(foreign.url).host}`);
    expect(await notebook.state()).toBe("idle");
    const { headers } = foreign.requests.findLast(({ path }) => path === "weights.md")!;
    expect([headers.referer, headers.cookie]).toEqual([undefined, undefined]);
    await notebook.close();
  });

  it.each([
    ["closed.md", "does not let other pages read its files (CORS)"],
    ["missing.md", "There is no file at"],
    ["page.md", "is a web page, not a document"],
  ])("%s says why it cannot be had", async (name, reason) => {
    const notebook = await openBroken(`?src=${foreign.url}${name}`);
    await expect.poll(() => textOf(notebook.page.getByRole("alert"))).toContain(reason);
    await notebook.close();
  });

  it.each(["javascript:alert(1)", "file:///etc/passwd", "http://["])("%s is no address", async (address) => {
    const notebook = await openBroken(`?src=${encodeURIComponent(address)}`);
    await expect.poll(() => textOf(notebook.page.getByRole("alert"))).toContain(address);
    await notebook.close();
  });
});

describe("what takes long to come", () => {
  it("a document shows how far it is, and is not waited for when it is cancelled", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.page.goto(`${notebook.url}?src=${foreign.url}held.md`);
    const bar = notebook.page.getByRole("progressbar", { name: "Loading the document" });
    await expect.poll(() => bar.evaluate(({ value, max }: HTMLProgressElement) => value / max)).toBe(0.5);
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Cancel").click();
    await expect.poll(() => textOf(notebook.page.getByRole("alert"))).toContain("you cancelled it");
    await notebook.page.getByRole("link", { name: "Try again" }).waitFor();
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("a database shows how far it is, cells wait for it, and run without it when it is cancelled", async () => {
    const notebook = await NotebookPage.open(browser, `?db=${foreign.url}held.sqlite`);
    const { page } = notebook;
    const bar = page.getByRole("progressbar", { name: "Importing “held.sqlite”" });
    // Fetching is the first half of it, storing the second.
    await expect.poll(() => bar.evaluate(({ value, max }: HTMLProgressElement) => value / max)).toBe(0.25);
    expect(await violations(notebook)).toEqual([]);
    await notebook.beginRun(1);
    await notebook.waitForState("running");
    await page.getByRole("group", { name: "Importing “held.sqlite”" }).getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.getByText("“held.sqlite” was not imported: you cancelled it.").waitFor();
    await expect.poll(() => bar.count()).toBe(0);
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await notebook.button("Database files").click();
    await page.getByRole("complementary", { name: "Database files" }).waitFor();
    expect(await page.getByText("held", { exact: true }).count()).toBe(0);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });
});

describe("a database file of the reader's", () => {
  it("is opened from the list of database files, and dropped anywhere, and appears in the list", async () => {
    const notebook = await openWithoutPickers();
    const { page } = notebook;
    await notebook.button("Database files").click();
    const panel = page.getByRole("complementary", { name: "Database files" });
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      panel.getByRole("button", { name: "Open a database file…" }).click(),
    ]);
    await chooser.setFiles({
      name: "mice.sqlite",
      mimeType: "application/vnd.sqlite3",
      buffer: await database("mouse"),
    });
    await page.getByText("The database file “mice” is here.").waitFor();
    await panel.getByRole("listitem").getByText("mice", { exact: true }).waitFor();
    await drop(notebook, "notes.db", "no database");
    await page.getByText("“notes.db” is not an SQLite database.").waitFor();
    expect(await panel.getByRole("listitem").count()).toBe(1);
    await notebook.write(
      1,
      'import * as dj from "datajoint";\nconst inst = new dj.Instance({ database: "mice" });\nawait inst.connection.query("SELECT name FROM sqlite_schema")',
    );
    expect(await notebook.run(1)).toBe("done");
    await expect.poll(() => textOf(notebook.output(1))).toContain("mouse");
    await notebook.close();
  });
});

describe("a database of another site", () => {
  const tables = async (notebook: NotebookPage): Promise<string> => {
    await notebook.write(
      1,
      'import * as dj from "datajoint";\nconst inst = new dj.Instance({ database: "lab" });\n(await inst.connection.query("SELECT name FROM sqlite_schema")).map((row) => row.name).join()',
    );
    expect(await notebook.run(1)).toBe("done");
    await notebook.output(1).waitFor();
    return textOf(notebook.output(1));
  };

  it("is there for Instances of its name, and asks before it takes the place of another", async () => {
    const notebook = await NotebookPage.open(browser, `?db=${foreign.url}lab.sqlite`);
    await notebook.page.getByText("The database file “lab” is here.").waitFor();
    expect(await tables(notebook)).toContain("first");

    await notebook.goto(`?db=${foreign.url}again/lab.sqlite`);
    const dialog = notebook.page.getByRole("dialog", { name: "Replace the database file “lab”?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await tables(notebook)).toContain("first");

    await notebook.goto(`?db=${foreign.url}again/lab.sqlite`);
    await dialog.getByRole("button", { name: "Replace" }).click();
    await notebook.page.getByText("The database file “lab” is here.").waitFor();
    expect(await tables(notebook)).toContain("second");
    await notebook.close();
  });

  it("is waited for by what was run before it was there", async () => {
    let letGo = (): void => {};
    const notebook = await NotebookPage.open(browser, `?db=${foreign.url}lab.sqlite`, {}, async (context) => {
      letGo = await NotebookPage.hold(context, /\/task-list-[^/]*\.js$/);
    });
    await notebook.write(1, '"it ran"');
    await notebook.beginRun(1);
    await notebook.waitForState("running");
    letGo();
    await notebook.page.getByText("The database file “lab” is here.").waitFor();
    await notebook.waitForState("done");
    expect(await textOf(notebook.output(1))).toBe('"it ran"');
    await notebook.close();
  });

  it.each([
    ["text.sqlite", "“text.sqlite” is not an SQLite database."],
    ["missing.sqlite", "There is no file at"],
  ])("%s says why it is not there", async (name, reason) => {
    const notebook = await NotebookPage.open(browser, `?db=${foreign.url}${name}`);
    await notebook.page.getByText(reason).waitFor();
    await notebook.close();
  });
});
