import type { Browser } from "playwright-core";
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

const labCell = `import * as dj from "datajoint";
const inst = new dj.Instance({ database: "sql-cells" });
const schema = inst.Schema("lab");
@schema
class Rig extends dj.Manual {
  static definition = \`
    rig_id : int16
    ---
    price : decimal(8,2)
    bought : date
  \`;
}
await Rig.insert([[1, "12.50", "2024-02-29"], [2, "7.25", "2023-01-05"], [3, "100.00", "2024-07-01"]]);
Rig`;

const question =
  "SELECT YEAR(bought) AS year, SUM(price) AS spent FROM `lab`.`rig` GROUP BY year ORDER BY year";

describe("an SQL cell", () => {
  it("is written in MySQL's SQL when its menu, or a key, says so", async () => {
    const notebook = await NotebookPage.open(browser);
    const { page } = notebook;
    await notebook.newDocument();
    await notebook.code(1).focus();
    await notebook.cell(1).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await notebook.write(1, labCell);
    expect(await notebook.run(1)).toBe("done");
    await notebook.button("Add SQL at the end").click();
    await notebook.cell(2).locator(".monaco-editor").filter({ visible: true }).waitFor();
    await untilFocused(notebook.code(2));
    await page.keyboard.insertText(question);
    await expect.poll(() => notebook.source(2)).toBe(question);

    // SQLite itself knows no table of this name.
    expect(await notebook.run(2)).toBe("failed");
    await notebook.button("Actions of cell 2").click();
    await page.getByRole("menuitem", { name: "Write MySQL's SQL" }).click();
    await notebook.cell(2).getByText("MySQL’s SQL", { exact: true }).waitFor();
    expect(await notebook.run(2)).toBe("done");
    await expect
      .poll(() => notebook.rows(2))
      .toEqual([
        ["2023", "7.25"],
        ["2024", "112.50"],
      ]);
    await notebook
      .output(2)
      .getByRole("columnheader", { name: "spent" })
      .and(page.locator("[data-type=decimal]"))
      .waitFor();
    expect(await violations(notebook)).toEqual([]);

    await notebook.write(2, `${question};\n\nSELECT rig_id, prise FROM lab.rig`);
    expect(await notebook.run(2)).toBe("failed");
    await expect.poll(() => textOf(notebook.output(2))).toContain('Did you mean "price"?');
    await notebook.output(2).getByRole("button", { name: "line 3" }).waitFor();

    await notebook.write(
      2,
      "UPDATE lab.rig SET price = price * 2 WHERE rig_id < 3; SELECT price FROM lab.rig",
    );
    expect(await notebook.run(2)).toBe("done");
    await expect.poll(() => textOf(notebook.output(2))).toContain("2 rows changed.");
    await expect.poll(() => notebook.rows(2)).toEqual([["25.00"], ["14.50"], ["100.00"]]);

    // Tables are offered as this SQL names them.
    await notebook.write(2, "");
    await page.keyboard.type("SELECT price FROM ri");
    const option = page.getByRole("option", { name: /^rig\b/ });
    await expect
      .poll(
        async () => {
          await page.keyboard.press("Control+Space");
          return option.click({ timeout: 5000 }).then(
            () => true,
            () => false,
          );
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    await expect.poll(() => notebook.source(2)).toContain("FROM `lab`.`rig`");

    // The same by keyboard, and back.
    await notebook.cell(2).getByText("MySQL’s SQL", { exact: true }).waitFor();
    await page.locator("[data-block]").last().focus();
    await untilFocused(page.locator("[data-block]").last());
    await page.keyboard.press("Shift+Q");
    await notebook.cell(2).getByText("SQL", { exact: true }).waitFor();
    expect(await notebook.run(2)).toBe("failed");
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });
});
