import type { Browser, Locator, Page } from "playwright-core";
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

/** Opens a new document with these TypeScript cells, the keyboard on the first of them. */
async function openCells(sources: readonly string[], options = {}): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser, "", options);
  await notebook.newDocument();
  await notebook.write(1, sources[0]!);
  for (const [index, source] of sources.slice(1).entries()) {
    await notebook.button("Add TypeScript at the end").click();
    await untilFocused(notebook.code(index + 2));
    await notebook.page.keyboard.insertText(source);
  }
  await select(notebook, 1);
  return notebook;
}

/** Selects a cell as a whole, as a reader does: from its code with Esc. */
async function select(notebook: NotebookPage, number: number): Promise<void> {
  await notebook.code(number).focus();
  await notebook.page.keyboard.press("Escape");
  await expect.poll(() => selected(notebook.page)).toBe(`Cell ${number}`);
}

/** The block that is selected: a cell by its name, a text by its first line. */
const selected = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const block = document.activeElement;
    if (!(block instanceof HTMLElement) || !block.matches("[data-block]")) return null;
    const cell = block.querySelector("[role=group][aria-label^=Cell]");
    return cell?.getAttribute("aria-label") ?? block.querySelector(".prose :first-child")?.textContent ?? "";
  });

const sources = (notebook: NotebookPage): Promise<string[]> => notebook.sources();

describe("the sandbox of cells", () => {
  it("makes random UUIDs, in programs and in SQL", async () => {
    const notebook = await openCells([
      `import * as dj from "datajoint";
const inst = new dj.Instance({ database: ":memory:", safemode: false });
const schema = inst.Schema("keys");
const Key = schema(class Key extends dj.Lookup {
  static definition = "id : uuid";
  static contents = [[crypto.randomUUID()], [crypto.randomUUID()]];
});
const made = await Key.proj({ other: "UUID()" }).toDicts();
const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
made.filter(({ id, other }) => form.test(id) && form.test(other)).length`,
    ]);
    expect(await notebook.run(1)).toBe("done");
    await expect.poll(() => textOf(notebook.output(1))).toMatch(/^2\b/);
    await notebook.close();
  });
});

