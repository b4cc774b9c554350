import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sqlite from "node-sqlite3-wasm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
  folder = await mkdtemp(path.join(tmpdir(), "datajoint-page-"));
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** Runs the tutorial until both databases hold rows. */
async function openWithData(): Promise<NotebookPage> {
  const notebook = await NotebookPage.open(browser);
  const last = await notebook.numberOf("class Project");
  for (let number = 1; number <= last; number++) expect(await notebook.run(number)).toBe("done");
  await notebook.button("Database files").click();
  await notebook.page.getByRole("heading", { name: "Database files" }).waitFor();
  return notebook;
}

const fileNames = (notebook: NotebookPage): Promise<string[]> =>
  notebook.page
    .getByRole("complementary", { name: "Database files" })
    .getByRole("listitem")
    .evaluateAll((items) => items.map((item) => item.querySelector(".name")!.textContent!));

describe("database files", () => {
  it("says that there are none before anything was stored", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.button("Database files").click();
    const panel = notebook.page.getByRole("complementary", { name: "Database files" });
    await panel.getByText("There are none yet").waitFor();
    await untilFocused(panel.getByRole("heading", { name: "Database files" }));
    await notebook.page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await untilFocused(notebook.button("Database files"));
    await notebook.close();
  });

  it("are listed, and download as files that any SQLite reads", async () => {
    const notebook = await openWithData();
    await expect.poll(() => fileNames(notebook)).toEqual(["lab-server", "project-server"]);
    const entry = notebook.page.getByRole("listitem").filter({ hasText: "lab-server" });
    await expect.poll(() => textOf(entry)).toMatch(/\d+ KB, saved today at/);
    const [download] = await Promise.all([
      notebook.page.waitForEvent("download"),
      notebook.button("Download lab-server.sqlite").click(),
    ]);
    expect(download.suggestedFilename()).toBe("lab-server.sqlite");
    const file = path.join(folder, "lab-server.sqlite");
    await download.saveAs(file);

    const database = new sqlite.Database(file, { readOnly: true });
    const rows = database.all('SELECT lab_id, lab_name FROM "tutorial_instances.lab" ORDER BY lab_id');
    expect(rows).toEqual([
      { lab_id: 1, lab_name: "Neural Dynamics" },
      { lab_id: 2, lab_name: "Vision Lab" },
    ]);
    expect(database.all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    expect(database.all("PRAGMA foreign_key_check")).toEqual([]);
    database.close();
    await notebook.close();
  });

  it("are deleted when the reader says so, and not when they cancel", async () => {
    const notebook = await openWithData();
    await notebook.button("Delete project-server").click();
    const dialog = notebook.page.getByRole("dialog", { name: "Delete “project-server”?" });
    await dialog.waitFor();
    await notebook.button("Cancel").click();
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(() => fileNames(notebook)).toEqual(["lab-server", "project-server"]);

    await notebook.button("Delete project-server").click();
    await notebook.button("Delete").click();
    await expect.poll(() => fileNames(notebook)).toEqual(["lab-server"]);
    expect(await notebook.waitForState("idle")).toBe("idle");
    await notebook.goto();
    await notebook.button("Database files").click();
    await expect.poll(() => fileNames(notebook)).toEqual(["lab-server"]);
    await notebook.close();
  });

  it("are reset together, after which the tutorial runs from the top", async () => {
    const notebook = await openWithData();
    await notebook.button("Reset").click();
    const dialog = notebook.page.getByRole("dialog", { name: "Delete all 2 database files?" });
    await dialog.getByRole("button", { name: "Reset" }).click();
    await notebook.page.getByText("There are none yet").waitFor();
    await notebook.waitForState("idle");
    expect(await notebook.runAll()).toBe("done");
    await expect.poll(() => fileNames(notebook)).toContain("lab-server");
    await notebook.close();
  });
});
