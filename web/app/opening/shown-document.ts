import type { NotebookSession } from "../session/notebook-session.ts";
import type { OpenedDocument } from "./open-document.ts";

/** The document that the page shows. */
export interface ShownDocument {
  readonly opened: OpenedDocument;
  readonly session: NotebookSession;
  /** The text as it was opened. */
  readonly text: string;
}

/** What a document is called that the reader gave no name. */
export function nameOfShown({ opened, session }: ShownDocument): string {
  return session.document.title ?? ("name" in opened.address ? opened.address.name : "Untitled");
}