describe("the keys of notebooks", () => {
  it("go from block to block, insert, delete, take back and move", async () => {
    const notebook = await openCells(["'one'", "'two'", "'three'"]);
    const { page } = notebook;
    const { keyboard } = page;
    await keyboard.press("j");
    await expect.poll(() => selected(page)).toBe("Cell 2");
    await keyboard.press("ArrowDown");
    await keyboard.press("j");
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await keyboard.press("k");
    await keyboard.press("ArrowUp");
    await keyboard.press("ArrowUp");
    await expect.poll(() => selected(page)).toBe("Untitled");

    await keyboard.press("j");
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await keyboard.press("Alt+ArrowDown");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "'three'"]);
    await expect.poll(() => selected(page)).toBe("Cell 2");
    await keyboard.press("d");
    await keyboard.press("j");
    await keyboard.press("d");
    expect(await sources(notebook)).toHaveLength(3);
    await keyboard.press("j");
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await keyboard.type("dd");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'"]);
    await keyboard.press("z");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "'three'"]);
    await expect.poll(() => selected(page)).toBe("Cell 3");

    await keyboard.press("a");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "", "'three'"]);
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await keyboard.press("Enter");
    await untilFocused(notebook.code(3));
    await keyboard.type("'new'");
    await keyboard.press("Escape");
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await keyboard.press("b");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "'new'", "", "'three'"]);
    await expect.poll(() => selected(page)).toBe("Cell 4");
    await keyboard.press("k");
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await keyboard.press("x");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "", "'three'"]);
    await keyboard.press("v");
    await expect.poll(() => sources(notebook)).toEqual(["'two'", "'one'", "", "'new'", "'three'"]);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("split a cell at the cursor, and merge it with the one below", async () => {
    const notebook = await openCells(["'one'\n'two'", "'three'"]);
    const { keyboard } = notebook.page;
    await keyboard.press("Enter");
    await untilFocused(notebook.code(1));
    await keyboard.press("ControlOrMeta+Home");
    await keyboard.press("ArrowDown");
    await keyboard.press("ControlOrMeta+Shift+Minus");
    await expect.poll(() => sources(notebook)).toEqual(["'one'", "'two'", "'three'"]);
    await untilFocused(notebook.code(2));
    await keyboard.press("Escape");
    await expect.poll(() => selected(notebook.page)).toBe("Cell 2");
    await keyboard.press("Shift+M");
    await expect.poll(() => sources(notebook)).toEqual(["'one'", "'two'\n'three'"]);
    await expect.poll(() => selected(notebook.page)).toBe("Cell 2");
    await keyboard.press("z");
    await expect.poll(() => sources(notebook)).toEqual(["'one'", "'two'", "'three'"]);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("run cells, go on and add cells, from the text and from the selected block", async () => {
    const notebook = await openCells(["1 + 1", "2 + 2"]);
    const { page } = notebook;
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => textOf(notebook.output(1))).toBe("2");
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await page.keyboard.press("Shift+Enter");
    await expect.poll(() => selected(page)).toBe("Cell 2");
    await page.keyboard.press("Alt+Enter");
    await expect.poll(() => textOf(notebook.output(2))).toBe("4");
    await expect.poll(() => selected(page)).toBe("Cell 3");
    await page.keyboard.press("Enter");
    await untilFocused(notebook.code(3));
    await page.keyboard.type("3 + 3");
    await page.keyboard.press("Alt+Enter");
    await expect.poll(() => textOf(notebook.output(3))).toBe("6");
    await untilFocused(notebook.code(4));
    await page.keyboard.type("'written below'");
    await expect.poll(() => sources(notebook)).toEqual(["1 + 1", "2 + 2", "3 + 3", "'written below'"]);
    await notebook.close();
  });

  it("make text of a cell and a cell of text, and write text", async () => {
    const notebook = await openCells([
      "SELECT 6 * 7 AS answer",
      "new (await import('datajoint')).Instance()",
    ]);
    const { page } = notebook;
    await page.keyboard.press("m");
    await expect.poll(() => selected(page)).toBe("SELECT 6 * 7 AS answer");
    await page.keyboard.press("Enter");
    await untilFocused(page.getByRole("textbox", { name: "Text in Markdown" }));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("## A *title*<img src=x onerror=\"document.title='broken'\">");
    await page.keyboard.press("Shift+Enter");
    await page.getByRole("heading", { level: 2, name: "A title" }).waitFor();
    expect(await page.title()).not.toBe("broken");
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await page.keyboard.press("k");
    await expect.poll(() => selected(page)).toBe("A title");
    await page.keyboard.press("y");
    await expect.poll(async () => (await sources(notebook)).length).toBe(2);
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await page.keyboard.press("q");
    await notebook.cell(1).getByText("SQL", { exact: true }).waitFor();
    await notebook.close();
  });

  it("are listed, and can be turned off", async () => {
    const notebook = await openCells(["1"]);
    const { page } = notebook;
    await page.keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await dialog.getByText("Insert a cell above").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await dialog.getByRole("checkbox", { name: "Letters alone act on the selected block" }).uncheck();
    await page.keyboard.press("Escape");
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await page.keyboard.press("b");
    await page.keyboard.press("?");
    expect(await sources(notebook)).toEqual(["1"]);
    expect(await dialog.count()).toBe(0);
    await notebook.choose("Keyboard shortcuts");
    await dialog.getByRole("checkbox").check();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
    await select(notebook, 1);
    await page.keyboard.press("b");
    await expect.poll(() => sources(notebook)).toEqual(["1", ""]);
    await notebook.close();
  });
});

/** Opens the full editor of a cell and puts the cursor behind a text in it. */
async function writeBehind(notebook: NotebookPage, number: number, source: string): Promise<void> {
  await notebook.code(number).focus();
  await notebook.cell(number).locator(".monaco-editor").filter({ visible: true }).waitFor();
  await notebook.write(number, source);
}

/**
 * Waits until something is offered to complete the code with. What is asked for by typing may not be known in time on a
 * busy machine; it is asked for again, as a reader would.
 */
