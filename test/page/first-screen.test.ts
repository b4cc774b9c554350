import { gzipSync } from "node:zlib";
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

describe("the first screen", () => {
  it("shows the first tutorial with its saved outputs, and has loaded neither editor nor engine", async () => {
    const notebook = await NotebookPage.open(browser);
    expect(await notebook.page.title()).toBe("Working with Instances · DataJoint");
    expect(await notebook.state()).toBe("idle");

    const question = await notebook.numberOf("Researcher.restrict");
    expect(await notebook.headers(question)).toEqual(["lab_id", "researcher_id", "researcher_name"]);
    expect(await notebook.rows(question)).toEqual([
      ["1", "1", "Alice Chen"],
      ["1", "2", "Bob Park"],
    ]);
    expect(await textOf(notebook.cell(question))).toContain("output of an earlier run");
    // A cell that gave nothing has nothing to show for it.
    expect(await textOf(notebook.cell(1))).not.toContain("earlier run");

    await notebook.page.waitForLoadState("networkidle");
    // What colours code is needed at once; it is all that has to do with TypeScript.
    const unneeded =
      /editor|kernel|worker|sandbox|wasm|(?<!tokenize-)typescript|table-|data-grid|chart|statement-list|sql-view|diagram|render-markdown/i;
    const loaded = notebook.requests.map((url) => new URL(url).pathname.split("/").pop());
    expect(loaded).toContain("instances.md");
    expect(loaded.filter((name) => unneeded.test(name!))).toEqual([]);
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("needs no more than 60 KB of scripts and styles to be there", async () => {
    const url = await siteUrl();
    const page = await (await fetch(url)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, address]) => address!);
    const sizes = await Promise.all(
      files.map(async (file) => {
        const response = await fetch(new URL(file, url));
        return gzipSync(Buffer.from(await response.arrayBuffer())).length;
      }),
    );
    const total = (ending: string): number =>
      sizes.filter((_, index) => files[index]!.endsWith(ending)).reduce((sum, size) => sum + size, 0);
    expect(total(".js")).toBeGreaterThan(20_000);
    expect(total(".js")).toBeLessThan(54_000);
    expect(total(".js") + total(".css")).toBeLessThan(60_000);
  });

  it("does what keys and buttons say that were pressed before it could, once it can", async () => {
    let release = (): void => {};
    const workbench = new Promise<void>((resolve) => {
      release = resolve;
    });
    const notebook = await NotebookPage.open(browser, "", {}, (context) =>
      context.route(/\/workbench-[^/]*\.js$/, async (route) => {
        await workbench;
        await route.continue();
      }),
    );
    const { page } = notebook;
    await page.keyboard.press("ControlOrMeta+k");
    await notebook.write(1, "1 + 1");
    await notebook.button("Run all").click();
    await notebook.button("Database files").click();
    expect(await page.getByRole("combobox").count()).toBe(0);
    release();
    await untilFocused(page.getByRole("combobox"));
    await page.keyboard.press("Escape");
    await page.getByRole("complementary", { name: "Database files" }).waitFor();
    await page.getByText("Modified", { exact: true }).waitFor();
    await notebook.waitForState("failed", "done");
    expect(await page.title()).toContain("Working with Instances");
    // What was typed meanwhile is kept.
    await notebook.untilKept("```ts\n1 + 1\n```");
    await notebook.reload();
    await expect.poll(() => notebook.source(1)).toBe("1 + 1");
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("says so where what works on documents cannot be loaded", async () => {
    const notebook = await NotebookPage.open(browser, "", {}, (context) =>
      context.route(/\/workbench-[^/]*\.js$/, (route) => route.abort()),
    );
    await expect
      .poll(() => textOf(notebook.page.getByRole("alert")))
      .toContain("A part of this page could not be loaded");
    await notebook.button("Load the page again").waitFor();
    await notebook.close();
  });

  it("asks no other host for anything, not even while it runs and is edited", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.code(1).focus();
    expect(await notebook.runAll()).toBe("done");
    const origin = new URL(notebook.url).origin;
    const foreign = notebook.requests.filter(
      (url) => !/^(data|blob):/.test(url) && new URL(url).origin !== origin,
    );
    expect(foreign).toEqual([]);
    await notebook.close();
  });

  it("highlights code before any editor is there", async () => {
    const notebook = await NotebookPage.open(browser);
    const colors = await notebook
      .cell(await notebook.numberOf("class Lab"))
      .locator("pre")
      .evaluate((code) => {
        const colorOf = (text: string): string =>
          getComputedStyle(
            [...code.querySelectorAll("span span")].find((piece) => piece.textContent?.trim() === text)!,
          ).color;
        return [colorOf("class"), colorOf("Lab"), colorOf("dj")];
      });
    expect(new Set(colors).size).toBe(3);
    await notebook.close();
  });

  it("opens the tutorial that the address names", async () => {
    const notebook = await NotebookPage.open(browser, "?doc=instances");
    expect(await textOf(notebook.page.getByRole("heading", { level: 1 }))).toBe("Working with Instances");
    await notebook.close();
  });

  it.each(["nothing-of-that-name", "../index", "%00", "index.json"])(
    "names the tutorials that there are where %j is asked for",
    async (name) => {
      const notebook = await NotebookPage.open(browser, `?doc=${encodeURIComponent(name)}`);
      await expect
        .poll(() => textOf(notebook.page.getByRole("alert")))
        .toContain(`There is no tutorial named “${name}”`);
      await notebook.page.getByRole("link", { name: "Working with Instances" }).click();
      await notebook.button("Run all").waitFor();
      await notebook.close();
    },
  );

  it("goes to the heading that the address names", async () => {
    const notebook = await NotebookPage.open(browser, "#section-thread-safe-mode");
    const heading = notebook.page.getByRole("heading", { name: "Thread-safe mode" });
    await expect.poll(async () => (await heading.boundingBox())!.y).toBeLessThan(300);
    await notebook.close();
  });

  it("keeps the colours that the reader chose", async () => {
    const notebook = await NotebookPage.open(browser, "", { colorScheme: "light" });
    const background = () =>
      notebook.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await background();
    await notebook.button("Colours: as the system").click();
    await notebook.button("Colours: light").click();
    await notebook.button("Colours: dark").waitFor();
    await expect.poll(background).not.toBe(light);
    const dark = await background();
    await notebook.goto();
    await expect.poll(background).toBe(dark);
    await notebook.button("Colours: dark").click();
    await expect.poll(background).toBe(light);
    await notebook.close();
  });
});
