import type { Question } from "../components/confirm-dialog/confirm-dialog.ts";
import type { Toast } from "../components/toast-list/toast-list.ts";
import { fileNameOf, nameOfFile } from "../documents/file-name.ts";
import type { DocumentStore } from "../documents/kept/document-store.ts";
import { randomName } from "../documents/kept/random-name.ts";
import { parseDocument } from "../documents/parse-document.ts";
import { hashSource, type SavedOutputs } from "../documents/saved-outputs.ts";
import { packFragment } from "../documents/share-link.ts";
import type { DatabaseFiles } from "../files/database-files.ts";
import { areSameBytes, databaseNameOf, isDatabaseFile, isDatabaseName } from "../files/database-import.ts";
import { downloadFile } from "../files/download-file.ts";
import { type LocalFile, openLocalFile, readLocalFile, saveLocalFile } from "../files/local-files.ts";
import { isCancelled, type Progress, partOf } from "../files/progress.ts";
import type { Autosave } from "./autosave.ts";
import { decodedPart } from "./opening/decoded-part.ts";
import { addressOfKey } from "./opening/document-address.ts";
import { readDocumentFile } from "./opening/open-document.ts";
import type { NotebookSession } from "./session/notebook-session.ts";

/** What the actions need of the page. */
export interface DocumentContext {
  readonly openStore: () => Promise<DocumentStore>;
  readonly openFiles: () => Promise<DatabaseFiles>;
  readonly confirm: (question: Question) => Promise<boolean>;
  readonly tell: (toast: Toast) => void;
  /** Shows how far something is, with a way to cancel it: its error then is that of the signal. */
  readonly follow: <Value>(title: string, work: (progress: Progress) => Promise<Value>) => Promise<Value>;
  /** Opens another document, when the one that is open has been saved. */
  readonly goTo: (href: string) => Promise<void>;
}

/** The document that is open. */
export interface OpenDocument {
  readonly session: NotebookSession;
  readonly autosave: Autosave;
  /** What it is called. */
  readonly name: string;
}

const DOCUMENT_TYPES = [".md", ".markdown", ".txt", ".ipynb"];

/** The largest database that an address brings. */
const MOST_DATABASE_BYTES = 300_000_000;

const NEW_DOCUMENT = `# Untitled

\`\`\`ts
import * as dj from "datajoint";

const inst = new dj.Instance({ database: "my-data" });
const schema = inst.Schema("my_schema");
\`\`\`
`;

/** Begins a document of the reader's own, and opens it. */
export async function newDocument(context: DocumentContext): Promise<void> {
  await createOwn(context, { text: NEW_DOCUMENT, outputs: null, name: null, file: null, original: null });
}

/** Lets the reader choose a file, and opens it. */
export async function openFile(context: DocumentContext, session: NotebookSession | null): Promise<void> {
  const chosen = await openLocalFile([...DOCUMENT_TYPES, ".sqlite", ".sqlite3", ".db"]);
  if (chosen !== null) await openLocal(context, session, [chosen]);
}

/** Opens files that were chosen or dropped: databases are put beside the others, of documents the last is shown. */
export async function openLocal(
  context: DocumentContext,
  session: NotebookSession | null,
  files: readonly LocalFile[],
): Promise<void> {
  const isOfDatabase = ({ file }: LocalFile): boolean => isDatabaseName(file.name);
  for (const { file } of files.filter(isOfDatabase)) {
    await importDatabase(context, session, file.name, (progress) => readLocalFile(file, progress));
  }
  for (const local of files.filter((other) => !isOfDatabase(other))) {
    const { file, handle } = local;
    if (!DOCUMENT_TYPES.some((type) => file.name.toLowerCase().endsWith(type))) {
      throw new Error(
        `“${file.name}” cannot be opened here. Markdown files (.md), notebooks (.ipynb) and SQLite databases (.sqlite, .db) can.`,
      );
    }
    const isNotebook = /\.ipynb$/i.test(file.name);
    const bytes = await context.follow(`Reading “${file.name}”`, (progress) => readLocalFile(file, progress));
    const { text, saved } = await readDocumentFile(file.name, new TextDecoder().decode(bytes));
    await createOwn(context, {
      text,
      outputs: saved,
      name: parseDocument(text).title === null ? nameOfFile(file.name) : null,
      // What is written is Markdown: it may not take the place of a notebook.
      file: isNotebook ? null : handle,
      original: text,
    });
  }
}

interface NewOwn {
  readonly text: string;
  readonly outputs: SavedOutputs | null;
  readonly name: string | null;
  readonly file: FileSystemFileHandle | null;
  readonly original: string | null;
}

async function createOwn(context: DocumentContext, own: NewOwn): Promise<void> {
  const key = `own:${randomName()}`;
  const store = await context.openStore();
  const originalHash = own.original === null ? null : hashSource(own.original);
  await store.save({ ...own, key, title: parseDocument(own.text).title, originalHash }, null);
  await context.goTo(addressOfKey(key));
}

