import { loadProseRenderer, proseHtml } from "../../components/prose-block/prose-html.ts";
import type { Block, Document } from "../../documents/document.ts";
import type { DocumentStore, KeptDocument } from "../../documents/kept/document-store.ts";
import { parseDocument } from "../../documents/parse-document.ts";
import { hashSource, type SavedOutputs } from "../../documents/saved-outputs.ts";
import { serializeDocument } from "../../documents/serialize-document.ts";
import type { Progress } from "../../files/progress.ts";
import { loadTutorial } from "../load-tutorial.ts";
import { type DocumentAddress, keyOf } from "./document-address.ts";

/** A document as it was opened, with what there is to know of it. */
export interface OpenedDocument {
  readonly address: DocumentAddress;
  readonly document: Document;
  readonly saved: SavedOutputs | null;
  /** How the browser keeps it; null where nobody has edited it. */
  readonly kept: KeptDocument | null;
  /** The text that it had before the reader edited it; null for a document that began here. */
  readonly original: string | null;
  /** Whether the original is no longer what the reader's edits were made to. */
  readonly isOriginalNew: boolean;
  /** What the reader should know of it. */
  readonly note: string | null;
}

/** The longest document that is fetched from another site. */
const MOST_BYTES = 10_000_000;

interface Original {
  readonly text: string;
  readonly saved: SavedOutputs | null;
  readonly note?: string | null;
}

/**
 * Opens the document that an address names; with the reader's edits, where there are any.
 *
 * @param store - kept documents; null where the browser keeps none
 * @param progress - told how much of a document of another site has come
 * @throws Error whose message says what the reader can do
 */
export async function openDocument(
  address: DocumentAddress,
  store: DocumentStore | null,
  progress: Progress,
): Promise<OpenedDocument> {
  const key = keyOf(address);
  const [kept, found] = await Promise.all([
    key === null ? null : (store?.read(key) ?? null),
    // What is kept can be read also where the original cannot be had any more.
    loadOriginal(address, progress).then(
      (original) => ({ original }),
      (error: unknown) => ({ error }),
    ),
  ]);
  if (kept === null && "error" in found) throw found.error;
  const original = "original" in found ? found.original : null;
  if (kept === null && original === null) {
    throw new Error(
      "There is no such document in this browser. It may have been deleted, or kept in another browser.",
    );
  }
  const originalText = original?.text ?? kept?.original ?? null;
  const document = parseDocument(kept?.text ?? original!.text);
  const isKnown = (block: Block): boolean =>
    block.kind !== "prose" || proseHtml(block.markdown, document.linkDefinitions) !== null;
  if (!document.blocks.every(isKnown)) await loadProseRenderer();
  return {
    address,
    document,
    saved: kept?.outputs ?? original?.saved ?? null,
    kept,
    original: originalText,
    isOriginalNew:
      kept !== null &&
      original !== null &&
      kept.originalHash !== null &&
      hashSource(original.text) !== kept.originalHash,
    note: original?.note ?? null,
  };
}

async function loadOriginal(address: DocumentAddress, progress: Progress): Promise<Original | null> {
  switch (address.kind) {
    case "tutorial":
      return loadTutorial(address.name);
    case "own":
      return null;
    case "source":
      return loadSource(address.url, progress);
    case "shared": {
      const { unpackFragment } = await import("../../documents/share-link.ts");
      return {
        text: await unpackFragment(address.fragment),
        saved: null,
        note: "This document came with a link. Nothing in it runs by itself: read its cells before you run them.",
      };
    }
  }
}

async function loadSource(address: string, progress: Progress): Promise<Original> {
  const { fetchRemote, RemoteFileError } = await import("../../files/remote/fetch-remote.ts");
  const { url, bytes, contentType } = await fetchRemote(address, MOST_BYTES, progress);
  const text = new TextDecoder().decode(bytes);
  if (contentType.includes("text/html") || /^\s*<(!doctype|html)/i.test(text)) {
    throw new RemoteFileError(
      `${url.href} is a web page, not a document. Give the address of the Markdown file or notebook itself, often named “raw”.`,
    );
  }
  const about = `This document comes from ${url.host}. Nothing in it runs by itself: read its cells before you run them.`;
  const read = await readDocumentFile(url.pathname, text);
  return { ...read, note: [about, read.note].filter(Boolean).join(" ") };
}

/**
 * Reads the text of a file as Markdown or as a notebook.
 *
 * @throws NotebookFormatError
 */
export async function readDocumentFile(name: string, text: string): Promise<Original> {
  if (!/\.ipynb$/i.test(name)) return { text, saved: null };
  const { importNotebook } = await import("../../documents/notebook/import-notebook.ts");
  const { document, saved, notRun } = importNotebook(text);
  const note = notRun
    .map(({ language, count }) =>
      count === 1
        ? `One cell in ${language} cannot be run here, and is shown as text.`
        : `${count} cells in ${language} cannot be run here, and are shown as text.`,
    )
    .join(" ");
  return { text: serializeDocument(document), saved, note: note || null };
}
