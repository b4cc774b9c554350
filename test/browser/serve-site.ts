import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";

export interface ServedSite {
  /** Where it answers, with a slash at the end. */
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".md": "text/markdown",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
};

/**
 * Serves a folder as the plainest of static hosts would: under a subpath, without special headers.
 *
 * @param folder a built site
 * @param subpath where on the host it lies
 */
export async function serveSite(folder: string, subpath = "/some/where/"): Promise<ServedSite> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    requests.push(pathname);
    const inside = pathname.startsWith(subpath) ? decodeURIComponent(pathname.slice(subpath.length)) : null;
    const file = inside === null ? null : path.join(folder, inside === "" ? "index.html" : inside);
    try {
      if (file === null || path.relative(folder, file).startsWith(".."))
        throw new Error("outside of the site");
      const body = await readFile(file);
      response.setHeader("Content-Type", contentTypes[path.extname(file)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.writeHead(404).end("Not found");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${subpath}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