/** Saves the document as a Markdown file. */
export async function saveDocument(context: DocumentContext, open: OpenDocument): Promise<void> {
  const { session, autosave } = open;
  const saved = await saveLocalFile(session.text, fileNameOf(open.name, ".md"), autosave.file);
  if (saved.kind === "cancelled") return;
  await autosave.savedToFile(saved.kind === "file" ? saved.handle : null);
  context.tell({
    text: saved.kind === "file" ? `Saved as ${saved.handle.name}.` : "Saved to your downloads as Markdown.",
  });
}

/** Downloads the document, with its outputs, as a Jupyter notebook. */
export async function exportAsNotebook({ session, name }: OpenDocument): Promise<void> {
  const { exportNotebook } = await import("../documents/notebook/export-notebook.ts");
  const notebook = exportNotebook(session.document, (index) => session.cells[index]?.outputs ?? []);
  const content = new Blob([`${JSON.stringify(notebook, null, 1)}\n`], { type: "application/x-ipynb+json" });
  downloadFile(content, fileNameOf(name, ".ipynb"));
}

/** Downloads the document, with its outputs, as a page that opens by itself. */
export async function exportAsHtml({ session, name }: OpenDocument): Promise<void> {
  const { exportHtml } = await import("./html-export/export-html.ts");
  const page = await exportHtml(session, name);
  downloadFile(new Blob([page], { type: "text/html" }), fileNameOf(name, ".html"));
}

/** The link that opens the document elsewhere, and whether the whole document is in it. */
export async function linkTo({
  session,
  autosave,
}: OpenDocument): Promise<{ link: string; isWhole: boolean }> {
  const page = new URL("./", document.baseURI);
  const key = autosave.currentKey;
  if (key?.startsWith("tutorial:") && !autosave.isModified) {
    return { link: new URL(addressOfKey(key), page).href, isWhole: false };
  }
  return { link: page.href + (await packFragment(session.text)), isWhole: true };
}

/** Brings back the text that the document had before it was edited. */
export async function resetDocument(
  context: DocumentContext,
  { session, autosave, name }: OpenDocument,
): Promise<void> {
  const isConfirmed = await context.confirm({
    title: "Reset to the original?",
    text: `Your changes to “${name}” will be taken back. Data that its cells have stored stays.`,
    action: "Reset",
  });
  if (!isConfirmed) return;
  autosave.reset();
  context.tell({
    text: "The document is as it was at first.",
    action: { title: "Undo", run: () => void session.undo() },
    until: autosave.untilEdited(),
  });
}

/**
 * Fetches a database file from another site, and keeps it for Instances of its name.
 *
 * @throws Error that says why it could not be had
 */
export async function fetchDatabase(
  context: DocumentContext,
  session: NotebookSession | null,
  address: string,
): Promise<void> {
  const { fetchRemote } = await import("../files/remote/fetch-remote.ts");
  const path = URL.parse?.(address, document.baseURI)?.pathname ?? address;
  await importDatabase(
    context,
    session,
    decodedPart(path.replace(/^.*\//, "")),
    async (progress) => (await fetchRemote(address, MOST_DATABASE_BYTES, progress)).bytes,
  );
}

/** Reads a database file and keeps it; nothing is changed before the whole of it is there. */
async function importDatabase(
  context: DocumentContext,
  session: NotebookSession | null,
  fileName: string,
  read: (progress: Progress) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const title = `Importing “${fileName}”`;
  try {
    const bytes = await context.follow(title, (progress) => read(partOf(progress, 0, 2)));
    await putDatabase(context, session, fileName, bytes, (write) =>
      context.follow(title, (progress) => write(partOf(progress, 1, 2))),
    );
  } catch (error) {
    if (!isCancelled(error)) throw error;
    context.tell({ text: `“${fileName}” was not imported: you cancelled it.` });
  }
}

async function putDatabase(
  context: DocumentContext,
  session: NotebookSession | null,
  fileName: string,
  bytes: Uint8Array<ArrayBuffer>,
  follow: (write: (progress: Progress) => Promise<void>) => Promise<void>,
): Promise<void> {
  if (!isDatabaseFile(bytes)) throw new Error(`“${fileName}” is not an SQLite database.`);
  const name = databaseNameOf(fileName);
  const files = await context.openFiles();
  const current = await files.read(name);
  if (current !== null && areSameBytes(current, bytes)) return;
  if (current !== null) {
    const isConfirmed = await context.confirm({
      title: `Replace the database file “${name}”?`,
      text: `This browser keeps a database file “${name}” already. All schemas, tables and rows in it will be gone, and those of “${fileName}” take their place. Cancel keeps what is there.`,
      action: "Replace",
    });
    if (!isConfirmed) return;
  }
  await follow((progress) => files.write(name, bytes, progress));
  // What runs has the file open as it was; what waits for the kernel has not, and goes on.
  if (session?.isStarting !== true) await session?.restart();
  context.tell({
    text: `The database file “${name}” is here. Open it with new dj.Instance({ database: "${name}" }).`,
  });
}
