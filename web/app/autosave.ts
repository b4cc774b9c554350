import {
  DocumentConflictError,
  type DocumentSave,
  type DocumentStore,
  DocumentsChangeEvent,
  type KeptDocument,
} from "../documents/kept/document-store.ts";
import { randomName } from "../documents/kept/random-name.ts";
import { STORAGE_NAME } from "../documents/kept/storage-name.ts";
import { parseDocument } from "../documents/parse-document.ts";
import { hashSource } from "../documents/saved-outputs.ts";
import { addressOfKey, type DocumentAddress, keyOf } from "./opening/document-address.ts";
import { keptNames } from "./session/kept-names.ts";
import { type NotebookSession, SESSION_CHANGE, SESSION_EDIT } from "./session/notebook-session.ts";

/** So long after the last edit, the document is saved. */
const PAUSE = 400;

/** Outputs that are longer are not kept: running the cells makes them anew. */
const MOST_OUTPUT = 4_000_000;

/**
 * How the reader's edits are kept: all of them are; some are still to be saved; another tab has saved other ones; or
 * the browser cannot keep them.
 */
export type AutosaveState = "kept" | "pending" | "conflict" | "failed";

export interface AutosaveOptions {
  readonly session: NotebookSession;
  /** Loads the store; not called before there is something to keep. */
  readonly openStore: () => Promise<DocumentStore>;
  /** Where it was opened from; a document that cannot be kept under that becomes the reader's own when it is edited. */
  readonly address: DocumentAddress;
  readonly original: string | null;
  readonly kept: KeptDocument | null;
  /** The text as it was opened: what differs from it is kept. */
  readonly text: string;
}

/**
 * Keeps the edits of one document in the browser, and watches for those of other tabs: where this tab has none of its
 * own, it follows; where both were edited, the reader chooses.
 *
 * Dispatches `change`.
 */
export class Autosave extends EventTarget {
  private readonly session: NotebookSession;
  private key: string | null;
  private original_: string | null;
  private originalHash: string | null;
  private name_: string | null;
  private file_: FileSystemFileHandle | null;
  private version: string | null;
  private state_: AutosaveState = "kept";
  private reason: string | null = null;
  private timer = 0;
  private wasRunning = false;
  /** Whether a run has ended since the last save began. */
  private hasNewOutputs = false;
  private isDisposed = false;
  private readonly tabs: BroadcastChannel;
  private saving: Promise<void> = Promise.resolve();
  private store: Promise<DocumentStore> | null = null;
  /** The text that is kept: what this tab would save anew if it differs. */
  private keptText: string;

  constructor(private readonly options: AutosaveOptions) {
    super();
    const { session, address, original, kept } = options;
    this.session = session;
    this.key = keyOf(address);
    this.original_ = original;
    this.originalHash = kept?.originalHash ?? (original === null ? null : hashSource(original));
    this.name_ = kept?.name ?? null;
    this.file_ = kept?.file ?? null;
    this.version = kept?.version ?? null;
    this.keptText = options.text;
    session.addEventListener(SESSION_EDIT, this.onEdit);
    session.addEventListener(SESSION_CHANGE, this.onRun);
    // Another tab may be the first to edit; the store itself is loaded only then.
    this.tabs = new BroadcastChannel(STORAGE_NAME);
    this.tabs.onmessage = (event: MessageEvent<string>) => {
      if (event.data === this.key) this.enqueueLook();
    };
    if (session.text !== this.keptText) this.onEdit();
  }

  get state(): AutosaveState {
    return this.state_;
  }

  /** Why edits cannot be kept; null where they can. */
  get problem(): string | null {
    return this.reason;
  }

  /** The text that *Reset to the original* brings back; null where there is none. */
  get original(): string | null {
    return this.original_;
  }

  /** Whether the page can be left without losing anything. */
  get isSafe(): boolean {
    return this.isDisposed || this.state_ === "kept";
  }

  get isModified(): boolean {
    return this.original_ !== null && this.session.text !== this.original_;
  }

  /** What the reader called the document. */
  get name(): string | null {
    return this.name_;
  }

  get file(): FileSystemFileHandle | null {
    return this.file_;
  }

  get currentKey(): string | null {
    return this.key;
  }

  /** Ends with the next edit: what is offered until then is about the last step. */
  untilEdited(): AbortSignal {
    const ended = new AbortController();
    this.session.addEventListener(SESSION_EDIT, () => ended.abort(), { once: true });
    return ended.signal;
  }

