import { SHARED_MARK } from "./shared-mark.ts";

/** Longer links are cut by some programs that pass them on. */
export const LONG_LINK = 8_000;

/** The most that a link may unfold to, in bytes: no document is as long, and a hostile link could be far longer. */
const MOST_BYTES = 8_000_000;

/** A link does not hold a document that can be read. */
export class SharedLinkError extends Error {
  override readonly name = "SharedLinkError";
}

/**
 * Packs a text into the fragment of an address, which a browser sends to nobody.
 *
 * @param text - a document as Markdown
 * @returns `#shared=` and the compressed text in letters that every address may hold
 */
export async function packFragment(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return SHARED_MARK + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * Reads what `packFragment` made.
 *
 * @throws SharedLinkError where the link was cut or changed on its way
 */
export async function unpackFragment(fragment: string): Promise<string> {
  try {
    const letters = atob(fragment.slice(SHARED_MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await readText(stream.getReader());
  } catch (error) {
    if (error instanceof SharedLinkError) throw error;
    throw new SharedLinkError(
      "The link does not hold a whole document. It may have been cut when it was sent or copied: ask for it again, or for the document as a file.",
      { cause: error },
    );
  }
}

async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new SharedLinkError("The link holds a document that is too long to be opened here.");
    }
    text += decoder.decode(value, { stream: true });
  }
}
