import { describe, expect, test } from "vitest";
import { defaultListenPort } from "../../../core/gateway/gateway-options.ts";
import {
  defaultGatewayAddress,
  gatewayCommand,
  readGatewayAddress,
} from "../../../web/components/gateway-dialog/gateway-address.ts";

describe("the address of a gateway", () => {
  test("is that at which it listens by default", () => {
    expect(defaultGatewayAddress).toBe(`ws://127.0.0.1:${defaultListenPort}`);
  });

  test.each([
    ["ws://127.0.0.1:8306", "ws://127.0.0.1:8306"],
    [" ws://localhost:8306/ ", "ws://localhost:8306"],
    ["127.0.0.1:9000", "ws://127.0.0.1:9000"],
    ["LOCALHOST:9000", "ws://localhost:9000"],
    ["9000", "ws://127.0.0.1:9000"],
  ])("is read from %j", (text, address) => {
    expect(readGatewayAddress(text)).toBe(address);
  });

  test.each([
    "",
    "ws://example.org:8306",
    "127.0.0.1.example.org:80",
    "wss://127.0.0.1:1",
    "70000",
    "127.0.0.1",
    "x",
  ])("is not %j: it is of this computer, with a port", (text) => {
    expect(readGatewayAddress(text)).toBeNull();
  });
});

describe("the command that starts a gateway", () => {
  const local = "http://localhost:5173";

  test.each([
    [{ host: "db.example", port: 3306 }, local, "mysql://db.example:3306"],
    [{ host: "db.example:3307", port: 3306 }, local, "mysql://db.example:3307"],
    [
      { host: "localhost", port: 3306 },
      "https://lab.example",
      "mysql://localhost:3306 --allow-origin https://lab.example",
    ],
  ])("names the server of %j for a page of %s", (request, origin, rest) => {
    expect(gatewayCommand(request, origin)).toBe(`npx datajoint gateway --to ${rest}`);
  });

  test.each(["x; rm -rf ~", "$(id)", "`id`", "a b", "x\ny", "--help|sh", ""])(
    "holds nothing of a host that is none: %j",
    (host) => {
      expect(gatewayCommand({ host, port: 3306 }, local)).toBe(
        "npx datajoint gateway --to mysql://HOST:3306",
      );
    },
  );
});
