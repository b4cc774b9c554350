import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".wasm": "application/wasm",
};

export interface StaticServer {
  /** Where the site is, with a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder below a path of its own, as the plainest of hosts would: no headers, no second guesses. */
export async function serveFolder(folder: string, base = "/some/where/"): Promise<StaticServer> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    const inside = pathname.startsWith(base)
      ? path.normalize(pathname.slice(base.length) || "index.html")
      : "..";
    try {
      if (inside.startsWith("..")) throw new Error("outside");
      const bytes = await readFile(path.join(folder, inside));
      const type = CONTENT_TYPES[path.extname(inside)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type }).end(bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
