import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "./mariadb.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files ask for the MySQL server. */
    mysqlBroker: string;
  }
}

/**
 * Starts one MySQL server for all test files when the first of them asks for it, and stops it after the last.
 * Runs that need none pay nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: Promise<TestServer> | null = null;
  const broker = createServer((_request, response) => {
    server ??= startTestServer();
    server.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(503).end(error.message),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  project.provide("mysqlBroker", `http://127.0.0.1:${(broker.address() as AddressInfo).port}/`);
  return async () => {
    broker.close();
    broker.closeAllConnections();
    await server?.then(
      (running) => running.stop(),
      () => {},
    );
  };
}
