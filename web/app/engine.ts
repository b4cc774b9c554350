import type { DocumentStore } from "../documents/kept/document-store.ts";
import { STORAGE_NAME } from "../documents/kept/storage-name.ts";
import type { DatabaseFiles } from "../files/database-files.ts";
import type { GatewayConnector } from "../gateway/gateway-connector.ts";
import type { AskKernelEvent } from "../kernel/ask-kernel-event.ts";
import type { ConnectServer, Kernel, KernelOptions } from "../kernel/kernel.ts";

let store: Promise<DocumentStore> | null = null;
let files: Promise<DatabaseFiles> | null = null;
let connector: Promise<GatewayConnector> | null = null;

/** The database files of this site, opened when first asked for; after a failure, at the next call again. */
export function databaseFiles(): Promise<DatabaseFiles> {
  files ??= import("../files/indexed-database-files.ts").then(
    ({ IndexedDatabaseFiles }) => new IndexedDatabaseFiles(),
    (error: unknown) => {
      files = null;
      throw error;
    },
  );
  return files;
}

/** The documents that the browser keeps, opened when first asked for; after a failure, at the next call again. */
export function documentStore(): Promise<DocumentStore> {
  store ??= import("../documents/kept/indexed-document-store.ts").then(
    ({ IndexedDocumentStore }) => new IndexedDocumentStore(),
    (error: unknown) => {
      store = null;
      throw error;
    },
  );
  return store;
}

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

/** What connects to servers, loaded when the first connection is wanted. */
export function gatewayConnector(): Promise<GatewayConnector> {
  connector ??= import("../gateway/gateway-connector.ts").then(
    ({ GatewayConnector }) => new GatewayConnector(),
    (error: unknown) => {
      connector = null;
      throw error;
    },
  );
  return connector;
}

const connectServer: ConnectServer = async (request, signal) =>
  (await gatewayConnector()).connect(request, signal);

/**
 * Loads what runs cells; nothing of it is there before the first run.
 *
 * @param confirm - asks the reader before a cell deletes rows or tables
 */
export async function openKernel(confirm: NonNullable<KernelOptions["confirm"]>): Promise<Kernel> {
  const [{ createKernel }, openFiles] = await Promise.all([import("../kernel/kernel.ts"), databaseFiles()]);
  const kernel = createKernel({
    files: openFiles,
    confirm,
    connectServer,
  });
  document.removeEventListener("ask-kernel", answerQuestion);
  answerQuestion = (event) => {
    event.answer = kernel.ask(event.service, event.argument as never);
  };
  document.addEventListener("ask-kernel", answerQuestion);
  return kernel;
}

/** Passes on what elements ask, such as a table for more of its rows, to the kernel that was opened last. */
let answerQuestion = (_event: AskKernelEvent): void => {};
