import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, textsOfRows, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const pipeline = `
const keeper = new dj.Instance({ database: "zoo" });
const zoo = keeper.Schema("zoo");
@zoo
class Animal extends dj.Manual {
  static definition = "animal : int32";
  static Name = class extends dj.Part { static definition = "-> master\\nname : varchar(20)"; };
}
const care = keeper.Schema("care", { context: { Animal } });
@care
class Meal extends dj.Manual { static definition = "-> Animal\\nmeal : int32"; }
await Animal.insert([[1], [2]]);
await Animal.Name.insert([[1, "Bo"]]);
await Meal.insert([[1, 1], [1, 2], [2, 1]]);
`;

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

/** A page on which the second cell has made a pipeline of two schemas; deletes stand in the third. */
async function open(source: string): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser);
  await notebook.run(1);
  await notebook.write(2, pipeline);
  expect(await notebook.run(2)).toBe("done");
  await notebook.write(3, source);
  return notebook;
}

async function ask(notebook: NotebookPage, title: string): Promise<Locator> {
  await notebook.beginRun(3);
  const dialog = notebook.page.getByRole("dialog", { name: title });
  await untilFocused(dialog.getByRole("button", { name: "Cancel" }));
  return dialog;
}

const rowsOf = (dialog: Locator): Promise<string[][]> =>
  textsOfRows(dialog.locator("tbody tr, tfoot tr"), "td, th");

describe("deleting in a page", () => {
  it("shows the cascade with its counts, and deletes nothing by Enter or Escape", async () => {
    const notebook = await open(
      "[await Animal.restrict({ animal: 1 }).delete(), 'gone,', await Meal.count(), 'meals'].join(' ')",
    );
    const dialog = await ask(notebook, "Delete rows?");
    await expect
      .poll(() => rowsOf(dialog))
      .toEqual([
        ["zoo", "Animal", "1"],
        ["care", "Meal", "2"],
        ["zoo", "Animal.Name", "1"],
        ["", "In all", "4"],
      ]);
    await notebook.page.keyboard.press("Enter");
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("0 gone, 3 meals");

    await ask(notebook, "Delete rows?");
    await notebook.page.keyboard.press("Escape");
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("0 gone, 3 meals");

    const last = await ask(notebook, "Delete rows?");
    await notebook.page.keyboard.press("Tab");
    await untilFocused(last.getByRole("button", { name: "Delete" }));
    await notebook.page.keyboard.press("Enter");
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("1 gone, 1 meals");
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("asks before tables and schemas are dropped", async () => {
    const notebook = await open(
      "[await Meal.drop(), await Meal.isDeclared(), await zoo.drop(), await zoo.exists()].join(' ')",
    );
    const first = await ask(notebook, "Drop tables?");
    await expect.poll(() => rowsOf(first)).toEqual([["care", "Meal", "3"]]);
    await first.getByRole("button", { name: "Drop" }).click();
    const second = notebook.page.getByRole("dialog", { name: "Drop tables?" });
    await second.getByText('Drop the schema "zoo"').waitFor();
    await expect
      .poll(() => rowsOf(second))
      .toEqual([
        ["zoo", "Animal", "2"],
        ["zoo", "Animal.Name", "1"],
        ["", "In all", "3"],
      ]);
    await second.getByRole("button", { name: "Drop" }).click();
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("true false true false");
    await notebook.close();
  });

  it("is accessible", async () => {
    const notebook = await open("await Animal.delete()");
    const dialog = await ask(notebook, "Delete rows?");
    expect(await violations(notebook)).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await notebook.close();
  });
});
