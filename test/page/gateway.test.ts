import mysql from "mysql2/promise";
import type { Browser, BrowserContextOptions, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { type GatewayProcess, startGateway } from "../servers/gateway.ts";
import { isMysqlSkipped, mysqlUrl } from "../servers/mysql-url.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const schemas = ["tutorial_instances", "tutorial_instances_2"];

const connectCell = [
  'import * as dj from "datajoint";',
  'const inst = new dj.Instance({ backend: "mysql", safemode: false });',
  'await inst.connection.query("SELECT CONNECTION_ID() AS id, 42 AS answer");',
].join("\n");

describe.skipIf(isMysqlSkipped)("a server behind the gateway", () => {
  let browser: Browser;
  let gateway: GatewayProcess;
  let server: mysql.Connection;
  let password: string;

  const notebooks: NotebookPage[] = [];

  const open = async (search?: string, options?: BrowserContextOptions): Promise<NotebookPage> => {
    const notebook = await NotebookPage.open(browser, search, options);
    notebooks.push(notebook);
    return notebook;
  };

  afterEach(async () => {
    for (const notebook of notebooks.splice(0)) await notebook.close();
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
  });

  const dropSchemas = async (): Promise<void> => {
    await server.query("SET FOREIGN_KEY_CHECKS = 0");
    for (const schema of schemas) await server.query(`DROP DATABASE IF EXISTS ${schema}`);
  };

  /** How many connections pages have to the server now. */
  const connections = async (): Promise<number> => {
    const [rows] = await server.query(
      "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE user = 'djtest_page'",
    );
    return Number((rows as { n: unknown }[])[0]!.n);
  };

  beforeAll(async () => {
    await siteUrl();
    [browser, gateway, server] = await Promise.all([
      launchChromium(),
      startGateway(),
      mysql.createConnection(await mysqlUrl()),
    ]);
    password = `secret-${gateway.token}`;
    await server
      .query("CREATE OR REPLACE USER 'djtest_page'@'%' IDENTIFIED BY ?", [password])
      .catch(async () => {
        await server.query("DROP USER IF EXISTS 'djtest_page'@'%'");
        await server.query("CREATE USER 'djtest_page'@'%' IDENTIFIED BY ?", [password]);
      });
    await server.query("GRANT ALL ON `tutorial\\_%`.* TO 'djtest_page'@'%'");
    await dropSchemas();
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.end();
    if (server !== undefined) {
      await dropSchemas();
      await server.query("DROP USER IF EXISTS 'djtest_page'@'%'");
      await server.end();
    }
  });

  const dialogOf = (notebook: NotebookPage): Locator =>
    notebook.page.getByRole("dialog", { name: "Connect to a MySQL server" });

  /** Runs a cell that wants a server, up to the dialog. */
  async function ask(notebook: NotebookPage, number: number): Promise<Locator> {
    await notebook.beginRun(number);
    const dialog = dialogOf(notebook);
    await dialog.waitFor();
    return dialog;
  }

  /** Fills in what is given, and presses Connect. */
  async function answer(dialog: Locator, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = {
      Gateway: gateway.url,
      Token: gateway.token,
      "User of the server": "djtest_page",
      Password: password,
      ...fields,
    };
    for (const [label, value] of Object.entries(all))
      await dialog.getByLabel(label, { exact: true }).fill(value);
    await dialog.getByRole("button", { name: "Connect" }).click();
  }

  it("runs the tutorial, of which only its Instances have changed", async () => {
    const notebook = await open();
    const change = async (text: string, edit: (source: string) => string): Promise<void> => {
      const number = await notebook.numberOf(text);
      await notebook.write(number, edit(await notebook.source(number)));
    };
    await change('host: "lab-server"', (source) =>
      source.replace("Instance({", 'Instance({ backend: "mysql",'),
    );
    await change('host: "project-server"', (source) =>
      source.replace("Instance({", 'Instance({ backend: "mysql",'),
    );
    // Raw SQL is the backend's own.
    await change('FROM "tutorial_instances.lab"', (source) =>
      source
        .replace('"tutorial_instances.lab"', "tutorial_instances.lab")
        .replace('"tutorial_instances.researcher"', "tutorial_instances.researcher"),
    );
    await notebook.button("Run all").click();
    const dialog = dialogOf(notebook);
    await dialog.waitFor();
    await expect.poll(() => dialog.getByLabel("User of the server").inputValue()).toBe("student");
    await expect
      .poll(() => textOf(dialog.locator("code")))
      .toBe("npx datajoint gateway --to mysql://lab-server:3306");
    await answer(dialog);
    expect(await notebook.waitForState("done", "failed")).toBe("done");

    const rows = async (text: string): Promise<string[][]> => notebook.rows(await notebook.numberOf(text));
    await expect
      .poll(() => rows("Researcher.join(Lab)"))
      .toEqual([
        ["1", "1", "Alice Chen", "Neural Dynamics", "MIT"],
        ["1", "2", "Bob Park", "Neural Dynamics", "MIT"],
        ["2", "3", "Carol Ruiz", "Vision Lab", "Stanford"],
      ]);
    await expect.poll(() => rows("num_researchers > 1")).toEqual([["1", "Neural Dynamics", "2"]]);
    await expect
      .poll(() => rows("class Project"))
      .toEqual([
        ["1", "Brain Mapping Initiative"],
        ["2", "Visual Cortex Study"],
      ]);
    await expect
      .poll(() => rows("FROM tutorial_instances.lab"))
      .toEqual([
        ["1", "Neural Dynamics", "Alice Chen"],
        ["1", "Neural Dynamics", "Bob Park"],
        ["2", "Vision Lab", "Carol Ruiz"],
      ]);
    expect(notebook.problems).toEqual([]);
  });

  it("is asked for by keyboard alone, with what is wrong told at its field, and nothing is kept", async () => {
    const notebook = await open("", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const { keyboard } = notebook.page;
    await notebook.write(1, connectCell);
    const dialog = await ask(notebook, 1);
    const focused = (): Promise<string | null> =>
      dialog.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement?.id ?? null);
    const alert = dialog.getByRole("alert");
    const told = async (text: RegExp, field: string): Promise<void> => {
      await expect.poll(() => textOf(alert)).toMatch(text);
      await expect.poll(focused).toBe(field);
      await expect.poll(() => dialog.locator(`#${field}`).getAttribute("aria-invalid")).toBe("true");
    };

    await expect.poll(focused).toBe("token");
    await keyboard.type("wrong");
    await keyboard.press("Tab");
    await keyboard.type("djtest_page");
    await keyboard.press("Tab");
    await expect.poll(focused).toBe("password");
    await keyboard.type("wrong");
    const free = await startGateway();
    const [unused, usedToken] = [free.url, free.token];
    await free.end();
    await dialog.getByLabel("Gateway").fill("example.org:80");
    await keyboard.press("Enter");
    await told(/begins with ws:\/\/127\.0\.0\.1/, "address");
    await keyboard.type(unused);
    await keyboard.press("Enter");
    await told(/No gateway answers at ws:\/\/127\.0\.0\.1:\d+\. Start one with the command above/, "address");
    await keyboard.type(gateway.url);
    await keyboard.press("Enter");
    await told(/token is not that of the gateway/, "token");
    expect(usedToken).not.toBe(gateway.token);
    await keyboard.type(gateway.token);
    await keyboard.press("Enter");
    await told(/Access denied/, "password");

    await dialog.getByRole("button", { name: "Copy the command" }).click();
    await dialog.getByRole("button", { name: "Copied the command" }).waitFor();
    expect(await notebook.page.evaluate(() => navigator.clipboard.readText())).toBe(
      "npx datajoint gateway --to mysql://localhost:3306",
    );

    await dialog.locator("#password").focus();
    await keyboard.press("ControlOrMeta+a");
    await keyboard.type(password);
    await keyboard.press("Enter");
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(1))).toContain("42");
    await expect.poll(() => dialog.count()).toBe(0);
    expect(await connections()).toBe(1);

    // Another Instance of the same account is not asked for again.
    await notebook.write(
      2,
      `const again = new ${connectCell.split("new ")[1]!.replaceAll("inst.", "again.")}`,
    );
    expect(await notebook.run(2)).toBe("done");
    expect(await connections()).toBe(2);

    const kept = await notebook.page.evaluate(async () => {
      const texts = [location.href, document.cookie];
      for (const storage of [localStorage, sessionStorage]) texts.push(JSON.stringify(storage));
      for (const { name } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve) => {
          const request = indexedDB.open(name!);
          request.onsuccess = () => resolve(request.result);
        });
        for (const store of database.objectStoreNames) {
          const values = await new Promise<unknown>((resolve) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
          });
          texts.push(JSON.stringify(values));
        }
        database.close();
      }
      return texts.join("\n");
    });
    expect(kept).not.toContain(gateway.token);
    expect(kept).not.toContain(password);

    await notebook.button("Restart").click();
    await notebook.waitForState("idle");
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    expect(await notebook.run(1)).toBe("done");
    expect(await connections()).toBe(1);
    await notebook.close();
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
  });

  it("fails clearly where the reader cancels, and asks again", async () => {
    const notebook = await open();
    await notebook.write(1, connectCell);
    await ask(notebook, 1);
    await notebook.page.keyboard.press("Escape");
    expect(await notebook.waitForState("done", "failed")).toBe("failed");
    await expect.poll(() => textOf(notebook.output(1))).toContain("DataJointError");
    await expect
      .poll(() => textOf(notebook.output(1)))
      .toContain("the dialog that asks for it was cancelled");

    const again = await ask(notebook, 1);
    await again.getByRole("button", { name: "Cancel" }).click();
    expect(await notebook.waitForState("done", "failed")).toBe("failed");
    await ask(notebook, 1);
    await notebook.page.keyboard.press("Escape");
    await notebook.waitForState("done", "failed");
  });

  it("is lost with its gateway, and there again with another", async () => {
    const notebook = await open();
    const first = await startGateway();
    await notebook.write(1, connectCell);
    await answer(await ask(notebook, 1), { Gateway: first.url, Token: first.token });
    expect(await notebook.waitForState("done", "failed")).toBe("done");

    await notebook.write(2, 'await inst.connection.query("DO SLEEP(600)")');
    await notebook.beginRun(2);
    await expect
      .poll(async () => {
        const [rows] = await server.query(
          "SELECT COUNT(*) AS n FROM information_schema.processlist WHERE info = 'DO SLEEP(600)'",
        );
        return Number((rows as { n: unknown }[])[0]!.n);
      })
      .toBe(1);
    await first.end("SIGKILL");
    expect(await notebook.waitForState("done", "failed")).toBe("failed");
    await expect.poll(() => textOf(notebook.output(2))).toContain("LostConnectionError");

    await notebook.write(2, 'await inst.connection.query("SELECT 7 * 6 AS product")');
    const dialog = await ask(notebook, 2);
    await expect.poll(() => textOf(dialog.getByRole("alert"))).toContain("No gateway answers");
    await answer(dialog);
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    await expect.poll(() => textOf(notebook.output(2))).toContain("42");
  });

  it("is given up when its cell is stopped", async () => {
    const notebook = await open();
    await notebook.write(
      1,
      connectCell.replace("SELECT CONNECTION_ID() AS id, 42 AS answer", "SELECT SLEEP(600)"),
    );
    await answer(await ask(notebook, 1));
    await expect.poll(connections).toBe(1);
    await notebook.button("Stop").click();
    expect(await notebook.waitForState("stopped")).toBe("stopped");
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
  });

  it.each([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    [
      "light on a phone",
      { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ],
    [
      "dark on a phone",
      { colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    ],
  ] as const)("is asked for without accessibility violations, %s", async (_, options) => {
    const notebook = await open("", options);
    await notebook.write(1, connectCell);
    const dialog = await ask(notebook, 1);
    await answer(dialog, { Token: "wrong" });
    await expect.poll(() => textOf(dialog.getByRole("alert"))).toContain("token");
    expect(await violations(notebook)).toEqual([]);
    const box = (await dialog.boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(notebook.page.viewportSize()!.width);
    expect(box.height).toBeLessThanOrEqual(notebook.page.viewportSize()!.height);
  });
});
