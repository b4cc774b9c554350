import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type KernelBrowser, type OpenKernel, startKernelBrowser } from "../browser/kernel-browser.ts";

let browser: KernelBrowser;

beforeAll(async () => {
  browser = await startKernelBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const lab = `
  import * as dj from "datajoint";
  const inst = new dj.Instance({ database: "lab" });
  const schema = inst.Schema("tutorial");
  @schema
  class Lab extends dj.Manual {
    static definition = \`
      lab_id : int32
      ---
      lab_name : varchar(100)
    \`;
  }
`;

const countLabs = `${lab}\nawait Lab.count()`;

const number = (value: number) => ({ kind: "value", value: { kind: "number", text: String(value) } });

const listFiles = ({ page }: OpenKernel) =>
  page.evaluate(async () => (await window.kernelPage.files.list()).map(({ name, size }) => ({ name, size })));

describe("running cells", () => {
  test("TypeScript: values, console, errors, one scope", async () => {
    const { run, context } = await browser.open();
    expect(await run("const a: number = 1; console.log('hello', { a }); a + 1")).toMatchObject({
      ok: true,
      outputs: [{ kind: "text", level: "log", text: "hello { a: 1 }" }, number(2)],
    });
    expect((await run("a * 5")).outputs).toEqual([number(5)]);
    expect((await run("const b = ;")).outputs).toMatchObject([
      { kind: "error", name: "SyntaxError", line: 1, column: 11 },
    ]);
    expect(await run("\nfunction f(): void {\n  throw new RangeError('bad');\n}\nf();")).toMatchObject({
      ok: false,
      outputs: [{ kind: "error", name: "RangeError", message: "bad", line: 3, column: 9 }],
    });
    await context.close();
  });

  test("populate, with its progress", async () => {
    const { run, context } = await browser.open();
    await run(lab);
    const { ok, outputs } = await run(`
      @schema
      class Size extends dj.Computed {
        static definition = "-> Lab\\n---\\nletters : int32";
        async make(key) {
          const name = await Lab.restrict(key).fetch1("lab_name");
          await this.insert1({ ...key, letters: name.length });
        }
      }
      await Lab.insert([{ lab_id: 1, lab_name: "A" }, { lab_id: 2, lab_name: "BB" }]);
      const { successCount } = await Size.populate();
      successCount
    `);
    expect(outputs.filter(({ kind }) => kind === "progress").at(-1)).toEqual({
      kind: "progress",
      table: "Size",
      done: 2,
      total: 2,
    });
    expect(outputs.at(-1)).toEqual(number(2));
    expect(ok).toBe(true);
    await context.close();
  });

  test("tables and queries", async () => {
    const { run, context } = await browser.open();
    await run(lab);
    const { ok, outputs } = await run(
      "await Lab.insert([{ lab_id: 2, lab_name: 'B' }, { lab_id: 1, lab_name: 'A' }]); Lab",
    );
    expect(outputs).toMatchObject([
      {
        kind: "table",
        columns: [
          { name: "lab_id", type: "int32", inKey: true },
          { name: "lab_name", type: "varchar(100)", inKey: false },
        ],
        rows: [
          [
            { kind: "number", text: "1" },
            { kind: "text", text: "A" },
          ],
          [
            { kind: "number", text: "2" },
            { kind: "text", text: "B" },
          ],
        ],
        total: 2,
        sql: { sqlite: expect.stringContaining("SELECT"), mysql: expect.stringContaining("SELECT") },
      },
    ]);
    expect(ok).toBe(true);
    expect((await run("await Lab.insert1({ lab_id: 1, lab_name: 'C' });")).outputs).toMatchObject([
      { kind: "error", name: "DuplicateError", line: 1 },
    ]);
    await context.close();
  });

  test("SQL: each statement on the named Instance, or the one opened last", async () => {
    const { run, context } = await browser.open();
    expect((await run("SELECT 1", "sql")).outputs).toMatchObject([
      { kind: "error", message: expect.stringContaining("Instance"), line: null },
    ]);
    await run(
      `${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" }); const other = new dj.Instance({ database: "other" });`,
    );
    const select = `SELECT lab_name AS name FROM "tutorial.lab"`;
    const table = {
      kind: "table",
      columns: [{ name: "name" }],
      rows: [[{ kind: "text", text: "A" }]],
      total: 1,
      sql: null,
    };
    expect(
      (await run(`${select};\nDELETE FROM "tutorial.lab"; ${select}`, "sql", "inst")).outputs,
    ).toMatchObject([table, { kind: "text", text: "1 row changed." }, { kind: "table", rows: [], total: 0 }]);
    expect((await run(`SELECT 1;\n\n${select}`, "sql")).outputs).toMatchObject([
      { kind: "table" },
      { kind: "error", line: 3 },
    ]);
    expect((await run(select, "sql", "schema")).ok).toBe(true);
    expect((await run(select, "sql", "nobody")).outputs).toMatchObject([
      { kind: "error", message: expect.stringContaining("nobody") },
    ]);
    await context.close();
  });

  test("errors that nobody caught are shown below the cell that left them", async () => {
    const { run, context } = await browser.open();
    const { ok, outputs } = await run("void Promise.reject(new Error('unawaited'));\n1");
    expect(ok).toBe(false);
    expect(outputs).toContainEqual(expect.objectContaining({ kind: "error", message: "unawaited", line: 1 }));
    await context.close();
  });

  test("output comes while the cell runs", async () => {
    const { page, context } = await browser.open();
    const texts = await page.evaluate(async () => {
      const seen: string[] = [];
      const endless = "for (let i = 0; ; i++) if (i % 100_000 === 0) console.log(i);";
      await new Promise<void>((resolve) => {
        window.kernelPage.kernel.run(
          { id: "endless", language: "ts", source: endless },
          {
            onOutput: (output) => {
              if (output.kind === "text") seen.push(output.text);
              if (seen.length === 3) resolve();
            },
          },
        );
      });
      await window.kernelPage.kernel.stop();
      return seen.slice(0, 3);
    });
    expect(texts).toEqual(["0", "100000", "200000"]);
    await context.close();
  });

  test("questions are put to the reader", async () => {
    const { run, page, context } = await browser.open();
    await run(`${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" });`);
    const { ok } = await run("inst.config.safemode = true; await schema.drop();");
    expect(ok).toBe(true);
    expect(await page.evaluate(() => window.kernelPage.questions)).toHaveLength(1);
    await context.close();
  });

  test("attachments come back as files, since a browser has no paths", async () => {
    const { run, context } = await browser.open();
    const { outputs } = await run(`
      import * as dj from "datajoint";
      const schema = new dj.Instance({ database: "notes" }).Schema("notes");
      class Note extends dj.Manual { static definition = "note : int32\\n---\\ntext : <attach>"; }
      schema(Note);
      await Note.insert([
        { note: 1, text: new File(["first"], "a.txt") },
        { note: 2, text: { name: "b.txt", data: new TextEncoder().encode("second") } },
      ]);
      const files = await Note.toArrays("text", { orderBy: "KEY" });
      const refused = await Note.insert1([3, "/home/c.txt"]).catch((error) => error.message);
      [...files.map((file) => file instanceof File && file.name), await files[0].text(), await files[1].text(), refused, files[0]]
    `);
    const text = JSON.stringify(outputs);
    for (const part of [
      "a.txt",
      "b.txt",
      "first",
      "second",
      "Give a File or bytes",
      'File \\"a.txt\\", 5 bytes',
    ]) {
      expect(text).toContain(part);
    }
    await context.close();
  });
});

describe("stop", () => {
  test("ends an endless loop, the cells that wait, and the scope; the next cell runs", async () => {
    const { run, page, context } = await browser.open();
    await run("const before = 1;");
    const results = await page.evaluate(async () => {
      const { kernel, run } = window.kernelPage;
      const hasBegun = new Promise<void>((resolve) => {
        kernel.run(
          { id: "a", language: "ts", source: "console.log('begun'); while (true) {}" },
          { onOutput: () => resolve() },
        );
      });
      const waiting = run("'never'");
      await hasBegun;
      await kernel.stop();
      return [await waiting, await run("typeof before")];
    });
    expect(results).toMatchObject([
      { ok: false, outputs: [{ kind: "error", name: "Stopped" }] },
      { ok: true, outputs: [{ value: { text: "undefined" } }] },
    ]);
    await context.close();
  });

  test("tells the running cell that it was stopped", async () => {
    const { page, context } = await browser.open();
    const result = await page.evaluate(async () => {
      const { kernel } = window.kernelPage;
      const outputs: unknown[] = [];
      let begin = (): void => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const running = kernel.run(
        { id: "a", language: "ts", source: "console.log('begun'); for (;;);" },
        {
          onOutput: (output) => {
            outputs.push(output);
            begin();
          },
        },
      );
      await begun;
      await kernel.stop();
      return { ...(await running), outputs };
    });
    expect(result).toMatchObject({
      ok: false,
      outputs: [{ text: "begun" }, { kind: "error", name: "Stopped", line: null }],
    });
    await context.close();
  });

  test("works when nothing runs, twice at once, and before the start", async () => {
    const { page, run, context } = await browser.open();
    await page.evaluate(() =>
      Promise.all([window.kernelPage.kernel.stop(), window.kernelPage.kernel.stop()]),
    );
    expect((await run("1")).ok).toBe(true);
    await page.reload();
    await page.evaluate(() => window.kernelPage.kernel.stop());
    expect((await run("2")).outputs).toEqual([number(2)]);
    await context.close();
  });

  test("works when the sandbox itself does not answer", async () => {
    const { page, run, context } = await browser.open();
    const frame = page.frames().find((one) => one !== page.mainFrame())!;
    await frame.evaluate(() => {
      Worker.prototype.terminate = () => {};
      MessagePort.prototype.postMessage = () => {};
    });
    await page.evaluate(async () => {
      const { kernel } = window.kernelPage;
      await new Promise<void>((resolve) => {
        kernel.run(
          { id: "a", language: "ts", source: "console.log('begun'); for (;;);" },
          { onOutput: () => resolve() },
        );
      });
      await kernel.stop();
    });
    expect((await run("3")).outputs).toEqual([number(3)]);
    expect(frame.isDetached()).toBe(true);
    await context.close();
  });

  test("a kernel whose worker can't be loaded says so, and starts when it can", async () => {
    const { page, run, context } = await browser.open();
    await page.reload();
    await page.route("**/cell-worker*", (route) => route.fulfill({ body: "throw new Error('broken')" }));
    expect((await run("5")).outputs).toMatchObject([
      { kind: "error", name: "KernelError", message: expect.stringContaining("broken") },
    ]);
    await page.unroute("**/cell-worker*");
    await page.reload();
    expect((await run("5")).outputs).toEqual([number(5)]);
    await context.close();
  });

  test("a worker that ends itself can be stopped", async () => {
    const { page, run, context } = await browser.open();
    await page.evaluate(async () => {
      const { kernel } = window.kernelPage;
      await new Promise<void>((resolve) => {
        kernel.run(
          {
            id: "a",
            language: "ts",
            source: "console.log('begun'); self.close(); await new Promise(() => {});",
          },
          { onOutput: () => resolve() },
        );
      });
      await kernel.stop();
    });
    expect((await run("4")).outputs).toEqual([number(4)]);
    await context.close();
  });
});

describe("saving", () => {
  test("a cell is done only when what it committed is saved", async () => {
    const { run, page, context } = await browser.open();
    await run(`${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" });`);
    expect(await listFiles({ page, run, context })).toEqual([{ name: "lab", size: expect.any(Number) }]);
    await page.reload();
    expect((await run(countLabs)).outputs).toEqual([number(1)]);
    await context.close();
  });

  test("what a cell committed before it failed is saved", async () => {
    const { run, page, context } = await browser.open();
    await run(`${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" }); throw new Error("after");`);
    await page.reload();
    expect((await run(countLabs)).outputs).toEqual([number(1)]);
    await context.close();
  });

  test("a cell that never waits for anything else is saved while it runs; stop keeps what was saved", async () => {
    const { run, page, context } = await browser.open();
    await run(`${lab}\nawait schema.declare();`);
    await page.evaluate(async () => {
      const { kernel, files } = window.kernelPage;
      const source = "for (let i = 0; ; i++) await Lab.insert1({ lab_id: i, lab_name: 'A' });";
      const hasSavedTwice = new Promise<void>((resolve) => {
        let saves = 0;
        files.addEventListener("change", () => {
          if (++saves === 2) resolve();
        });
      });
      kernel.run({ id: "endless", language: "ts", source }, { onOutput: () => {} });
      await hasSavedTwice;
      await kernel.stop();
    });
    const { outputs } = await run(countLabs);
    expect(Number((outputs[0] as { value: { text: string } }).value.text)).toBeGreaterThan(0);
    expect((await run("PRAGMA integrity_check", "sql")).outputs).toMatchObject([
      { rows: [[{ text: "ok" }]] },
    ]);
    await context.close();
  });

  test("an ended worker can't write any more", async () => {
    const { run, page, context } = await browser.open();
    await run(`${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" });`);
    const saves = await page.evaluate(async () => {
      const { kernel, files } = window.kernelPage;
      let count = 0;
      await new Promise<void>((resolve) => {
        const source =
          "for (let i = 2; ; i++) { await Lab.insert1({ lab_id: i, lab_name: 'A' }); if (i === 2) console.log('begun'); }";
        kernel.run({ id: "endless", language: "ts", source }, { onOutput: () => resolve() });
      });
      await files.remove("lab");
      await kernel.restart();
      files.addEventListener("change", () => count++);
      await window.kernelPage.run("1");
      return count;
    });
    expect(saves).toBe(0);
    expect(await listFiles({ page, run, context })).toEqual([]);
    expect((await run(countLabs)).outputs).toEqual([number(0)]);
    await context.close();
  });

  test("two tabs do not overwrite one another", async () => {
    const first = await browser.open();
    await first.run(`${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" });`);
    const second = await browser.open(first.context);
    expect((await second.run(countLabs)).outputs).toEqual([number(1)]);
    // It listens before the first saves anything.
    await second.page.evaluate(() => {
      const heard = new Promise<string>((resolve) =>
        window.kernelPage.files.addEventListener("change", () => resolve("heard"), { once: true }),
      );
      Object.assign(window, { heard });
    });
    await first.run("await Lab.insert1({ lab_id: 2, lab_name: 'B' });");
    expect(await second.page.evaluate(() => Reflect.get(window, "heard"))).toBe("heard");
    const conflict = await second.run("await Lab.insert1({ lab_id: 3, lab_name: 'C' });");
    expect(conflict).toMatchObject({
      ok: false,
      outputs: [{ kind: "error", message: expect.stringContaining("another tab") }],
    });
    expect((await first.run("await Lab.count()")).outputs).toEqual([number(2)]);
    await second.page.evaluate(() => window.kernelPage.kernel.restart());
    expect((await second.run(countLabs)).outputs).toEqual([number(2)]);
    await first.context.close();
  });

  test("two Instances, two files; a file removed between runs is begun anew", async () => {
    const kernel = await browser.open();
    await kernel.run(
      `${lab}\nawait Lab.insert1({ lab_id: 1, lab_name: "A" }); const other = new dj.Instance({ host: "project-server" }); await other.connection.query("CREATE TABLE t (a)");`,
    );
    expect((await listFiles(kernel)).map(({ name }) => name)).toEqual(["lab", "project-server"]);
    await kernel.context.close();
  });
});

test("everything comes from the site's own folder", async () => {
  expect(browser.site.requests.every((path) => path.startsWith("/some/where/"))).toBe(true);
});
