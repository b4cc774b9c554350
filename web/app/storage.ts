import type { DocumentStore } from "../documents/kept/document-store.ts";
import { STORAGE_NAME } from "../documents/kept/storage-name.ts";
import type { DatabaseFiles } from "../files/database-files.ts";

/** The database files of this site, opened when first asked for. */
export const databaseFiles = onDemand<DatabaseFiles>(async () => {
  const { IndexedDatabaseFiles } = await import("../files/indexed-database-files.ts");
  return new IndexedDatabaseFiles();
});

/** The documents that the browser keeps, opened when first asked for. */
export const documentStore = onDemand<DocumentStore>(async () => {
  const { IndexedDocumentStore } = await import("../documents/kept/indexed-document-store.ts");
  return new IndexedDocumentStore();
});

/** Whether there may be documents that the browser keeps; found out without loading anything. */
export async function hasKeptDocuments(): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === STORAGE_NAME);
  } catch {
    // A browser that does not tell, or whose storage is closed to this page.
    return "indexedDB" in globalThis && !("databases" in IDBFactory.prototype);
  }
}

/** Makes something once, when it is first asked for; after a failure, at the next call again. */
export function onDemand<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}
