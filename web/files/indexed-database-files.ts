import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { FileSave, SavedFile } from "../kernel/messages.ts";
import { changedChunks, chunkSize } from "./changed-chunks.ts";
import {
  type DatabaseFileInfo,
  type DatabaseFiles,
  FileConflictError,
  FileStorageError,
} from "./database-files.ts";
import { isCancelled, type Progress } from "./progress.ts";

interface FileRecord extends DatabaseFileInfo {
  /** A new random text with each save. */
  readonly version: string;
}

interface Storage extends DBSchema {
  files: { key: string; value: FileRecord };
  chunks: { key: [name: string, index: number]; value: Uint8Array<ArrayBuffer> };
}

const stores = ["files", "chunks"] as const;

/** Database files in IndexedDB, in chunks, so that a save writes only what has changed. */
export class IndexedDatabaseFiles extends EventTarget implements DatabaseFiles {
  readonly #storageName: string;
  readonly #tabs: BroadcastChannel;
  #storage: Promise<IDBPDatabase<Storage>> | null = null;
  #hasAskedToPersist = false;

  /** @param storageName of the IndexedDB database; one for all documents of a site */
  constructor(storageName = "datajoint-files") {
    super();
    this.#storageName = storageName;
    this.#tabs = new BroadcastChannel(storageName);
    this.#tabs.onmessage = () => this.dispatchEvent(new Event("change"));
  }

  async list(): Promise<DatabaseFileInfo[]> {
    const records = await this.#try("list the database files", (storage) => storage.getAll("files"));
    return records.map(({ name, size, savedAt }) => ({ name, size, savedAt }));
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return (await this.open(name))?.bytes ?? null;
  }

  async open(name: string): Promise<SavedFile | null> {
    return this.#try(`read "${name}"`, async (storage) => {
      const transaction = storage.transaction(stores, "readonly");
      const [record, chunks] = await Promise.all([
        transaction.objectStore("files").get(name),
        transaction.objectStore("chunks").getAll(chunksOf(name)),
      ]);
      await transaction.done;
      if (record === undefined) return null;
      const bytes = new Uint8Array(record.size);
      for (const [index, chunk] of chunks.entries()) bytes.set(chunk, index * chunkSize);
      return { version: record.version, bytes };
    });
  }

  async write(name: string, bytes: Uint8Array, progress?: Progress): Promise<void> {
    const chunks = changedChunks(null, bytes);
    await this.#save({ name, base: null, size: bytes.length, chunks }, false, progress);
  }

  async save(save: FileSave): Promise<string> {
    return this.#save(save, true);
  }

  async remove(name: string): Promise<void> {
    await this.#try(`remove "${name}"`, async (storage) => {
      const transaction = storage.transaction(stores, "readwrite", { durability: "strict" });
      await Promise.all([
        transaction.objectStore("files").delete(name),
        transaction.objectStore("chunks").delete(chunksOf(name)),
        transaction.done,
      ]);
    });
    this.#announce();
  }

  async #save(
    { name, base, size, chunks }: FileSave,
    isChecked: boolean,
    { report, signal }: Partial<Progress> = {},
  ): Promise<string> {
    this.#askToPersist();
    const version = newVersion();
    await this.#try(`save "${name}"`, async (storage) => {
      const transaction = storage.transaction(stores, "readwrite", { durability: "strict" });
      const files = transaction.objectStore("files");
      const pieces = transaction.objectStore("chunks");
      const current = await files.get(name);
      if (isChecked && (current?.version ?? null) !== base) {
        transaction.abort();
        await transaction.done.catch(() => {});
        throw conflict(name, current !== undefined);
      }
      signal?.throwIfAborted();
      const abort = (): void => transaction.abort();
      signal?.addEventListener("abort", abort);
      let stored = 0;
      const requests: Promise<unknown>[] = chunks.map(async ({ index, bytes }) => {
        await pieces.put(bytes, [name, index]);
        report?.(++stored, chunks.length);
      });
      const count = Math.ceil(size / chunkSize);
      requests.push(pieces.delete(chunksOf(name, count)));
      requests.push(files.put({ name, size, savedAt: new Date(), version }));
      try {
        await Promise.all([...requests, transaction.done]);
      } catch (error) {
        signal?.throwIfAborted();
        throw error;
      } finally {
        signal?.removeEventListener("abort", abort);
      }
    });
    this.#announce();
    return version;
  }

  async #try<Value>(
    purpose: string,
    act: (storage: IDBPDatabase<Storage>) => Promise<Value>,
  ): Promise<Value> {
    try {
      return await act(await this.#open());
    } catch (error) {
      if (error instanceof FileConflictError || isCancelled(error)) throw error;
      throw storageError(purpose, error);
    }
  }

  #open(): Promise<IDBPDatabase<Storage>> {
    const forget = (): void => {
      this.#storage = null;
    };
    this.#storage ??= openDB<Storage>(this.#storageName, 1, {
      upgrade(storage) {
        storage.createObjectStore("files", { keyPath: "name" });
        storage.createObjectStore("chunks");
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

  #announce(): void {
    this.#tabs.postMessage("change");
    this.dispatchEvent(new Event("change"));
  }

  /** Without this the browser may clear files when the disk is full. Asked when there is something to lose. */
  #askToPersist(): void {
    if (this.#hasAskedToPersist) return;
    this.#hasAskedToPersist = true;
    navigator.storage?.persist?.().catch(() => {});
  }
}

/** The keys of a file's chunks, from the given one on. */
function chunksOf(name: string, first = 0): IDBKeyRange {
  return IDBKeyRange.bound([name, first], [name, Number.POSITIVE_INFINITY]);
}

function newVersion(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(4));
  return Array.from(numbers, (number) => number.toString(36)).join("-");
}

function conflict(name: string, isThere: boolean): FileConflictError {
  const what = isThere ? "was changed" : "was removed";
  return new FileConflictError(
    `The database file "${name}" ${what} elsewhere, perhaps in another tab, after this kernel had read it. ` +
      "What this kernel changed since then is not saved. Restart the kernel to go on with the file as it is now.",
  );
}

function storageError(purpose: string, error: unknown): FileStorageError {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  const advice =
    name === "QuotaExceededError"
      ? "There is no room left: remove database files that are no longer needed."
      : "Private windows and strict privacy settings can keep a page from storing files.";
  return new FileStorageError(`The browser could not ${purpose}: ${message || name} ${advice}`, {
    cause: error,
  });
}
