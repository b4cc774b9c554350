import { readFileSync } from "node:fs";
import { parquetReadObjects } from "hyparquet";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const measured = `
const measured = new dj.Instance({ database: "measured" }).Schema("measured");
@measured
class Session extends dj.Manual {
  static definition = \`
    session_id : int32
    ---
    subject : varchar(20)
    day : date
    weight : float64
    notes=null : varchar(2000)
    settings=null : json
    trace=null : <blob>
    image=null : <blob>
    photo=null : bytes
  \`;
}
const png = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="), (c) => c.charCodeAt(0));
await Session.insert(Array.from({ length: 250 }, (_, i) => ({
  session_id: i + 1,
  subject: ["mouse", "rat", "50%_o'clock"][i % 3],
  day: "2024-01-" + String(1 + (i % 28)).padStart(2, "0"),
  weight: 500 - i,
  notes: i === 0 ? null : "note " + i + (i === 1 ? ", long".repeat(100) : ""),
  settings: { gain: i, channels: [1, 2] },
  trace: Float64Array.from({ length: 300 }, (_, t) => Math.sin(t / 9)),
  image: new dj.NDArray({ dtype: "float32", shape: [20, 30], data: Float32Array.from({ length: 600 }, (_, k) => k) }),
  photo: png,
})));
Session
`;

const many = `
const long = new dj.Instance({ database: "long" }).Schema("long");
@long
class Point extends dj.Manual { static definition = "point : int32\\n---\\nlabel : varchar(20)"; }
await Point.insert(Array.from({ length: 100_000 }, (_, i) => ({ point: i, label: "point " + i })));
Point.proj("label")
`;

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A page whose second cell has run. */
async function open(
  source: string,
  options: Parameters<typeof NotebookPage.open>[2] = {},
): Promise<{ notebook: NotebookPage; output: Locator; grid: Locator }> {
  const notebook = await NotebookPage.open(browser, "", options);
  await notebook.run(1);
  await notebook.write(2, source);
  expect(await notebook.run(2)).toBe("done");
  const output = notebook.output(2);
  const grid = output.getByRole("grid");
  await untilDrawn(grid);
  return { notebook, output, grid };
}

const withClipboard = { permissions: ["clipboard-read", "clipboard-write"] };

const clipboard = ({ page }: NotebookPage): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText());

const cell = (grid: Locator, row: number, column: number): Locator =>
  grid.locator(`tr[aria-rowindex="${row + 1}"] td[aria-colindex="${column}"]`);

/** A machine that does other things too takes its time. */
const eventually = <T>(get: () => Promise<T>) => expect.poll(get, { timeout: 30_000, interval: 100 });

/** Waits until the rows in sight are there, none of them on its way. */
async function untilDrawn(grid: Locator): Promise<void> {
  await grid.locator("td").first().waitFor();
  await eventually(() => grid.locator("td .waiting").count()).toBe(0);
}

/** What a column shows, from the top. */
const column = (grid: Locator, index: number): Promise<string[]> =>
  grid.locator(`td[aria-colindex="${index}"]`).allInnerTexts();

