import type { NotebookSession } from "../session/notebook-session.ts";
import type { OpenedDocument } from "./open-document.ts";

/** The document that the page shows. */
export interface ShownDocument {
  readonly opened: OpenedDocument;
  readonly session: NotebookSession;
  /** The text as it was opened. */
  readonly text: string;
}

/** What the document is called: as the reader named it, or else as its heading says. */
export function nameOfShown({ opened, session }: ShownDocument): string {
  const { address, kept } = opened;
  return kept?.name ?? session.document.title ?? ("name" in address ? address.name : "Untitled");
}
