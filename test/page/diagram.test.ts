import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const name = "Diagram of 3 tables and 2 foreign keys";

const drawn = `
const drawing = new dj.Instance({ database: "drawing" }).Schema("drawing");
@drawing
class Subject extends dj.Manual { static definition = "subject : int32"; }
@drawing
class Session extends dj.Manual { static definition = "-> Subject\\nsession : int32"; }
@drawing
class Score extends dj.Computed { static definition = "-> Session\\n---\\nscore : float64"; }
new dj.Diagram(drawing)
`;

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A page on which the second cell has drawn a diagram. */
async function open(options: Parameters<typeof NotebookPage.open>[2] = {}): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser, "", options);
  await notebook.run(1);
  expect(notebook.requests.filter((url) => url.includes("diagram-drawing"))).toEqual([]);
  await notebook.write(2, drawn);
  expect(await notebook.run(2)).toBe("done");
  await notebook.output(2).getByRole("img", { name }).waitFor();
  return notebook;
}

describe("a diagram that is a cell's last value", () => {
  it("is drawn, with its name, and grows and shrinks", async () => {
    const notebook = await open({ permissions: ["clipboard-read", "clipboard-write"] });
    const output = notebook.output(2);
    // The library that lays diagrams out comes when the first one is drawn.
    expect(notebook.requests.filter((url) => url.includes("diagram-drawing"))).toHaveLength(1);
    const image = output.getByRole("img", { name });
    await image.getByText("Session", { exact: true }).waitFor();
    await expect.poll(() => image.locator("ellipse").count()).toBe(1);
    const width = async (): Promise<number> => (await image.boundingBox())!.width;
    const fitted = await width();
    await output.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(width).toBeCloseTo(fitted * 1.25, 0);
    await output.getByRole("button", { name: "Zoom out" }).click();
    await output.getByRole("button", { name: "Zoom out" }).click();
    await expect.poll(width).toBeCloseTo(fitted / 1.25, 0);
    await output.getByRole("button", { name: "Fit to width" }).click();
    await expect.poll(width).toBeCloseTo(fitted, 0);

    await output.getByRole("button", { name: "Copy Mermaid" }).click();
    await output.getByRole("button", { name: "Copied Mermaid" }).waitFor();
    const copied = await notebook.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain("Subject --> Session");

    const [download] = await Promise.all([
      notebook.page.waitForEvent("download"),
      output.getByRole("button", { name: "Download SVG" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("diagram.svg");
    const svg = readFileSync(await download.path(), "utf8");
    expect(svg).toContain(`<title>${name}</title>`);
    expect(svg).toContain("light-dark(#E8F0E9,#16281F)");
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it.each(["light", "dark"] as const)(
    "is accessible, and has the colours of the %s scheme",
    async (scheme) => {
      const notebook = await open({ colorScheme: scheme });
      const box = notebook.output(2).locator(".dj-manual rect").first();
      const fill = (): Promise<string> => box.evaluate((element) => getComputedStyle(element).fill);
      const colours = { light: "rgb(232, 240, 233)", dark: "rgb(22, 40, 31)" };
      await expect.poll(fill).toBe(colours[scheme]);
      expect(await violations(notebook)).toEqual([]);
      const other = scheme === "light" ? "dark" : "light";
      await notebook.page.evaluate((theme) => {
        document.documentElement.dataset.theme = theme;
      }, other);
      await expect.poll(fill).toBe(colours[other]);
      await notebook.close();
    },
  );

  it.each([
    ["on a desk", { viewport: { width: 1440, height: 900 } }],
    ["on a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ])("fills the window when it is enlarged, %s, and comes back by Escape", async (_, options) => {
    const notebook = await open(options);
    const output = notebook.output(2);
    await output.getByRole("button", { name: "Enlarge" }).focus();
    await notebook.page.keyboard.press("Enter");
    const large = notebook.page.getByRole("dialog", { name: "Diagram, enlarged" });
    await large.waitFor();
    await expect.poll(() => large.boundingBox()).toMatchObject({ x: 0, y: 0, ...options.viewport });
    expect(await violations(notebook)).toEqual([]);
    await notebook.page.keyboard.press("Escape");
    await large.waitFor({ state: "detached" });
    const back = output.getByRole("button", { name: "Enlarge" });
    await untilFocused(back);
    await notebook.close();
  });

  it("takes nothing but shapes and texts from an image", async () => {
    const notebook = await open();
    const left = await notebook.page.evaluate(async () => {
      const view = document.querySelector("dj-diagram-view") as HTMLElementTagNameMap["dj-diagram-view"];
      view.diagram = {
        kind: "diagram",
        mermaid: "",
        svg:
          '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="window.wasRun = true" style="position:fixed">' +
          '<style>* { display: none }</style><script>window.wasRun = true</script><image href="https://example.org/"/>' +
          '<a href="javascript:alert(1)"><text>link</text></a><foreignObject><p>html</p></foreignObject>' +
          '<use href="https://example.org/#a"/><rect width="5" height="5" onclick="1" fill="red"/></svg>',
      };
      await view.updateComplete;
      return {
        html: view.shadowRoot!.querySelector("svg")!.outerHTML,
        wasRun: "wasRun" in window,
      };
    });
    expect(left).toEqual({
      html: '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5" fill="red"></rect></svg>',
      wasRun: false,
    });
    await notebook.close();
  });
});
