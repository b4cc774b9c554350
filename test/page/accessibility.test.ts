import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl } from "./notebook-page.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** What breaks WCAG 2.2 AA or axe's best practices on the page as it is now. */
async function violations(notebook: NotebookPage): Promise<string[]> {
  await notebook.page.evaluate(axeSource);
  const results = await notebook.page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ resultTypes: ["violations"] });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} (${node.failureSummary?.replaceAll("\n", " ")})`),
  );
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe.each([
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["light on a phone", { colorScheme: "light", ...phone }],
  ["dark on a phone", { colorScheme: "dark", ...phone }],
] as const)("the page, %s", (_, options) => {
  it("has no accessibility violations on any of its screens", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    expect(await violations(notebook)).toEqual([]);

    await notebook.write(2, "console.log('text');\n({ a: [1, { b: null }], c: 'x' })");
    expect(await notebook.runAll()).toBe("done");
    await notebook.page.getByRole("button", { name: "Show SQL" }).first().click();
    expect(await violations(notebook)).toEqual([]);

    await notebook.button("Database files").click();
    await notebook.page
      .getByRole("complementary", { name: "Database files" })
      .getByRole("listitem")
      .first()
      .waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Reset").click();
    await notebook.page.getByRole("dialog").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await notebook.button("Cancel").click();
    await notebook.button("Close database files").click();

    await notebook.write(2, "nothing.of.that.name");
    expect(await notebook.run(2)).toBe("failed");
    expect(await violations(notebook)).toEqual([]);

    await notebook.goto("?doc=unknown");
    expect(await violations(notebook)).toEqual([]);
    await notebook.close();
  });

  it("is no wider than the screen", async () => {
    const notebook = await NotebookPage.open(browser, "", options);
    expect(await notebook.runAll()).toBe("done");
    const [width, content] = await notebook.page.evaluate(() => [
      innerWidth,
      document.documentElement.scrollWidth,
    ]);
    expect(content).toBeLessThanOrEqual(width!);
    await notebook.close();
  });
});
