import mysql from "mysql2/promise";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { type GatewayProcess, startGateway } from "../servers/gateway.ts";
import { isMysqlSkipped, mysqlUrl } from "../servers/mysql-url.ts";
import { declareBeads, insertBeads } from "./bead-pipeline.ts";
import { NotebookPage, siteUrl, textOf } from "./notebook-page.ts";

const schema = "tutorial_copied";

const declareCell = [declareBeads("copied", schema), "await Bead.count();"].join("\n");

const fillCell = (rows: number): string => [declareCell, insertBeads(rows)].join("\n");

const copyCell = [
  'const server = new dj.Instance({ backend: "mysql", safemode: false });',
  "const report = await inst.copyTo(server, { resume: true });",
  'report.tables.map(({ table, rows, isCopied }) => [table, rows, isCopied].join(" ")).join(", ");',
].join("\n");

const backCell = [
  'const copy = new dj.Instance({ database: "copied back" });',
  `const back = await server.copyTo(copy, { schemas: ["${schema}"] });`,
  "back.tables.every(({ checksum }, index) => checksum === report.tables[index].checksum);",
].join("\n");

describe.skipIf(isMysqlSkipped)("copying a database file to a server, and back", () => {
  let browser: Browser;
  let gateway: GatewayProcess;
  let server: mysql.Connection;
  let notebook: NotebookPage;

  const count = async (sql: string): Promise<number> => {
    const [rows] = await server.query(`SELECT COUNT(*) AS n FROM ${sql}`);
    return Number((rows as { n: unknown }[])[0]!.n);
  };
  const connections = () => count("information_schema.processlist WHERE user = 'djtest_copy'");

  beforeAll(async () => {
    await siteUrl();
    [browser, gateway, server] = await Promise.all([
      launchChromium(),
      startGateway(),
      mysql.createConnection(await mysqlUrl()),
    ]);
    await server.query("DROP USER IF EXISTS 'djtest_copy'@'%'");
    await server.query("CREATE USER 'djtest_copy'@'%' IDENTIFIED BY 'copied'");
    await server.query("GRANT ALL ON `tutorial\\_copied`.* TO 'djtest_copy'@'%'");
  });

  afterEach(async () => {
    await notebook?.close();
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    await server.query(`DROP DATABASE IF EXISTS ${schema}`);
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.end();
    await server?.query("DROP USER IF EXISTS 'djtest_copy'@'%'");
    await server?.end();
  });

  /** Runs the cell that copies, up to the dialog, and answers it. */
  async function copy(number: number): Promise<void> {
    await notebook.beginRun(number);
    const dialog = notebook.page.getByRole("dialog", { name: "Connect to a MySQL server" });
    await dialog.waitFor();
    const answers = {
      Gateway: gateway.url,
      Token: gateway.token,
      "User of the server": "djtest_copy",
      Password: "copied",
    };
    for (const [label, value] of Object.entries(answers)) {
      await dialog.getByLabel(label, { exact: true }).fill(value);
    }
    await dialog.getByRole("button", { name: "Connect" }).click();
  }

  it("shows how far it is, and gives what was copied", async () => {
    notebook = await NotebookPage.open(browser, "");
    await notebook.write(1, fillCell(300));
    expect(await notebook.run(1)).toBe("done");
    await notebook.write(2, copyCell);
    await copy(2);
    expect(await notebook.waitForState("done", "failed")).toBe("done");
    const text = (): Promise<string> => textOf(notebook.output(2));
    await expect.poll(text).toContain(`Inserting into ${schema}.bead: 300 of 300`);
    await expect
      .poll(text)
      .toContain(`${schema}.#colour 2 true, ${schema}.bead 300 true, ${schema}.bead__hole 2 true`);
    expect(await count(`${schema}.bead WHERE width = 1.25 AND shape IS NOT NULL`)).toBe(300);
    expect(await count(`${schema}.bead__hole`)).toBe(2);
    await notebook.write(3, backCell);
    expect(await notebook.run(3)).toBe("done");
    await expect.poll(() => textOf(notebook.output(3))).toContain("true");
    expect(notebook.problems).toEqual([]);
  });

  it("is cancelled with nothing left of the table, and goes on from there", async () => {
    notebook = await NotebookPage.open(browser, "");
    await notebook.write(1, fillCell(40_000));
    expect(await notebook.run(1)).toBe("done");
    await notebook.write(2, copyCell.replace("resume: true", "resume: true, chunkSize: 20"));
    await copy(2);
    await notebook.output(2).getByRole("button", { name: "Cancel" }).click();
    expect(await notebook.waitForState("stopped")).toBe("stopped");
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    expect(await count(`${schema}.bead`)).toBe(0);
    expect(await count(`${schema}.\`#colour\``)).toBe(2);
    await notebook.write(1, declareCell);
    expect(await notebook.run(1)).toBe("done");
    await notebook.write(2, copyCell);
    expect(await notebook.run(2)).toBe("done");
    await expect
      .poll(() => textOf(notebook.output(2)))
      .toContain(`${schema}.#colour 2 false, ${schema}.bead 40000 true, ${schema}.bead__hole 2 true`);
    expect(await count(`${schema}.bead`)).toBe(40_000);
  });
});
