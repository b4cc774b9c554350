import mysql from "mysql2/promise";
import type { Browser, BrowserContextOptions, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/launch-chromium.ts";
import { type GatewayProcess, startGateway } from "../servers/gateway.ts";
import { isMysqlSkipped, mysqlUrl } from "../servers/mysql-url.ts";
import { declareBeads, insertBeads } from "./bead-pipeline.ts";
import { NotebookPage, siteUrl, textOf, untilFocused } from "./notebook-page.ts";
import { violations } from "./violations.ts";

const schemas = ["tutorial_sent", "tutorial_sent_shapes"];

const declareCell = [
  declareBeads("beads", schemas[0]!),
  `const shapes = inst.Schema("${schemas[1]}");`,
  "@shapes class Shape extends dj.Manual {",
  '  static definition = "shape : varchar(10)";',
  "}",
  "await shapes.declare();",
].join("\n");

const fillCell = (rows: number): string =>
  [declareCell, insertBeads(rows), 'await Shape.insert([["round"]]);'].join("\n");

describe.skipIf(isMysqlSkipped)("sending a database file to a server, and copying back", () => {
  let browser: Browser;
  let gateway: GatewayProcess;
  let server: mysql.Connection;
  let notebook: NotebookPage;
  /** What holds back the server, until its test has ended at the latest. */
  const holders: mysql.Connection[] = [];

  const count = async (sql: string): Promise<number> => {
    const [rows] = await server.query(`SELECT COUNT(*) AS n FROM ${sql}`);
    return Number((rows as { n: unknown }[])[0]!.n);
  };
  const connections = () => count("information_schema.processlist WHERE user = 'djtest_send'");
  const dropSchemas = async (): Promise<void> => {
    for (const schema of schemas) await server.query(`DROP DATABASE IF EXISTS ${schema}`);
  };

  beforeAll(async () => {
    await siteUrl();
    [browser, gateway, server] = await Promise.all([
      launchChromium(),
      startGateway(),
      mysql.createConnection(await mysqlUrl()),
    ]);
    await server.query("DROP USER IF EXISTS 'djtest_send'@'%'");
    await server.query("CREATE USER 'djtest_send'@'%' IDENTIFIED BY 'sent'");
    await server.query("GRANT ALL ON `tutorial\\_sent%`.* TO 'djtest_send'@'%'");
    await dropSchemas();
  });

  afterEach(async () => {
    await notebook?.close();
    for (const holder of holders.splice(0)) holder.destroy();
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    await dropSchemas();
  });

  afterAll(async () => {
    await browser?.close();
    await gateway?.end();
    await server?.query("DROP USER IF EXISTS 'djtest_send'@'%'");
    await server?.end();
  });

  const panel = (): Locator => notebook.page.getByRole("complementary", { name: "Database files" });
  const fileNames = (): Promise<string[]> =>
    panel()
      .getByRole("listitem")
      .evaluateAll((items) => items.map((item) => item.querySelector(".name")!.textContent!));

  /** Opens the page, fills a file, and shows the files. */
  async function openWithBeads(rows: number, options: BrowserContextOptions = {}): Promise<void> {
    notebook = await NotebookPage.open(browser, "", options);
    await notebook.write(1, fillCell(rows));
    expect(await notebook.run(1)).toBe("done");
    await notebook.button("Database files").click();
    await panel().getByRole("button", { name: "Send to server…, beads" }).waitFor();
  }

  async function openSending(): Promise<Locator> {
    await panel().getByRole("button", { name: "Send to server…, beads" }).click();
    const dialog = notebook.page.getByRole("dialog", { name: "Send “beads” to a server" });
    await dialog.waitFor();
    return dialog;
  }

  async function openFetching(): Promise<Locator> {
    await panel().getByRole("button", { name: "Copy from server…" }).click();
    const dialog = notebook.page.getByRole("dialog", { name: "Copy from a server" });
    await dialog.waitFor();
    return dialog;
  }

  /** Presses Connect, and tells where and who. */
  async function connect(dialog: Locator): Promise<void> {
    await dialog.getByRole("button", { name: "Connect…" }).click();
    await answer();
    await dialog.getByText(/djtest_send@/).waitFor();
  }

  async function answer(): Promise<void> {
    const asking = notebook.page.getByRole("dialog", { name: "Connect to a MySQL server" });
    await asking.waitFor();
    const answers = {
      Gateway: gateway.url,
      Token: gateway.token,
      "User of the server": "djtest_send",
      Password: "sent",
    };
    for (const [label, value] of Object.entries(answers))
      await asking.getByLabel(label, { exact: true }).fill(value);
    await asking.getByRole("button", { name: "Connect" }).click();
    await asking.waitFor({ state: "detached" });
  }

  const resultOf = async (dialog: Locator): Promise<string[]> => {
    await dialog.getByRole("table").waitFor();
    return (await dialog.locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  };

  it("shows what would be copied, copies it, and brings it back into a new file", async () => {
    await openWithBeads(300);
    const sending = await openSending();
    await sending.getByText("2 schemas, 4 tables, 305 rows").waitFor();
    await sending.getByText("Tables of tutorial_sent", { exact: true }).click();
    await expect
      .poll(() => textOf(sending.locator("details[open]")))
      .toMatch(/Colour\s+2 rows\s+Bead\s+300 rows\s+Bead\.Hole\s+2 rows/);
    expect(await violations(notebook)).toEqual([]);
    await sending.getByRole("checkbox", { name: /^tutorial_sent_shapes/ }).uncheck();
    await sending.getByText("1 schema, 3 tables, 304 rows").waitFor();
    await connect(sending);
    await sending.getByRole("button", { name: "Send" }).click();
    expect(await resultOf(sending)).toEqual([
      "tutorial_sent.#colour 2 verified",
      "tutorial_sent.bead 300 verified",
      "tutorial_sent.bead__hole 2 verified",
    ]);
    await sending.getByText(/304 rows of 3 tables were copied and verified/).waitFor();
    expect(await violations(notebook)).toEqual([]);
    await sending.getByRole("button", { name: "Close" }).click();
    await sending.waitFor({ state: "hidden" });
    expect(await count("tutorial_sent.bead WHERE width = 1.25 AND shape IS NOT NULL")).toBe(300);
    expect(await count("information_schema.schemata WHERE schema_name = 'tutorial_sent_shapes'")).toBe(0);
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);

    // The way back: the account is remembered, so nothing more is asked.
    const fetching = await openFetching();
    await fetching.getByRole("button", { name: "Connect…" }).click();
    await fetching.getByText(/djtest_send@/).waitFor();
    await fetching.getByRole("button", { name: "Copy", exact: true }).click();
    await fetching.getByText("Choose at least one schema.").waitFor();
    await fetching.getByRole("checkbox", { name: /^tutorial_sent\b(?!_)/ }).check();
    await fetching.getByText("1 schema, 3 tables, 304 rows").waitFor();
    const name = fetching.getByLabel("Name of the new file");
    await expect.poll(() => name.inputValue()).toBe("tutorial_sent");
    await name.fill("beads");
    await fetching.getByRole("button", { name: "Copy", exact: true }).click();
    await fetching.getByText("There is a file “beads” already.").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await name.fill("beads again");
    await fetching.getByRole("button", { name: "Copy", exact: true }).click();
    expect(await resultOf(fetching)).toHaveLength(3);
    await fetching.getByText('new dj.Instance({ database: "beads again" })').waitFor();
    await fetching.getByRole("button", { name: "Close" }).click();
    await expect.poll(fileNames).toEqual(["beads", "beads again"]);

    await notebook.write(
      2,
      [
        'const again = await dj.virtualSchema("tutorial_sent", { instance: new dj.Instance({ database: "beads again" }) });',
        "const [row, count] = [await again.Bead.restrict({ bead: 7 }).fetch1(), await again.Bead.Hole.count()];",
        '[row.colour, row.width, row.shape.data[0], count].join(" ");',
      ].join("\n"),
    );
    expect(await notebook.run(2)).toBe("done");
    await expect.poll(() => textOf(notebook.output(2))).toContain("red 1.25 7 2");
    expect(notebook.problems).toEqual([]);
  });

  /** Has the server hold back whatever is inserted into a table, until the function that it gives is called. */
  async function holdBack(table: string): Promise<() => Promise<void>> {
    const holder = await mysql.createConnection(await mysqlUrl());
    holders.push(holder);
    await holder.query("START TRANSACTION");
    await holder.query(`SELECT * FROM ${table} FOR UPDATE`);
    return () => holder.end();
  }

  /** Sends the file once, has its beads deleted there, and sends it again up to the beads, which the server holds back. */
  async function sendAgainAndHold(): Promise<{ sending: Locator; release: () => Promise<void> }> {
    await openWithBeads(300);
    const first = await openSending();
    await first.getByText("2 schemas, 4 tables, 305 rows").waitFor();
    await connect(first);
    await first.getByRole("button", { name: "Send" }).click();
    expect(await resultOf(first)).toHaveLength(4);
    await first.getByRole("button", { name: "Close" }).click();
    await first.waitFor({ state: "hidden" });
    await server.query("DELETE FROM tutorial_sent.bead__hole");
    await server.query("DELETE FROM tutorial_sent.bead");
    const release = await holdBack("tutorial_sent.bead");

    const sending = await openSending();
    await sending.getByText("2 schemas, 4 tables, 305 rows").waitFor();
    await sending.getByRole("button", { name: "Connect…" }).click();
    await sending.getByRole("button", { name: "Send" }).click();
    await sending.getByRole("alert").getByText("`tutorial_sent`.`#colour` has 2 rows").waitFor();
    expect(await violations(notebook)).toEqual([]);
    await sending.getByRole("button", { name: "Go on with what is missing" }).click();
    await sending.getByText("Copying tutorial_sent.bead: 0 of 300 rows").waitFor();
    return { sending, release };
  }

  /** Goes on with a copy that was ended. */
  async function goOn(sending: Locator): Promise<void> {
    const results = await resultOf(sending);
    for (const result of ["tutorial_sent.#colour 2 was there", "tutorial_sent.bead 300 verified"])
      expect(results).toContain(result);
    expect(await count("tutorial_sent.bead")).toBe(300);
    expect(await count("tutorial_sent.bead__hole")).toBe(2);
  }

  it("overwrites nothing, is cancelled with nothing left of the table, and goes on from there", async () => {
    const { sending, release } = await sendAgainAndHold();
    expect(await violations(notebook)).toEqual([]);
    await notebook.page.keyboard.press("Escape");
    await sending.getByText(/^Cancelled\. Tables that were copied before are whole/).waitFor();
    await release();
    await expect.poll(connections, { timeout: 30_000 }).toBe(0);
    expect(await count("tutorial_sent.bead")).toBe(0);
    await sending.getByRole("button", { name: "Go on" }).click();
    await goOn(sending);
    expect(notebook.problems).toEqual([]);
  });

  it("is done by keyboard alone, and asks again for another user", async () => {
    await openWithBeads(3);
    const { keyboard } = notebook.page;
    await panel().getByRole("button", { name: "Send to server…, beads" }).focus();
    await keyboard.press("Enter");
    const sending = notebook.page.getByRole("dialog", { name: "Send “beads” to a server" });
    const focused = (): Promise<string> =>
      sending.evaluate(
        (element) => (element.getRootNode() as ShadowRoot).activeElement?.textContent?.trim() ?? "",
      );
    await sending.getByText("2 schemas, 4 tables, 8 rows").waitFor();
    await expect.poll(focused).toBe("Connect…");
    await keyboard.press("Enter");
    const asking = notebook.page.getByRole("dialog", { name: "Connect to a MySQL server" });
    await asking.waitFor();
    await keyboard.press("Escape");
    await asking.waitFor({ state: "detached" });
    await sending.getByRole("button", { name: "Connect…" }).waitFor();
    await expect.poll(() => textOf(sending)).toContain("not connected");
    await expect.poll(() => textOf(sending.getByRole("alert"))).toBe("");
    await connect(sending);
    await sending.getByRole("button", { name: "Another server or user…" }).click();
    await answer();
    await sending.getByText(/djtest_send@/).waitFor();
    await expect.poll(focused).toBe("Send");
    await keyboard.press("Enter");
    expect(await resultOf(sending)).toHaveLength(4);
    await expect.poll(focused).toBe("Close");
    await keyboard.press("Enter");
    await sending.waitFor({ state: "hidden" });
    await untilFocused(panel().getByRole("button", { name: "Send to server…, beads" }));
    expect(notebook.problems).toEqual([]);
  });

  it("keeps nothing of a file that was cancelled, and tries again", async () => {
    await openWithBeads(3);
    const sending = await openSending();
    await sending.getByText("2 schemas, 4 tables, 8 rows").waitFor();
    await connect(sending);
    await sending.getByRole("button", { name: "Send" }).click();
    expect(await resultOf(sending)).toHaveLength(4);
    await sending.getByRole("button", { name: "Close" }).click();
    await sending.waitFor({ state: "hidden" });

    const fetching = await openFetching();
    await fetching.getByRole("button", { name: "Connect…" }).click();
    await fetching.getByRole("checkbox", { name: /^tutorial_sent\b(?!_)/ }).check();
    await fetching.getByText("1 schema, 3 tables, 7 rows").waitFor();
    const holder = await mysql.createConnection(await mysqlUrl());
    try {
      await holder.query("LOCK TABLES tutorial_sent.bead WRITE");
      await fetching.getByRole("button", { name: "Copy", exact: true }).click();
      await fetching.getByRole("progressbar").waitFor();
      await fetching.getByRole("button", { name: "Cancel" }).click();
      await fetching.getByText("Cancelled. Nothing was kept in this browser.").waitFor();
    } finally {
      await holder.end();
    }
    await expect.poll(fileNames).toEqual(["beads"]);
    await fetching.getByRole("button", { name: "Try again" }).click();
    expect(await resultOf(fetching)).toHaveLength(3);
    await fetching.getByRole("button", { name: "Close" }).click();
    await expect.poll(fileNames).toEqual(["beads", "tutorial_sent"]);
    expect(notebook.problems).toEqual([]);
  });

  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  it.each([
    ["dark", { colorScheme: "dark" }],
    ["light on a phone", { colorScheme: "light", ...phone }],
    ["dark on a phone", { colorScheme: "dark", ...phone }],
  ] as const)("has no accessibility violations, %s", async (_title, options) => {
    await openWithBeads(3, options);
    const sending = await openSending();
    await sending.getByText("2 schemas, 4 tables, 8 rows").waitFor();
    await sending.getByText("Tables of tutorial_sent", { exact: true }).click();
    expect(await violations(notebook)).toEqual([]);
    await connect(sending);
    expect(await violations(notebook)).toEqual([]);
    await sending.getByRole("button", { name: "Send" }).click();
    expect(await resultOf(sending)).toHaveLength(4);
    expect(await violations(notebook)).toEqual([]);
    await sending.getByRole("button", { name: "Close" }).click();
    await sending.waitFor({ state: "hidden" });
    const fetching = await openFetching();
    await fetching.getByRole("button", { name: "Connect…" }).click();
    await fetching.getByRole("checkbox", { name: /^tutorial_sent_shapes/ }).check();
    await fetching.getByText("1 schema, 1 table, 1 row").waitFor();
    await fetching.getByLabel("Name of the new file").fill("beads");
    await fetching.getByRole("button", { name: "Copy", exact: true }).click();
    await fetching.getByText("There is a file “beads” already.").waitFor();
    expect(await violations(notebook)).toEqual([]);
  });

  it("tells what went wrong, and goes on when the gateway is back", async () => {
    const usual = gateway;
    const own = await startGateway();
    gateway = own;
    try {
      const { sending, release } = await sendAgainAndHold();
      await own.end();
      await sending
        .getByRole("alert")
        .getByText(/was lost.*the gateway was ended/s)
        .waitFor();
      await release();
      expect(await count("tutorial_sent.bead")).toBe(0);
      gateway = usual;
      await sending.getByRole("button", { name: "Go on" }).click();
      await answer();
      await goOn(sending);
    } finally {
      gateway = usual;
    }
  });
});