describe("the rows of an expression", () => {
  it("are 100,000, of which only those in sight are on the page", async () => {
    const { notebook, output, grid } = await open(many);
    expect(await grid.getAttribute("aria-rowcount")).toBe("100001");
    expect(await textOf(output)).toContain("100,000 rows");
    expect(await grid.locator("td").count()).toBeLessThan(200);

    await cell(grid, 1, 1).click();
    await notebook.page.keyboard.press("Control+End");
    await eventually(() => textOf(cell(grid, 100_000, 2))).toBe("point 99999");
    await untilFocused(cell(grid, 100_000, 2));
    expect(await grid.locator("td").count()).toBeLessThan(200);
    await notebook.page.keyboard.press("PageUp");
    await notebook.page.keyboard.press("Home");
    await eventually(() => notebook.page.evaluate(() => document.activeElement?.textContent)).toMatch(
      /^999[0-8]\d$/,
    );

    for (const share of [0.25, 0.5, 0.75]) {
      await grid.locator("xpath=..").evaluate((scroller, at) => {
        scroller.scrollTop = scroller.scrollHeight * at;
      }, share);
      await eventually(
        async () => (await column(grid, 1)).map(Number).filter((point) => point > 0)[0] ?? 0,
      ).toBeGreaterThan(100_000 * share - 50);
    }
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("are sorted and filtered by the database, by keys, and shown as the code that this is", async () => {
    const { notebook, output, grid } = await open(measured);
    const { keyboard } = notebook.page;
    const weight = grid.getByRole("columnheader", { name: "weight" });
    await grid.getByRole("columnheader", { name: "session_id" }).focus();
    await keyboard.press("End");
    await keyboard.press("Home");
    for (let step = 0; step < 3; step++) await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
    await eventually(() => weight.getAttribute("aria-sort")).toBe("ascending");
    await eventually(async () => (await column(grid, 4))[0]).toBe("251");
    await keyboard.press("Enter");
    await eventually(() => weight.getAttribute("aria-sort")).toBe("descending");
    await eventually(async () => (await column(grid, 4))[0]).toBe("500");

    await keyboard.press("ArrowLeft");
    await keyboard.press("ArrowLeft");
    await keyboard.press("Alt+ArrowDown");
    const menu = notebook.page.getByRole("dialog", { name: "Sort and filter subject" });
    await menu.waitFor();
    expect((await menu.boundingBox())!.width).toBeLessThan(400);
    await menu.getByRole("textbox", { name: "Value" }).fill("50%_o'");
    await keyboard.press("Enter");
    await eventually(() => grid.getAttribute("aria-rowcount")).toBe("84");
    await eventually(async () => [...new Set(await column(grid, 2))]).toEqual(["50%_o'clock"]);
    await eventually(() => textOf(output)).toContain("83 of 250 rows");
    const view = output.getByRole("group", { name: "Sorting and filters" });
    await eventually(() => textOf(view)).toContain(
      "Session.restrict(\"subject LIKE '%50\\\\\\\\%\\\\\\\\_o''%'\").top({ limit: null, orderBy: \"weight DESC\" })",
    );
    await output.getByRole("button", { name: "Show SQL" }).click();
    const sqlite = output.getByRole("region", { name: "SQL for SQLite" });
    await eventually(() => textOf(sqlite)).toMatch(
      /sent[\s\S]+WHERE[\s\S]+ORDER BY "weight" DESC, "session_id"/,
    );

    await view.getByRole("button", { name: "Put the code of these rows into a new cell" }).click();
    await eventually(() => notebook.source(3)).toContain("Session.restrict(");
    expect(await notebook.run(3)).toBe("done");
    await eventually(() => textOf(notebook.output(3))).toContain("83 rows");

    await view.getByRole("button", { name: "Clear" }).click();
    await eventually(() => grid.getAttribute("aria-rowcount")).toBe("251");
    await eventually(async () => (await column(grid, 1)).slice(0, 3)).toEqual(["1", "2", "3"]);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("say why a filter is refused, and stay as they were", async () => {
    const { notebook, output, grid } = await open(measured);
    await output.getByRole("button", { name: "Sort and filter day" }).click({ force: true });
    const menu = notebook.page.getByRole("dialog", { name: "Sort and filter day" });
    await menu.getByRole("textbox", { name: "Value" }).fill("no date");
    await menu.getByRole("button", { name: "Filter", exact: true }).click();
    await eventually(() => textOf(output.getByRole("alert"))).toContain("no date");
    expect(await grid.getAttribute("aria-rowcount")).toBe("251");
    await notebook.close();
  });

  it("show NULL, long texts, JSON, arrays and images, and each value whole", async () => {
    const { notebook, output, grid } = await open(measured);
    const { keyboard } = notebook.page;
    await eventually(() => textOf(cell(grid, 1, 5))).toBe("NULL");
    await eventually(() => textOf(cell(grid, 1, 6))).toBe("{gain: 0, channels: Array(2)}");
    await eventually(() => cell(grid, 1, 7).locator("svg path").getAttribute("d")).toMatch(/^M0\.0 /);
    await eventually(() => cell(grid, 1, 8).locator("canvas").getAttribute("width")).toBe("30");
    await cell(grid, 1, 9).getByRole("img", { name: "PNG image" }).waitFor();

    const chosen = output.getByRole("region", { name: "Chosen value" });
    const whole = (name: string): Locator => chosen.getByRole("group", { name: `Value of ${name}` });
    await cell(grid, 2, 5).click();
    await keyboard.press("Enter");
    await eventually(() => textOf(whole("notes"))).toBe(`note 1${", long".repeat(100)}`);
    await keyboard.press("ArrowRight");
    await eventually(() => textOf(whole("settings"))).toContain("channels");
    await keyboard.press("ArrowRight");
    await whole("trace").getByRole("img", { name: "Plot of float64 [300]" }).waitFor();
    await keyboard.press("ArrowRight");
    await whole("image").getByRole("img", { name: "Plot of float32 [20, 30]" }).waitFor();
    await keyboard.press("ArrowRight");
    await whole("photo").getByRole("img", { name: "PNG image" }).waitFor();
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("offer the restriction that a value stands for, to copy, to filter by and as a new cell", async () => {
    const { notebook, output, grid } = await open(measured, withClipboard);
    const chosen = output.getByRole("region", { name: "Chosen value" });
    await cell(grid, 2, 2).click();
    await chosen.getByRole("button", { name: "Copy the restriction to this value" }).click();
    await chosen.getByRole("button", { name: "Copied the restriction to this value" }).waitFor();
    expect(await clipboard(notebook)).toBe('Session.restrict({ subject: "rat" })');
    await chosen.getByRole("button", { name: "Copy the restriction to this row" }).click();
    await eventually(() => clipboard(notebook)).toBe("Session.restrict({ session_id: 2 })");
    await cell(grid, 1, 5).click();
    await eventually(() => textOf(chosen)).toContain('Session.restrict("notes IS NULL")');
    await cell(grid, 2, 2).click();
    await chosen.getByRole("button", { name: "Filter by it" }).click();
    await eventually(() => grid.getAttribute("aria-rowcount")).toBe("84");
    await eventually(() => textOf(cell(grid, 1, 1))).toBe("2");

    await cell(grid, 1, 1).click();
    await chosen.getByRole("button", { name: "Put the restriction to this value into a new cell" }).click();
    await eventually(() => notebook.source(3)).toBe("Session.restrict({ session_id: 2 })");
    expect(await notebook.run(3)).toBe("done");
    await eventually(() => textOf(notebook.output(3))).toContain("1 row");
    await notebook.close();
  });

  it("are copied as a spreadsheet takes them, whole", async () => {
    const { notebook, output, grid } = await open(measured, withClipboard);
    const { keyboard } = notebook.page;
    await cell(grid, 3, 1).click();
    await keyboard.press("Shift+ArrowRight");
    await keyboard.press("Shift+ArrowDown");
    await expect.poll(() => grid.locator("[aria-selected=true]").count()).toBe(4);
    await keyboard.press("Control+c");
    await output.getByText("Copied 2 × 2 cells").waitFor();
    expect(await clipboard(notebook)).toBe("3\t50%_o'clock\n4\tmouse");
    await cell(grid, 2, 5).click();
    await keyboard.press("Control+c");
    await output.getByText("Copied notes").waitFor();
    expect(await clipboard(notebook)).toBe(`note 1${", long".repeat(100)}`);
    await notebook.close();
  });

  it("are downloaded as CSV, JSON and Parquet, all of them, as they are filtered", async () => {
    const { notebook, output } = await open(`${measured}.restrict("session_id <= 220")`);
    await output.getByRole("button", { name: "Download" }).click();
    const download = async (format: string): Promise<Buffer> => {
      const [file] = await Promise.all([
        notebook.page.waitForEvent("download"),
        output.getByRole("button", { name: format, exact: true }).click(),
      ]);
      expect(file.suggestedFilename()).toBe(`Session.${format.toLowerCase()}`);
      return readFileSync(await file.path());
    };
    const csv = (await download("CSV")).toString().trimEnd().split("\r\n");
    expect(csv).toHaveLength(221);
    expect(csv[0]).toBe("session_id,subject,day,weight,notes,settings,trace,image,photo");
    expect(csv[1]).toMatch(/^1,mouse,2024-01-01,500,,"\{""gain"":0,""channels"":\[1,2\]\}",/);

    const json = JSON.parse((await download("JSON")).toString()) as Record<string, unknown>[];
    expect(json).toHaveLength(220);
    expect(json[1]).toMatchObject({
      session_id: 2,
      weight: 499,
      settings: { gain: 1, channels: [1, 2] },
    });

    const parquet = await download("Parquet");
    const file = parquet.buffer.slice(
      parquet.byteOffset,
      parquet.byteOffset + parquet.byteLength,
    ) as ArrayBuffer;
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(220);
    expect(rows[0]).toMatchObject({
      session_id: 1,
      subject: "mouse",
      day: new Date("2024-01-01"),
      weight: 500,
      notes: null,
      settings: { gain: 0, channels: [1, 2] },
    });
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("are drawn as a chart of chosen columns", async () => {
    const { notebook, output } = await open(measured);
    expect(notebook.requests.filter((url) => /draw-chart/.test(url))).toEqual([]);
    await output.getByRole("button", { name: "Chart" }).click();
    const dots = output.getByRole("img", { name: "Dots of weight by day" });
    await eventually(() => dots.locator("circle").count()).toBe(250);
    await output.getByRole("combobox", { name: "Chart" }).selectOption("bars");
    await output.getByRole("combobox", { name: "x", exact: true }).selectOption("subject");
    await output.getByRole("combobox", { name: "y", exact: true }).selectOption("(count)");
    const bars = output.getByRole("img", { name: "Bars of count by subject" });
    await eventually(() => bars.locator("[data-mark=bar] rect").count()).toBe(3);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("have a plan, and bound values", async () => {
    const { notebook, output } = await open(`${measured}.restrict({ session_id: 5 })`, withClipboard);
    await output.getByRole("button", { name: "Show SQL" }).click();
    const mysql = output.getByRole("region", { name: "SQL for MySQL" });
    await eventually(() => textOf(mysql.getByRole("definition"))).toBe("5");
    await eventually(() => textOf(output)).toMatch(/First page: 1 row in \d+(\.\d)? ms/);
    await output.getByRole("button", { name: "Show plan" }).click();
    const plan = output.getByRole("region", { name: "Query plan" });
    await eventually(() => textOf(plan.getByRole("listitem").last())).toContain("SEARCH");
    await plan.getByRole("button", { name: "Copy the plan" }).click();
    await plan.getByRole("button", { name: "Copied the plan" }).waitFor();
    expect(await clipboard(notebook)).toMatch(/^Query\n {2}- SEARCH/);
    await notebook.close();
  });

  it("are sorted by several columns, chosen with Shift", async () => {
    const { notebook, output, grid } = await open(measured);
    await grid.getByRole("columnheader", { name: "subject" }).click();
    await eventually(async () => (await column(grid, 2))[0]).toBe("50%_o'clock");
    await notebook.page.keyboard.press("ArrowRight");
    await notebook.page.keyboard.press("ArrowRight");
    await notebook.page.keyboard.press("Shift+Enter");
    await eventually(async () => (await column(grid, 4))[0]).toBe("252");
    await notebook.page.keyboard.press("Shift+Enter");
    await eventually(async () => (await column(grid, 4))[0]).toBe("498");
    await eventually(async () => (await column(grid, 2))[0]).toBe("50%_o'clock");
    await eventually(() => textOf(output.getByRole("group", { name: "Sorting and filters" }))).toContain(
      'Session.top({ limit: null, orderBy: ["subject","weight DESC"] })',
    );
    await grid.getByRole("columnheader", { name: "weight" }).click();
    await eventually(() =>
      grid.getByRole("columnheader", { name: "subject" }).getAttribute("aria-sort"),
    ).toBe(null);
    await notebook.close();
  });

  it("keep their primary key in sight while the other columns are scrolled", async () => {
    const { notebook, grid } = await open(measured, { viewport: { width: 1000, height: 800 } });
    const left = async (row: number, place: number): Promise<number> =>
      (await cell(grid, row, place).boundingBox())!.x;
    const start = await left(2, 1);
    await cell(grid, 2, 2).click();
    await notebook.page.keyboard.press("End");
    await eventually(() => left(2, 2)).toBeLessThan(start);
    await eventually(() => left(2, 1)).toBeCloseTo(start, 0);
    // A cell that the keyboard comes back to is not hidden below it.
    for (let step = 0; step < 7; step++) await notebook.page.keyboard.press("ArrowLeft");
    const width = (await cell(grid, 2, 1).boundingBox())!.width;
    await eventually(() => left(2, 2)).toBeGreaterThanOrEqual(start + width - 1);
    await notebook.close();
  });

  it("are resized by keys", async () => {
    const { notebook, grid } = await open(measured);
    const header = grid.getByRole("columnheader", { name: "subject" });
    const width = async (): Promise<number> => (await header.boundingBox())!.width;
    const before = await width();
    await grid.getByRole("columnheader", { name: "session_id" }).focus();
    await notebook.page.keyboard.press("ArrowRight");
    await notebook.page.keyboard.press("Shift+ArrowRight");
    await eventually(width).toBeCloseTo(before + 24, 0);
    await notebook.close();
  });

  it("take the width of the page where they have many columns, and of the window when they are enlarged", async () => {
    const { notebook, output, grid } = await open(measured);
    const { page } = notebook;
    const scroller = grid.locator("xpath=..");
    const code = (await notebook.code(2).locator("xpath=ancestor::dj-code-editor").boundingBox())!;
    await eventually(async () => (await scroller.boundingBox())!.x).toBeLessThan(code.x - 200);
    const inPlace = (await scroller.boundingBox())!;
    expect(inPlace.x).toBeGreaterThanOrEqual(20);
    expect(inPlace.x + inPlace.width).toBeGreaterThan(code.x + code.width + 200);
    expect(inPlace.x + inPlace.width).toBeLessThanOrEqual(1420);

    await output.getByRole("button", { name: "Enlarge" }).focus();
    await page.keyboard.press("Enter");
    const large = page.getByRole("dialog", { name: "Result, 250 rows, enlarged" });
    await large.waitFor();
    await eventually(async () => (await scroller.boundingBox())!.height).toBeGreaterThan(650);
    await eventually(async () => (await scroller.boundingBox())!.y).toBeLessThan(40);
    // Nothing behind it can be reached.
    for (let step = 0; step < 20; step++) {
      await page.keyboard.press("Tab");
      const isOutside = await large.evaluate(
        (element) => document.activeElement !== document.body && !element.contains(document.activeElement),
      );
      expect(isOutside).toBe(false);
    }
    await cell(grid, 2, 2).click();
    await page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    await notebook.button("Run all").focus();
    await untilFocused(notebook.button("Run all"));
    await eventually(async () => (await scroller.boundingBox())!.width).toBeCloseTo(inPlace.width, 0);

    // What is put into a cell from there leads to the cell.
    await output.getByRole("button", { name: "Enlarge" }).click();
    await large.waitFor();
    await cell(grid, 2, 2).click();
    await large.getByRole("button", { name: "Put the restriction to this row into a new cell" }).click();
    await large.waitFor({ state: "detached" });
    await untilFocused(notebook.code(3));
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("that the kernel has forgotten say so", async () => {
    const { notebook, output, grid } = await open(measured);
    await notebook.button("Restart").click();
    await notebook.waitForState("idle");
    await grid.getByRole("columnheader", { name: "weight" }).click();
    await eventually(() => textOf(output.getByRole("alert"))).toContain("Run the cell again");
    expect(await textOf(cell(grid, 1, 1))).toBe("1");
    await notebook.close();
  });
});

describe("other tables", () => {
  it("lists of rows are sorted and filtered too", async () => {
    const { notebook, output, grid } = await open(
      `Array.from({ length: 2500 }, (_, i) => ({ n: i, even: i % 2 === 0, name: i % 10 ? "name " + i : null }))`,
    );
    expect(await grid.getAttribute("aria-rowcount")).toBe("2501");
    expect(await output.getByRole("button", { name: "Show SQL" }).count()).toBe(0);
    await grid.getByRole("columnheader", { name: "n", exact: true }).dblclick({ position: { x: 12, y: 20 } });
    await eventually(async () => (await column(grid, 1))[0]).toBe("2499");
    await output.getByRole("button", { name: "Sort and filter name" }).click({ force: true });
    await notebook.page.getByRole("combobox", { name: "Condition" }).selectOption("is NULL");
    await notebook.page.getByRole("button", { name: "Filter", exact: true }).click();
    await eventually(() => grid.getAttribute("aria-rowcount")).toBe("251");
    await eventually(async () => (await column(grid, 1)).slice(0, 2)).toEqual(["2490", "2480"]);
    await notebook.close();
  });

  it("saved rows say how to see all of them", async () => {
    const notebook = await NotebookPage.open(browser);
    const number = await notebook.numberOf("Researcher.restrict");
    await notebook.output(number).evaluate(async (output) => {
      const table = output.querySelector("dj-result-table") as HTMLElementTagNameMap["dj-result-table"];
      table.result = { ...table.result, total: 345 };
      await table.updateComplete;
    });
    expect(await textOf(notebook.output(number))).toContain("first 2 of 345 rows");
    expect(await textOf(notebook.output(number))).toContain("Run the cell to see all.");
    expect(notebook.requests.filter((url) => /table-browser|data-grid|chart/.test(url))).toEqual([]);
    await notebook.close();
  });
});

describe("the statements of a cell", () => {
  it("are listed in order, without what was fetched to show its value", async () => {
    const { notebook } = await open(measured);
    const list = notebook.cell(2).locator("dj-statement-list");
    await list.getByText(/SQL statements sent/).click();
    await list.getByRole("listitem").first().waitFor();
    const texts = await list.getByRole("listitem").allInnerTexts();
    expect(texts.findIndex((text) => text.startsWith("CREATE TABLE"))).toBeGreaterThan(-1);
    const insert = texts.findIndex((text) => text.startsWith('INSERT INTO "measured.session"'));
    expect(insert).toBeGreaterThan(
      texts.findIndex((text) => text.includes('CREATE TABLE "measured.session"')),
    );
    expect(texts[insert]).toMatch(/changed · [\d.]+ ms/);
    expect(texts.at(-1)).not.toContain("SELECT");
    await notebook.close();
  });
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["light on a phone", { colorScheme: "light", ...phone }],
  ["dark on a phone", { colorScheme: "dark", ...phone }],
] as const)("results, %s", (_, options) => {
  it("are accessible with all that can be opened, and no wider than the screen", async () => {
    const { notebook, output, grid } = await open(measured, options);
    expect(await violations(notebook)).toEqual([]);
    await cell(grid, 2, 2).click();
    await output.getByRole("button", { name: "Open value" }).click();
    await output.getByRole("button", { name: "Filter by it" }).click();
    await eventually(() => grid.getAttribute("aria-rowcount")).toBe("84");
    await untilDrawn(grid);
    await cell(grid, 2, 2).click();
    for (const name of ["Show SQL", "Chart", "Download", "Show plan"]) {
      await output.getByRole("button", { name, exact: true }).click();
    }
    await output.getByRole("region", { name: "Query plan" }).waitFor();
    await output
      .getByRole("img", { name: /by day/ })
      .locator("circle")
      .first()
      .waitFor();
    await notebook
      .cell(2)
      .getByText(/SQL statements sent/)
      .click();
    await notebook.cell(2).locator("dj-statement-list").getByRole("listitem").first().waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.untilNoWider();
    await output.getByRole("button", { name: "Sort and filter subject" }).click({ force: true });
    const menu = notebook.page.getByRole("dialog", { name: "Sort and filter subject" });
    await menu.waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await output.getByRole("button", { name: "Enlarge" }).click();
    const large = notebook.page.getByRole("dialog", { name: /enlarged$/ });
    await large.waitFor();
    expect(await violations(notebook)).toEqual([]);
    const width = await notebook.page.evaluate(() => innerWidth);
    await eventually(async () => (await large.boundingBox())!.width).toBe(width);
    await eventually(() => large.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(width);
    await output.getByRole("button", { name: "Shrink" }).click();
    await large.waitFor({ state: "detached" });
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });
});
