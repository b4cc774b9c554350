import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** Opens another document in the place of the first tutorial. */
async function openDocument(markdown: string): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser);
  await notebook.page.route("**/tutorials/instances.md", (route) =>
    route.fulfill({ body: markdown, contentType: "text/markdown" }),
  );
  await notebook.goto();
  return notebook;
}

const lines = (...text: string[]): string => text.join("\n");

describe("a document", () => {
  it("can do nothing by itself, whatever stands in its prose", async () => {
    const notebook = await openDocument(
      lines(
        "# Mischief",
        "",
        "<script>window.mischief = 1</script>",
        '<img src="nothing.png" onerror="window.mischief = 2">',
        '<iframe srcdoc="<script>parent.mischief = 3</script>"></iframe>',
        '<svg><animate onbegin="window.mischief = 4" attributeName="x"></animate></svg>',
        "<style>body { display: none }</style>",
        '<form action="/elsewhere"><input name="secret"><button>Run all</button></form>',
        '<div style="position: fixed; inset: 0">veil</div>',
        "",
        '[a link](javascript:window.mischief=5) and <a href="javascript:window.mischief=6">another</a>',
        "",
        "```ts",
        "window.mischief = 7",
        "```",
      ),
    );
    await notebook.page.waitForLoadState("networkidle");
    const article = notebook.page.getByRole("article");
    for (const link of await article.locator("a").all()) await link.click();
    expect(await notebook.page.evaluate(() => (window as { mischief?: number }).mischief)).toBeUndefined();
    expect(
      await article.locator("script, iframe, style, form, input, svg animate, [style], [onerror]").count(),
    ).toBe(0);
    expect(
      await notebook.page.evaluate(() => [...document.querySelectorAll("a")].map((link) => link.protocol)),
    ).not.toContain("javascript:");
    expect(await notebook.button("Run all").count()).toBe(1);
    expect(await notebook.state()).toBe("idle");
    await notebook.close();
  });

  it("shows prose as Markdown says, with links defined anywhere in the file", async () => {
    const notebook = await openDocument(
      lines(
        "# Prose & *more*",
        "",
        "See [the list][list].",
        "",
        "```ts",
        "1 + 1",
        "```",
        "",
        "- an item",
        "",
        "  ```ts",
        "  const inside = 1;",
        "  ```",
        "",
        "| name | number |",
        "| --- | ---: |",
        "| a | 1 |",
        "",
        "```python",
        "print(1)",
        "```",
        "",
        "[list]: ?doc=other",
      ),
    );
    const article = notebook.page.getByRole("article");
    expect(await textOf(article.getByRole("heading", { level: 1 }))).toBe("Prose & more");
    expect(await notebook.page.title()).toBe("Prose & more · DataJoint");
    expect(await article.getByRole("link", { name: "the list" }).getAttribute("href")).toBe("?doc=other");
    await expect.poll(() => article.getByRole("columnheader").allInnerTexts()).toEqual(["name", "number"]);
    await expect.poll(() => textOf(article.getByRole("listitem").locator("pre"))).toBe("const inside = 1;");
    await expect.poll(() => article.locator(".prose pre").count()).toBe(2);
    await expect.poll(() => notebook.page.getByRole("group", { name: /^Cell \d+$/ }).count()).toBe(1);
    await notebook.close();
  });

  it("opens whatever the address says after its #", async () => {
    for (const hash of ["#%", "#no-such-heading", "#%E4"]) {
      const notebook = await NotebookPage.open(browser, hash);
      expect(await textOf(notebook.page.getByRole("heading", { level: 1 }))).toBe("Working with Instances");
      expect(notebook.problems).toEqual([]);
      await notebook.close();
    }
  });

  it("shows no saved output below a cell that reads otherwise", async () => {
    const notebook = await openDocument(
      '# Edited\n\n```ts\nimport * as dj from "datajoint";\n```\n\n```ts\n"new"\n```\n',
    );
    expect(await notebook.output(2).count()).toBe(0);
    await notebook.runAll();
    await expect.poll(() => textOf(notebook.output(2))).toBe('"new"');
    await notebook.close();
  });

  it("shows values as they are: NULL, empty text, markup, nested values", async () => {
    const notebook = await openDocument(
      lines(
        "# Values",
        "",
        "```ts",
        'import * as dj from "datajoint";',
        'const inst = new dj.Instance({ host: "values" });',
        'const schema = inst.Schema("values");',
        "@schema",
        "class Sample extends dj.Manual {",
        "  static definition = `",
        "    sample : int32",
        "    ---",
        "    note = null : varchar(200)",
        "    data = null : json",
        "  `;",
        "}",
        "await Sample.insert([",
        "  { sample: 1, note: null, data: { a: [1, 2] } },",
        '  { sample: 2, note: "", data: null },',
        '  { sample: 3, note: "<b>no markup</b>", data: null },',
        "]);",
        "Sample",
        "```",
      ),
    );
    expect(await notebook.run(1)).toBe("done");
    await expect.poll(async () => (await notebook.rows(1))[0]![2]).toBe("{a: Array(2)}");
    await expect
      .poll(async () => (await notebook.rows(1)).map((row) => row[1]))
      .toEqual(["NULL", '""', "<b>no markup</b>"]);
    const align = (): Promise<string[]> =>
      notebook
        .output(1)
        .locator("tbody tr:has(td)")
        .first()
        .locator("td")
        .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).textAlign));
    await expect.poll(async () => (await align()).slice(0, 2)).toEqual(["end", "start"]);
    await notebook.close();
  });
});
