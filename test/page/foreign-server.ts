import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A file of a server that is not the site's. */
export interface ForeignFile {
  readonly body: string | Buffer;
  readonly type?: string;
  /** Whether pages of other sites may read it. */
  readonly isShared?: boolean;
  /** Whether the second half never comes. */
  readonly isHeld?: boolean;
}

export interface ForeignServer {
  /** With a slash at the end. */
  readonly url: string;
  /** What was asked for, with the headers that tell of who asks. */
  readonly requests: { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
}

/** Serves files by their names from another origin. */
export async function serveForeign(files: Readonly<Record<string, ForeignFile>>): Promise<ForeignServer> {
  const requests: ForeignServer["requests"] = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://localhost").pathname.slice(1);
    requests.push({ path, headers: request.headers });
    const file = files[path];
    const isShared = file?.isShared ?? true;
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": file?.type ?? "text/plain",
      "content-length": Buffer.byteLength(file?.body ?? "Not found"),
      ...(isShared ? { "access-control-allow-origin": "*" } : {}),
    });
    const body = Buffer.from(file?.body ?? "Not found");
    if (file?.isHeld) response.write(body.subarray(0, body.length / 2));
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
