import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import {
  DocumentConflictError,
  type DocumentSave,
  type DocumentStore,
  DocumentsChangeEvent,
  type KeptDocument,
  type KeptDocumentInfo,
} from "./document-store.ts";
import { randomName } from "./random-name.ts";
import { STORAGE_NAME } from "./storage-name.ts";

interface Storage extends DBSchema {
  documents: { key: string; value: KeptDocument };
}

/** Kept documents in IndexedDB. */
export class IndexedDocumentStore extends EventTarget implements DocumentStore {
  readonly #storageName: string;
  readonly #tabs: BroadcastChannel;
  #storage: Promise<IDBPDatabase<Storage>> | null = null;

  /** @param storageName of the IndexedDB database */
  constructor(storageName = STORAGE_NAME) {
    super();
    this.#storageName = storageName;
    this.#tabs = new BroadcastChannel(storageName);
    this.#tabs.onmessage = (event: MessageEvent<string>) =>
      this.dispatchEvent(new DocumentsChangeEvent(event.data));
  }

  async list(): Promise<KeptDocumentInfo[]> {
    const documents = await (await this.#open()).getAll("documents");
    return documents
      .map(({ key, name, title, savedAt }) => ({ key, name, title, savedAt }))
      .sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
  }

  async read(key: string): Promise<KeptDocument | null> {
    return (await (await this.#open()).get("documents", key)) ?? null;
  }

  async save(save: DocumentSave, base: string | null): Promise<string> {
    const version = randomName();
    await this.#change(save.key, (current) => {
      if ((current?.version ?? null) !== base)
        throw new DocumentConflictError(conflictText(current !== null));
      // Who saves need not have heard of a new name yet: only `rename` changes it.
      return { ...save, name: current === null ? save.name : current.name, savedAt: new Date(), version };
    });
    return version;
  }

  async rename(key: string, name: string): Promise<void> {
    // The text is the same: a tab that edits it need not hear of a new version.
    await this.#change(key, (current) => (current === null ? null : { ...current, name }));
  }

  async remove(key: string, base?: string): Promise<void> {
    await this.#change(key, (current) => {
      if (base !== undefined && current?.version !== base)
        throw new DocumentConflictError(conflictText(current !== null));
      return null;
    });
  }

  /** Reads and writes in one transaction, so that no other tab comes between. */
  async #change(key: string, next: (current: KeptDocument | null) => KeptDocument | null): Promise<void> {
    const storage = await this.#open();
    const transaction = storage.transaction("documents", "readwrite", { durability: "strict" });
    const current = (await transaction.store.get(key)) ?? null;
    try {
      const changed = next(current);
      await (changed === null ? transaction.store.delete(key) : transaction.store.put(changed));
    } catch (error) {
      transaction.abort();
      await transaction.done.catch(() => {});
      throw error;
    }
    await transaction.done;
    this.#tabs.postMessage(key);
    this.dispatchEvent(new DocumentsChangeEvent(key));
  }

  #open(): Promise<IDBPDatabase<Storage>> {
    const forget = (): void => {
      this.#storage = null;
    };
    this.#storage ??= openDB<Storage>(this.#storageName, 1, {
      upgrade(storage) {
        storage.createObjectStore("documents", { keyPath: "key" });
      },
      blocking: (_current, _blocked, event) => {
        // A newer page wants to change the layout: make way for it.
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return this.#storage;
  }
}

function conflictText(isThere: boolean): string {
  return `This document was ${isThere ? "changed" : "deleted"} in another tab.`;
}
