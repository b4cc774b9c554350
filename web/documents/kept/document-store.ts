import type { SavedOutputs } from "../saved-outputs.ts";

/**
 * A document that the browser keeps: one of the reader's own, or a tutorial or foreign document that they have edited.
 */
export interface KeptDocument {
  /** `tutorial:NAME`, `source:URL`, or `own:ID`. */
  readonly key: string;
  /** What the reader called it; null where it is called as its heading says. */
  readonly name: string | null;
  readonly title: string | null;
  /** The document as Markdown. */
  readonly text: string;
  /** What its cells gave when they ran last; null where that is too much to keep. */
  readonly outputs: SavedOutputs | null;
  /** The text that *Reset to the original* brings back, where it cannot be fetched again; null where there is none. */
  readonly original: string | null;
  /** Names the text that the edits were made to, to tell when that has changed. */
  readonly originalHash: string | null;
  /** The file on the reader's disk, where the browser lets the page write to it. */
  readonly file: FileSystemFileHandle | null;
  readonly savedAt: Date;
  /** A new text with each save. */
  readonly version: string;
}

/** What a list of documents tells of each. */
export type KeptDocumentInfo = Pick<KeptDocument, "key" | "name" | "title" | "savedAt">;

/** What is saved; time and version are the store's. */
export type DocumentSave = Omit<KeptDocument, "savedAt" | "version">;

/** Says which document another tab has saved, renamed or deleted. */
export class DocumentsChangeEvent extends Event {
  constructor(readonly key: string) {
    super("change");
  }
}

/** The documents that the browser keeps for this site. Dispatches `change` after each save and removal, also of another tab. */
export interface DocumentStore extends EventTarget {
  list(): Promise<KeptDocumentInfo[]>;
  read(key: string): Promise<KeptDocument | null>;
  /**
   * @param base - the version that was edited; null where there was none
   * @returns the new version
   * @throws DocumentConflictError where the document is no longer what was edited
   */
  save(save: DocumentSave, base: string | null): Promise<string>;
  rename(key: string, name: string): Promise<void>;
  /**
   * @param base - the version that is to be removed; any, where it is not given
   * @throws DocumentConflictError where the document is of another version
   */
  remove(key: string, base?: string): Promise<void>;
}

/** A document was saved or deleted by another tab since it was read. */
export class DocumentConflictError extends Error {
  override readonly name = "DocumentConflictError";
}

/** The name under which a document is listed. */
export function nameOf({ name, title }: Pick<KeptDocument, "name" | "title">): string {
  return name ?? title ?? "Untitled";
}
