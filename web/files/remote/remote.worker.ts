/**
 * Fetches one file from another site. The page itself may ask nobody but its own site for anything; a worker that is
 * loaded by its address is not bound by that, and this one does nothing else.
 */
import type { PageToRemote, RemoteToPage, RemoteToPageAnswer } from "./remote-messages.ts";

// The page's own types know of no worker: what is used of one is what every window has too.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<PageToRemote>) => void;
  postMessage(message: RemoteToPage, transfer?: Transferable[]): void;
};

scope.onmessage = async ({ data }) => {
  const answer = await load(data).catch((): RemoteToPageAnswer => ({ kind: "unreachable" }));
  scope.postMessage(answer, answer.kind === "fetched" ? [answer.bytes.buffer] : []);
};

async function load({ url, mostBytes }: PageToRemote): Promise<RemoteToPageAnswer> {
  const response = await fetch(url, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
    redirect: "follow",
  });
  if (!response.ok) return { kind: "refused", status: response.status };
  // The length of what was compressed for its way is not that of the file.
  const isCompressed = response.headers.has("content-encoding");
  const length = isCompressed ? 0 : Number(response.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) break;
    size += value.length;
    if (size > mostBytes) {
      await reader?.cancel();
      return { kind: "too long" };
    }
    chunks.push(value);
    scope.postMessage({ kind: "progress", received: size, size: length >= size ? length : null });
  }
  const bytes = new Uint8Array(size);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return { kind: "fetched", bytes, contentType: response.headers.get("content-type") ?? "" };
}