  /** Ends the watch. */
  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.session.removeEventListener(SESSION_EDIT, this.onEdit);
    this.session.removeEventListener(SESSION_CHANGE, this.onRun);
    this.tabs.close();
    void this.store?.then((store) => store.removeEventListener("change", this.onStoreChange));
  }

  /** Looks for what another tab has saved since the document was read. */
  lookForOthers(): void {
    this.enqueueLook();
  }

  /** Saves now what is still to be saved. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.state_ === "pending" || this.state_ === "failed") this.enqueueSave();
    await this.saving;
  }

  /** The document was saved to a file, whose text is the original from now on. */
  async savedToFile(file: FileSystemFileHandle | null): Promise<void> {
    this.file_ = file ?? this.file_;
    if (this.key?.startsWith("own:") !== true) {
      this.changed();
      return;
    }
    this.original_ = this.session.text;
    this.setState("pending");
    await this.flush();
  }

  /** Brings the original back, as a step that can be undone. */
  reset(): void {
    if (this.original_ === null) return;
    this.originalHash = hashSource(this.original_);
    this.replace(this.original_, "Reset to the original");
  }

  /** Ends a conflict: with what the other tab saved, or with what stands here. */
  async resolve(choice: "theirs" | "mine"): Promise<void> {
    if (this.state_ !== "conflict" || this.key === null) return;
    const store = await this.open();
    const theirs = await store.read(this.key);
    this.version = theirs?.version ?? null;
    if (choice === "theirs") {
      this.follow(theirs);
      return;
    }
    this.setState("pending");
    await this.flush();
  }

  private readonly onEdit = (): void => {
    if (this.state_ === "conflict") return;
    if (this.session.text === this.keptText && this.state_ === "kept") {
      this.changed();
      return;
    }
    this.key ??= makeOwn();
    this.setState("pending");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.enqueueSave(), PAUSE);
  };

  /** The outputs of a document that is kept are kept with it. */
  private readonly onRun = (): void => {
    const isRunning = this.session.state === "running";
    const hasEnded = this.wasRunning && !isRunning;
    this.wasRunning = isRunning;
    if (!hasEnded || (this.version === null && this.state_ === "kept")) return;
    if (this.state_ !== "kept" && this.state_ !== "pending") return;
    this.hasNewOutputs = true;
    this.setState("pending");
    this.enqueueSave();
  };

  private enqueueSave(): void {
    this.saving = this.saving.then(() => this.save());
  }

  private async save(): Promise<void> {
    if (this.key === null || this.state_ === "conflict" || this.state_ === "kept") return;
    try {
      const store = await this.open();
      const text = this.session.text;
      this.hasNewOutputs = false;
      const isLikeOriginal = text === this.original_ && !this.key.startsWith("own:");
      if (isLikeOriginal && this.version !== null) await store.remove(this.key, this.version);
      this.version = isLikeOriginal ? null : await store.save(this.describe(this.key, text), this.version);
      this.keptText = text;
      this.reason = null;
      // What was typed or has run meanwhile has a save of its own waiting.
      this.setState(this.session.text === text && !this.hasNewOutputs ? "kept" : "pending");
    } catch (error) {
      if (error instanceof DocumentConflictError) {
        this.setState("conflict");
        return;
      }
      this.reason = error instanceof Error ? error.message : String(error);
      this.setState("failed");
    }
  }

  private describe(key: string, text: string): DocumentSave {
    const { outputs } = this.session;
    return {
      key,
      name: this.name_,
      title: this.session.document.title,
      text,
      outputs: JSON.stringify(outputs).length > MOST_OUTPUT ? null : outputs,
      original: key.startsWith("own:") ? this.original_ : null,
      originalHash: this.originalHash,
      file: this.file_,
    };
  }

  private open(): Promise<DocumentStore> {
    this.store ??= this.options.openStore().then(
      (store) => {
        store.addEventListener("change", this.onStoreChange);
        return store;
      },
      (error: unknown) => {
        this.store = null;
        throw error;
      },
    );
    return this.store;
  }

  private readonly onStoreChange = (event: Event): void => {
    // A document may be renamed or deleted from this tab's own list.
    if (event instanceof DocumentsChangeEvent && event.key === this.key) this.enqueueLook();
  };

  /** In line with this tab's own saves, whose versions are known when they are done. */
  private enqueueLook(): void {
    // What cannot be read now is found when this tab saves.
    this.saving = this.saving.then(() => this.look()).catch(() => {});
  }

  private async look(): Promise<void> {
    if (this.key === null) return;
    const theirs = await (await this.open()).read(this.key);
    if (this.isDisposed) return;
    this.name_ = theirs?.name ?? this.name_;
    if ((theirs?.version ?? null) === this.version) {
      this.changed();
      return;
    }
    if (this.state_ === "kept" && (theirs !== null || this.original_ !== null)) {
      this.version = theirs?.version ?? null;
      this.follow(theirs);
    } else {
      this.setState("conflict");
    }
  }

  /** Shows what another tab has saved, or the original where it has nothing kept any more. */
  private follow(theirs: KeptDocument | null): void {
    const text = theirs?.text ?? this.original_ ?? "";
    this.keptText = text;
    this.state_ = "kept";
    this.replace(text, "Change of another tab");
    // What was read may be written otherwise, as by an older version: that is no edit.
    this.keptText = this.session.text;
    clearTimeout(this.timer);
    this.setState("kept");
  }

  private replace(text: string, label: string): void {
    const document = parseDocument(text);
    this.session.replace(document, label, keptNames(this.session.blocks, document.blocks));
  }

  private setState(state: AutosaveState): void {
    this.state_ = state;
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

/** From now on the address of the page is that of a document of the reader's own. */
function makeOwn(): string {
  const key = `own:${randomName()}`;
  history.replaceState(null, "", addressOfKey(key));
  return key;
}
