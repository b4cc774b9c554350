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

describe("working in a document", () => {
  it("stops an endless loop, and goes on after it", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.run(1);
    await notebook.write(2, "while (true) {}");
    await notebook.beginRun(2);
    await notebook.cell(2).getByText("running …", { exact: true }).waitFor();
    await notebook.waitForState("running");
    await expect.poll(() => notebook.button("Run all").isDisabled()).toBe(true);

    await notebook.button("Stop").click();
    await notebook.waitForState("stopped");
    await expect.poll(() => textOf(notebook.output(2))).toContain("Stopped");
    await notebook
      .cell(2)
      .getByText(/^stopped after /)
      .waitFor();
    await expect.poll(() => textOf(notebook.cell(1))).toContain("ran before the restart");

    await notebook.write(2, "[1, 2, 3].length");
    expect(await notebook.run(2)).toBe("done");
    await expect.poll(() => textOf(notebook.output(2))).toBe("3");
    await notebook.close();
  });

  it("forgets names when it is restarted, and says so", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, "const answer = 42;\nanswer");
    await notebook.run(1);
    await notebook.write(2, "answer + 1");
    await notebook.run(2);
    await expect.poll(() => textOf(notebook.output(2))).toBe("43");

    await notebook.button("Restart").click();
    expect(await notebook.waitForState("idle")).toBe("idle");
    await expect.poll(() => textOf(notebook.cell(2))).toContain("ran before the restart");
    expect(await notebook.run(2)).toBe("failed");
    await expect.poll(() => textOf(notebook.output(2))).toContain("answer");
    await notebook.close();
  });

  it("runs an edited cell again, and says when an output is of another source", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, "const twice = (x: number): number => 2 * x;\ntwice(4)");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("not run yet");
    await notebook.run(1);
    await expect.poll(() => textOf(notebook.output(1))).toBe("8");

    await notebook.write(1, "const twice = (x: number): number => 2 * x;\ntwice(5)");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("edited since it ran");
    await notebook.run(1);
    await expect.poll(() => textOf(notebook.output(1))).toBe("10");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("done in");
    await notebook.close();
  });

  it("ends at the first cell that fails, marks its line, and leads to it", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(2, "const first = 1;\nconst second = first.nothing.there;\nsecond");
    expect(await notebook.runAll()).toBe("failed");
    await expect.poll(() => textOf(notebook.cell(1))).toContain("done in");
    await expect.poll(() => textOf(notebook.cell(2))).toContain("failed in");
    expect(await textOf(notebook.cell(3))).not.toContain("done in");

    const text = await textOf(notebook.output(2));
    expect(text).toContain("TypeError");
    expect(text).not.toMatch(/\bat .*:\d+:\d+/);
    const mark = notebook.cell(2).locator(".error-line").filter({ visible: true });
    await expect.poll(() => mark.count()).toBeGreaterThan(0);

    await notebook.code(1).focus();
    await notebook.output(2).getByRole("button", { name: "line 2" }).click();
    await untilFocused(notebook.code(2));

    await notebook.page.keyboard.type("x");
    await expect.poll(() => mark.count()).toBe(0);
    await expect.poll(() => textOf(notebook.cell(2))).toContain("edited since it failed");
    await notebook.close();
  });

  it("refuses a row twice in one readable message", async () => {
    const notebook = await NotebookPage.open(browser);
    const insert = await notebook.numberOf("await Lab.insert");
    for (let number = 1; number <= insert; number++) await notebook.run(number);
    await notebook.write(insert, 'await Lab.insert1({ lab_id: 1, lab_name: "Again", institution: "MIT" });');
    expect(await notebook.run(insert)).toBe("failed");
    const text = await textOf(notebook.output(insert));
    expect(text).toContain("DuplicateError");
    expect(text).toContain("line 1");
    await notebook.close();
  });

  it("says how many rows there are, and draws those in sight", async () => {
    const notebook = await NotebookPage.open(browser);
    const define = await notebook.numberOf("class Lab");
    for (let number = 1; number <= define; number++) await notebook.run(number);
    await notebook.write(
      define + 1,
      [
        "const names = Array.from({ length: 1234 }, (_, i) => ({ lab_id: i, lab_name: 'lab ' + i, institution: 'x' }));",
        "await Lab.insert(names, { skipDuplicates: true });",
        "Lab",
      ].join("\n"),
    );
    expect(await notebook.run(define + 1)).toBe("done");
    const shown = (await notebook.rows(define + 1)).length;
    expect(shown).toBeLessThan(1234);
    await expect.poll(() => textOf(notebook.output(define + 1))).toContain("1,234 rows");
    await notebook.close();
  });

  it("says why the engine does not start, and tries again when asked to", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.page.route(/\.wasm$/, (route) => route.abort());
    await notebook.button("Run all").click();
    const alert = notebook.page.getByRole("alert");
    await alert.waitFor();
    await expect
      .poll(() => textOf(alert))
      .toMatch(/The cells cannot run: the engine did not start\. .*wasm.* could not be loaded/);
    expect(await notebook.waitForState("failed", "done")).toBe("failed");

    await notebook.page.unroute(/\.wasm$/);
    const again = alert.getByRole("button", { name: "Try again" });
    expect(await notebook.runBy(() => again.click())).toBe("done");
    await expect.poll(() => alert.count()).toBe(0);
    await notebook.close();
  });

  it("opens a value by keyboard", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, '({ lab: { name: "Vision", rooms: [1, 2] }, none: null })');
    await notebook.run(1);
    const lab = notebook.output(1).locator("summary", { hasText: "lab" }).last();
    expect(
      await notebook.output(1).getByText('"Vision"', { exact: true }).filter({ visible: true }).count(),
    ).toBe(0);
    await lab.focus();
    await notebook.page.keyboard.press("Enter");
    await notebook.output(1).getByText('"Vision"', { exact: true }).waitFor();
    await notebook.close();
  });

  it("survives a cell that prints without end", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.write(1, 'for (let i = 0; ; i++) console.log("line", i);');
    await notebook.beginRun(1);
    await notebook
      .output(1)
      .getByText(/line \d{3}/)
      .first()
      .waitFor();
    await notebook.button("Stop").click();
    expect(await notebook.waitForState("stopped")).toBe("stopped");
    await notebook.write(1, "1 + 1");
    expect(await notebook.run(1)).toBe("done");
    await notebook.close();
  });
});
