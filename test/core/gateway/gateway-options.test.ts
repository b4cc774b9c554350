import { describe, expect, test } from "vitest";
import { isOriginAllowed } from "../../../core/gateway/allowed-origin.ts";
import { gatewayHelp, readGatewayOptions } from "../../../core/gateway/gateway-options.ts";
import { isRowStatement } from "../../../core/gateway/row-statement.ts";
import { Token } from "../../../core/gateway/token.ts";

const to = ["--to", "mysql://db.example:3307"];

describe("the options of the gateway", () => {
  test("have defaults that its help tells", () => {
    expect(readGatewayOptions(["--to", "mysql://db"])).toEqual({
      host: "db",
      port: 3306,
      listenPort: 8306,
      allowedOrigins: [],
      largestFrame: 64 * 2 ** 20,
      largestResult: 2 ** 30,
      connectionsAtMost: 16,
      idleTimeout: 1800,
      heartbeat: 10,
      tls: null,
    });
    for (const words of [
      "(default 64MB)",
      "(default 1GB)",
      "(default 16)",
      "(default 1800)",
      "(default 10)",
      "(default 8306)",
    ])
      expect(gatewayHelp).toContain(words);
    expect(readGatewayOptions(["--help"])).toBeNull();
  });

  test("are read", () => {
    expect(
      readGatewayOptions([
        ...to,
        ...[
          "--port",
          "0",
          "--allow-origin",
          "https://a.example",
          "--allow-origin",
          "https://b.example:8443/",
        ],
        ...["--max-frame", "512kb", "--max-result", "1.5 GB", "--max-connections", "2"],
        ...["--idle-timeout", "0.5", "--heartbeat", "0.25", "--tls-ca", "ca.pem"],
      ]),
    ).toEqual({
      host: "db.example",
      port: 3307,
      listenPort: 0,
      allowedOrigins: ["https://a.example", "https://b.example:8443"],
      largestFrame: 512 * 1024,
      largestResult: 1.5 * 2 ** 30,
      connectionsAtMost: 2,
      idleTimeout: 0.5,
      heartbeat: 0.25,
      tls: { ca: "ca.pem" },
    });
  });

  test.each([
    [[], /--to mysql:\/\/HOST:PORT/],
    [["--to", "db:3306"], /mysql:\/\/HOST:PORT/],
    [["--to", "mysql://root:secret@db"], /leave user and password out/],
    [[...to, "--port", "70000"], /--port .* 65535/],
    [[...to, "--port", "8306.5"], /whole number/],
    [[...to, "--max-frame", "64 apples"], /--max-frame .*64MB/],
    [[...to, "--idle-timeout", ""], /--idle-timeout/],
    [[...to, "--allow-origin", "*"], /--allow-origin .*https:\/\/example\.org/],
    [[...to, "--allow-origin", "https://a.example/path"], /without a path/],
    [[...to, "--verbose"], /--help/],
    [[...to, "more"], /--help/],
  ])("are refused where they can't be read: %j", (args, message) => {
    expect(() => readGatewayOptions(args)).toThrow(message);
  });
});

test("pages of this computer may connect, others where they were allowed", () => {
  const allowed = ["https://lab.example"];
  for (const origin of [
    "http://localhost:5173",
    "http://127.0.0.1",
    "https://[::1]:8443",
    "https://lab.example",
  ])
    expect(`${origin} ${isOriginAllowed(origin, allowed)}`).toBe(`${origin} true`);
  for (const origin of [
    undefined,
    "null",
    "",
    "https://evil.example",
    "http://lab.example",
    "https://lab.example:444",
    "https://localhost.evil.example",
    "https://127.0.0.1.evil.example",
    "file://localhost",
  ])
    expect(`${origin} ${isOriginAllowed(origin, allowed)}`).toBe(`${origin} false`);
});

test("a token is another one each time, and only itself matches", () => {
  const [one, other] = [new Token(), new Token()];
  expect(one.text).toMatch(/^[\w-]{24}$/);
  expect(one.text).not.toBe(other.text);
  expect([one.text, other.text, "", `${one.text} `].map((text) => one.matches(text))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("statements that give rows are known by their words", () => {
  for (const sql of [
    "SELECT 1",
    " \n( select 1)",
    "/* a */ -- b\n# c\nSHOW TABLES",
    "WITH x AS (SELECT 1) SELECT * FROM x",
    "VALUES ROW(1)",
  ])
    expect(`${sql} ${isRowStatement(sql)}`).toBe(`${sql} true`);
  for (const sql of [
    "INSERT INTO t SELECT 1",
    "WITH x AS (SELECT 1) DELETE FROM t",
    "SELECT 1 INTO @a",
    "selection",
    "",
    "DO 0",
  ])
    expect(`${sql} ${isRowStatement(sql)}`).toBe(`${sql} false`);
});
