import { rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { type StaticServer, serveFolder } from "./static-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where test files ask for the address of the built site. */
    siteBroker: string;
  }
}

const root = path.resolve(import.meta.dirname, "../..");

async function buildAndServe(): Promise<StaticServer> {
  const folder = path.join(root, ".cache/site-for-tests");
  rmSync(folder, { recursive: true, force: true });
  // A test run is no production to Vite, and would be given other code than readers are.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({
      root,
      configFile: path.join(root, "vite.config.ts"),
      logLevel: "error",
      build: { outDir: folder, emptyOutDir: true },
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  return serveFolder(folder);
}

/**
 * Builds the site once for all test files, when the first of them asks for it, and serves it below a path as any
 * host would. Runs that need no site pay nothing.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let site: Promise<StaticServer> | null = null;
  const broker = createServer((_request, response) => {
    site ??= buildAndServe();
    site.then(
      ({ url }) => response.end(url),
      (error: Error) => response.writeHead(503).end(error.stack),
    );
  });
  await new Promise<void>((resolve) => broker.listen(0, "127.0.0.1", resolve));
  project.provide("siteBroker", `http://127.0.0.1:${(broker.address() as AddressInfo).port}/`);
  return async () => {
    broker.close();
    broker.closeAllConnections();
    await site?.then(
      (running) => running.close(),
      () => {},
    );
  };
}
