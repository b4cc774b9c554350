import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

const pipeline = `
const work = new dj.Instance({ database: "work" }).Schema("work");
@work
class Task extends dj.Manual { static definition = "task : int32"; }
@work
class Result extends dj.Computed {
  static definition = "-> Task\\n---\\nsquare : int32";
  static Step = class extends dj.Part { static definition = "-> master\\nstep : int8"; };
  async make(key) {
    await this.insert1({ ...key, square: key.task ** 2 });
    await Result.Step.insert1({ ...key, step: 1 });
    if (key.task === globalThis.slow) for (;;) await new Promise((resolve) => setTimeout(resolve, 5));
    await Result.Step.insert1({ ...key, step: 2 });
  }
}
await Task.insert(Array.from({ length: 12 }, (_, task) => [task]));
`;

let browser: Browser;

beforeAll(async () => {
  await siteUrl();
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe("a long insert in a page", () => {
  it("shows how far it is, and can be cancelled beside its bar", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.run(1);
    await notebook.write(
      2,
      `const store = new dj.Instance({ database: "many" }).Schema("many");
@store
class Reading extends dj.Manual { static definition = "reading : int32\\n---\\nvalue : varchar(40)"; }
function* readings(count) { for (let reading = 0; reading < count; reading++) yield { reading, value: "value " + reading }; }
await Reading.insert([...readings(20_000)]);
await Reading.count()`,
    );
    expect(await notebook.run(2)).toBe("done");
    await notebook
      .output(2)
      .getByRole("progressbar", { name: "Inserting into Reading: 20,000 of 20,000" })
      .waitFor();
    await expect.poll(() => textOf(notebook.output(2))).toContain("20000");
    await expect.poll(() => notebook.button("Cancel").count()).toBe(0);

    await notebook.write(
      3,
      "await Reading.insert([...readings(4_000_000)].slice(20_000), { chunkSize: 5000 });",
    );
    await notebook.beginRun(3);
    await notebook
      .output(3)
      .getByRole("progressbar", { name: /^Inserting into Reading: / })
      .waitFor();
    await notebook.output(3).getByRole("button", { name: "Cancel" }).click();
    await notebook.waitForState("stopped");
    await expect.poll(() => textOf(notebook.output(3))).toContain("Stopped");
    await notebook.close();
  });
});

describe("populate in a page", () => {
  it("shows how far it is, can be stopped, leaves no key half made, and goes on where it was", async () => {
    const notebook = await NotebookPage.open(browser);
    await notebook.run(1);
    await notebook.write(2, pipeline);
    expect(await notebook.run(2)).toBe("done");
    await notebook.write(3, "globalThis.slow = 7;\nawait Result.populate();");
    await notebook.beginRun(3);
    const bar = notebook.output(3).getByRole("progressbar", { name: "Populating Result: 7 of 12" });
    await bar.waitFor();
    expect(await bar.getAttribute("value")).toBe("7");
    expect(await bar.getAttribute("max")).toBe("12");
    await notebook.button("Stop").click();
    await notebook.waitForState("stopped");
    await expect.poll(() => textOf(notebook.output(3))).toContain("Stopped");

    expect(await notebook.run(1)).toBe("done");
    await notebook.write(2, pipeline.replace("]));", "]), { skipDuplicates: true });"));
    expect(await notebook.run(2)).toBe("done");
    await notebook.write(
      3,
      `const made = await Result.count();
       const halves = await Result.aggr(Result.Step, { n: "count(*)" }).restrict("n <> 2").count();
       const { successCount } = await Result.populate();
       [made <= 7, halves, made + successCount, await Result.Step.count()].join(" ")`,
    );
    expect(await notebook.run(3)).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("true 0 12 24");
    await notebook.close();
  });
});
