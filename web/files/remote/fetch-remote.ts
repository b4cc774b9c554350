import type { Progress } from "../progress.ts";
import type { PageToRemote, RemoteToPage, RemoteToPageAnswer } from "./remote-messages.ts";

export interface RemoteFile {
  readonly url: URL;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** A file of another site could not be had; the message says why, as far as a browser tells. */
export class RemoteFileError extends Error {
  override readonly name = "RemoteFileError";
}

/**
 * Fetches a file from any site that lets other pages read it. No cookies and no referrer are sent.
 *
 * @param address - absolute, or relative to this page
 * @param mostBytes - nothing longer is taken
 * @throws RemoteFileError with what the reader can do about it
 * @throws DOMException named AbortError where it is cancelled
 */
export async function fetchRemote(
  address: string,
  mostBytes: number,
  progress: Progress,
): Promise<RemoteFile> {
  const url = readAddress(address);
  const answer = await ask({ url: url.href, mostBytes }, progress);
  switch (answer.kind) {
    case "fetched":
      return { url, bytes: answer.bytes, contentType: answer.contentType };
    case "refused":
      throw new RemoteFileError(
        answer.status === 404
          ? `There is no file at ${url.href}: ${url.host} answered 404. Check the address.`
          : `${url.href} could not be loaded: ${url.host} answered ${answer.status}.`,
      );
    case "too long":
      throw new RemoteFileError(
        `${url.href} is longer than ${Math.round(mostBytes / 1_000_000)} MB, and was not loaded to its end.`,
      );
    case "unreachable":
      throw new RemoteFileError(
        `${url.href} could not be loaded. Either ${url.host} cannot be reached, or it does not let other pages read its files (CORS). ` +
          "Download the file and drop it onto this page instead.",
      );
  }
}

function readAddress(address: string): URL {
  let url: URL;
  try {
    url = new URL(address, document.baseURI);
  } catch (error) {
    throw new RemoteFileError(`“${address}” is not an address.`, { cause: error });
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw new RemoteFileError(
      `“${address}” cannot be loaded: an address must begin with https:// or http://.`,
    );
  }
  return url;
}

function ask(request: PageToRemote, { report, signal }: Progress): Promise<RemoteToPageAnswer> {
  const worker = new Worker(new URL("./remote.worker.ts", import.meta.url), { type: "module" });
  return new Promise<RemoteToPageAnswer>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    worker.onmessage = ({ data }: MessageEvent<RemoteToPage>) => {
      if (data.kind === "progress") report(data.received, data.size);
      else resolve(data);
    };
    worker.onerror = () => resolve({ kind: "unreachable" });
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
