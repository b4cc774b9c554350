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

describe("the tutorial on Instances", () => {
  it("runs from top to bottom, twice, and shows what it should", async () => {
    const notebook = await NotebookPage.open(browser);
    for (const _ of ["first", "second"]) {
      expect(await notebook.runAll()).toBe("done");
      const cells = await notebook.page.getByRole("group", { name: /^Cell \d+$/ }).all();
      expect(cells.length).toBeGreaterThan(15);
      for (const cell of cells) expect(await textOf(cell)).toMatch(/done in \d/);

      const output = async (code: string): Promise<string> =>
        textOf(notebook.output(await notebook.numberOf(code)));
      const rows = async (code: string): Promise<string[][]> => notebook.rows(await notebook.numberOf(code));
      await expect
        .poll(() => output("inst.config.safemode = false"))
        .toBe("safemode of this Instance: false\nsafemode of the program:   true");

      const join = await notebook.numberOf("Researcher.join(Lab)");
      await expect
        .poll(() => notebook.headers(join))
        .toEqual(["lab_id", "researcher_id", "researcher_name", "lab_name", "institution"]);
      await expect
        .poll(() => notebook.rows(join))
        .toEqual([
          ["1", "1", "Alice Chen", "Neural Dynamics", "MIT"],
          ["1", "2", "Bob Park", "Neural Dynamics", "MIT"],
          ["2", "3", "Carol Ruiz", "Vision Lab", "Stanford"],
        ]);
      await expect.poll(() => textOf(notebook.output(join))).toContain("3 rows");

      await expect
        .poll(() => rows("Researcher.restrict"))
        .toEqual([
          ["1", "1", "Alice Chen"],
          ["1", "2", "Bob Park"],
        ]);
      await expect
        .poll(() => rows("Lab.aggr(Researcher, {"))
        .toEqual([
          ["1", "2"],
          ["2", "1"],
        ]);
      await expect.poll(() => rows("num_researchers > 1")).toEqual([["1", "Neural Dynamics", "2"]]);
      await expect.poll(() => output("toDicts({ orderBy")).toContain("Carol Ruiz");
      await expect
        .poll(() => rows("class Project"))
        .toEqual([
          ["1", "Brain Mapping Initiative"],
          ["2", "Visual Cortex Study"],
        ]);
      await expect
        .poll(() => output("for (const lab of"))
        .toBe(
          [
            "Labs on the first Instance:",
            "  Neural Dynamics (MIT)",
            "  Vision Lab (Stanford)",
            "Projects on the second:",
            "  Brain Mapping Initiative",
            "  Visual Cortex Study",
            "safemode: false on the first, true on the second",
          ].join("\n"),
        );
      await expect.poll(() => rows("inst.FreeTable")).toEqual([["1", "Neural Dynamics", "MIT"]]);
      const sql = await notebook.numberOf('FROM "tutorial_instances.lab"');
      await expect
        .poll(() => notebook.rows(sql))
        .toEqual([
          ["1", "Neural Dynamics", "Alice Chen"],
          ["1", "Neural Dynamics", "Bob Park"],
          ["2", "Vision Lab", "Carol Ruiz"],
        ]);
      expect(await notebook.output(sql).getByRole("button", { name: "Show SQL" }).count()).toBe(0);
      await expect.poll(() => rows("class Protocol")).toEqual([["awake imaging"], ["slice recording"]]);
      const refused = await output("dj.setThreadSafe(true)");
      expect(refused).toContain("ThreadSafetyError");
      expect(refused).toContain("line 3");
      await expect.poll(() => output("await Lab.count()")).toBe("2");
      await expect.poll(() => output("schema2.drop")).toBe("Is the first schema still there? false");
    }
    expect(notebook.problems).toEqual([]);
    await notebook.close();
  });

  it("marks the primary key, and shows the SQL of both dialects", async () => {
    const notebook = await NotebookPage.open(browser, "", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const restricted = await notebook.numberOf("Researcher.restrict");
    const table = notebook.output(restricted).getByRole("table");
    const descriptions = await table
      .getByRole("columnheader")
      .evaluateAll((headers) =>
        headers.map(
          (header) => document.getElementById(header.getAttribute("aria-describedby")!)!.textContent,
        ),
      );
    expect(descriptions).toEqual(["primary key, int32", "primary key, int32", "varchar(100)"]);

    const show = notebook.output(restricted).getByRole("button", { name: "Show SQL" });
    expect(await show.getAttribute("aria-expanded")).toBe("false");
    await show.click();
    await expect.poll(() => show.getAttribute("aria-expanded")).toBe("true");
    const sqlite = notebook.page.getByRole("region", { name: "SQL for SQLite" });
    const mysql = notebook.page.getByRole("region", { name: "SQL for MySQL" });
    await expect.poll(() => textOf(sqlite)).toContain('"tutorial_instances.researcher"');
    await expect.poll(() => textOf(mysql)).toContain("`tutorial_instances`.`researcher`");
    /** How far to the right the one begins of where the other ends. */
    const distance = async (): Promise<number> => {
      const [left, right] = [await sqlite.boundingBox(), await mysql.boundingBox()];
      return right!.x - left!.x - left!.width;
    };
    await expect.poll(distance).toBeGreaterThanOrEqual(0);

    await mysql.getByRole("button", { name: "Copy the SQL for MySQL" }).click();
    await notebook.page.getByRole("button", { name: "Copied the SQL for MySQL" }).waitFor();
    const copied = await notebook.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await textOf(mysql.locator("code")));
    await show.click();
    await expect.poll(() => mysql.count()).toBe(0);
    await notebook.close();
  });

  it("keeps data over a reload, also when cells are run again", async () => {
    const notebook = await NotebookPage.open(browser);
    const insert = await notebook.numberOf("await Lab.insert");
    for (let number = 1; number <= insert; number++) expect(await notebook.run(number)).toBe("done");

    await notebook.goto();
    expect(await notebook.state()).toBe("idle");
    for (let number = 1; number < insert; number++) expect(await notebook.run(number)).toBe("done");
    await notebook.write(insert, "await Researcher.toArrays('researcher_name')");
    expect(await notebook.run(insert)).toBe("done");
    await expect.poll(() => textOf(notebook.output(insert))).toContain("Carol Ruiz");
    await notebook.close();
  });
});