async function untilOffered(page: Page, option: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        const isOffered = await option.waitFor({ timeout: 5000 }).then(
          () => true,
          () => false,
        );
        if (!isOffered) await page.keyboard.press("Control+Space");
        return isOffered;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

/** Takes what is offered under a name, which has to be the chosen one already. */
async function take(page: Page, name: string): Promise<void> {
  await page.locator(".suggest-widget .monaco-list-row.focused").filter({ hasText: name }).waitFor();
  await page.keyboard.press("Enter");
}

const labCell = `import * as dj from "datajoint";
const schema = new dj.Instance().Schema("cells");
@schema
class Lab extends dj.Manual {
  static definition = \`
    lab_id : int32   # its number
    ---
    lab_name : varchar(100)
  \`;
}`;

describe("table definitions", () => {
  it("are checked while they are written, and mended by what the parser would rather read", async () => {
    const notebook = await openCells(["1"]);
    const { page } = notebook;
    await writeBehind(notebook, 1, labCell.replace("int32", "int23"));
    const mark = notebook.cell(1).locator(".squiggly-error");
    await mark.first().waitFor();
    await expect.poll(() => mark.count()).toBe(1);
    await page.keyboard.press("F8");
    await page.getByText("int23", { exact: false }).filter({ hasText: "Did you mean" }).first().waitFor();
    await page.keyboard.press("Escape");
    const fix = page.getByRole("option", { name: /^Change to “int32”/ });
    // What is offered goes away when another check ends meanwhile, and comes again.
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Control+.");
          return fix.waitFor({ timeout: 3000 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    await page.keyboard.press("Enter");
    const unindented = (text: string): string => text.replace(/^ +/gm, "");
    await expect.poll(async () => unindented((await sources(notebook))[0]!)).toBe(unindented(labCell));
    await expect.poll(() => mark.count()).toBe(0);
    await notebook.close();
  });

  it("give later cells the names of attributes, and of tables", async () => {
    const notebook = await openCells([labCell, "2"]);
    const { page } = notebook;
    const option = (name: string) => page.getByRole("option", { name: new RegExp(`^${name}`) });
    await writeBehind(notebook, 2, "");
    await page.keyboard.type("Lab.restrict({ ");
    await untilOffered(page, option("lab_name"));
    await expect.poll(() => textOf(option("lab_name"))).toContain("varchar(100)");
    await page.keyboard.type("lab_n");
    await take(page, "lab_name");
    await page.keyboard.type("'x' }).proj('");
    await untilOffered(page, option("lab_id"));
    await page.keyboard.press("ArrowDown");
    await take(page, "lab_name");
    await page.keyboard.type("')");
    await expect
      .poll(async () => (await sources(notebook))[1])
      .toBe("Lab.restrict({ lab_name: 'x' }).proj('lab_name')");

    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("class Room extends dj.Manual { static definition = `\n");
    await page.keyboard.type("->");
    await untilOffered(page, option("Lab"));
    await take(page, "Lab");
    await expect.poll(async () => (await sources(notebook))[1]).toContain("->Lab");
    await page.keyboard.type("\nroom :");
    await untilOffered(page, option("int16"));
    await page.keyboard.press("Escape");
    await expect.poll(async () => (await sources(notebook))[1]).toContain("->Lab\n");
    await notebook.close();
  });
});

describe("tables without a class in the document", () => {
  it("complete their attributes once the kernel knows them", async () => {
    const notebook = await openCells(["1", "2", "3"]);
    const { page } = notebook;
    const declared = labCell.replace("new dj.Instance()", "new dj.Instance({ database: 'kept' })");
    await writeBehind(notebook, 1, `${declared}\nawait Lab.insert([[1, "Oslo"]]);`);
    expect(await notebook.run(1)).toBe("done");
    // The class goes; the table stays.
    await notebook.write(
      1,
      'import * as dj from "datajoint";\nconst inst = new dj.Instance({ database: "kept" });',
    );
    await notebook.write(
      2,
      `const old = await dj.virtualSchema("cells", { instance: inst });
const free = inst.FreeTable("\`cells\`.\`lab\`");
old.Lab`,
    );
    await notebook.button("Restart").click();
    await notebook.waitForState("idle");
    expect(await notebook.run(1)).toBe("done");
    expect(await notebook.run(2)).toBe("done");
    const option = (name: string) => page.getByRole("option", { name: new RegExp(`^${name}`) });
    await writeBehind(notebook, 3, "");
    await page.keyboard.type("old.Lab.restrict({ ");
    await untilOffered(page, option("lab_name"));
    await expect.poll(() => textOf(option("lab_name"))).toContain("varchar(100)");
    await page.keyboard.press("Escape");
    await option("lab_name").waitFor({ state: "hidden" });
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("free.proj('");
    await untilOffered(page, option("lab_id"));
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });
});

describe("what the pointer rests on", () => {
  it("is explained: methods with their types, attributes as their definition has them", async () => {
    const notebook = await openCells([labCell, "2"]);
    const { page } = notebook;
    await writeBehind(notebook, 2, "Lab.restrict({ lab_name: 'x' })");
    const code = notebook.cell(2).locator(".view-lines");
    const hover = page.locator(".monaco-hover").filter({ visible: true });
    // A pointer that came before the types were known has to come again.
    const explain = (word: string, text: string): Promise<void> =>
      expect
        .poll(
          async () => {
            await page.mouse.move(0, 0);
            await code.getByText(word, { exact: true }).hover();
            const explained = hover.getByText(text).first();
            return explained.waitFor({ timeout: 5000 }).then(
              () => true,
              () => false,
            );
          },
          { timeout: 60_000 },
        )
        .toBe(true);
    await explain("lab_name", "lab_name : varchar(100)");
    await explain("restrict", "QueryExpression");
    await explain("Lab", "class Lab");
    await notebook.close();
  });
});

describe("a part of the cells", () => {
  it("runs from the menu of a cell: those above it, or from it on", async () => {
    const notebook = await openCells(["const a = 1; a", "a + 1", "a + 2"]);
    const { page } = notebook;
    await notebook.button("Actions of cell 3").click();
    const above = page.getByRole("menuitem", { name: "Run cells above" });
    expect(await notebook.runBy(() => above.click())).toBe("done");
    await expect.poll(() => textOf(notebook.output(2))).toBe("2");
    expect(await notebook.output(3).count()).toBe(0);
    await notebook
      .cell(2)
      .getByText(/^done in \d+/)
      .waitFor();
    await notebook.button("Actions of cell 2").click();
    await page.getByRole("menuitem", { name: "Run from here on" }).click();
    await expect.poll(() => textOf(notebook.output(3))).toBe("3");
    await notebook.close();
  });
});

describe("references to tables that no cell knows", () => {
  it("are marked, and mended by the name that is near", async () => {
    const notebook = await openCells([labCell, "2"]);
    const { page } = notebook;
    await writeBehind(
      notebook,
      2,
      "class Rig extends dj.Manual {\n  static definition = `\n    -> Lba\n    rig : int16\n  `;\n}",
    );
    const mark = notebook.cell(2).locator(".squiggly-warning");
    await mark.first().waitFor();
    await page.keyboard.press("F8");
    await page.getByText('No cell has a class "Lba"').first().waitFor();
    await page.keyboard.press("Escape");
    await notebook.write(1, labCell.replace("class Lab", "class Lba"));
    await expect.poll(() => mark.count()).toBe(0);
    await notebook.close();
  });
});

describe("cells that ran before one above them changed", () => {
  it("say so, until they run again", async () => {
    const notebook = await openCells(["const a = 1; a", "const b = a + 1; b", "b + 1"]);
    const { page } = notebook;
    expect(await notebook.runAll()).toBe("done");
    const stale = page.getByText("before a cell above changed");
    await expect.poll(() => stale.count()).toBe(0);
    await notebook.write(2, "const b = a + 10; b");
    await expect.poll(() => textOf(notebook.cell(3))).toContain("before a cell above changed");
    await expect.poll(() => stale.count()).toBe(1);
    await expect.poll(() => textOf(notebook.cell(2))).toContain("edited since it ran");
    expect(await violations(notebook)).toEqual([]);

    await notebook.button("Actions of cell 3").click();
    await page.getByRole("menuitem", { name: "Run what changed" }).click();
    await expect.poll(() => textOf(notebook.output(3))).toBe("12");
    await expect.poll(() => stale.count()).toBe(0);
    await expect.poll(() => textOf(notebook.output(2))).toBe("11");
    await notebook.close();
  });
});

describe("a cell", () => {
  it("is dragged by its handle to where a line shows", async () => {
    const notebook = await openCells(["'one'", "'two'", "'three'"]);
    const handle = notebook.page.getByTitle("Drag to move").last();
    await notebook.cell(3).hover();
    await handle.dragTo(notebook.cell(1), { targetPosition: { x: 100, y: 2 } });
    await expect.poll(() => sources(notebook)).toEqual(["'three'", "'one'", "'two'"]);
    await expect.poll(() => selected(notebook.page)).toBe("Cell 1");
    await notebook.page.keyboard.press("z");
    await expect.poll(() => sources(notebook)).toEqual(["'one'", "'two'", "'three'"]);
    await notebook.close();
  });
});

describe("parts of a cell", () => {
  it("are folded and unfolded, and kept so in the document", async () => {
    const notebook = await openCells(["'seen ' + 'or not'"]);
    const { page } = notebook;
    await notebook.run(1);
    await select(notebook, 1);
    await page.keyboard.press("h");
    const showCode = page.getByRole("button", { name: "Show the code of cell 1" });
    await showCode.waitFor();
    await page.keyboard.press("o");
    const showOutput = notebook.button("Show the output of cell 1");
    await showOutput.waitFor();
    expect(await notebook.code(1).count()).toBe(0);
    expect(await notebook.output(1).count()).toBe(0);
    expect(await violations(notebook)).toEqual([]);
    await showOutput.click();
    await expect.poll(() => textOf(notebook.output(1))).toBe('"seen or not"');
    await showCode.click();
    await notebook.code(1).waitFor();
    await expect.poll(() => selected(page)).toBe("Cell 1");
    await page.keyboard.press("z");
    await showCode.waitFor();
    await notebook.close();
  });
});
