import { DataJointError } from "../../errors/index.ts";
import { type SqlJsSettings, settingsWithMemory, wasmBesideSqlJs } from "./instantiation.ts";
import { hasFileSystem, nodeFiles } from "./node-files.ts";
import type { SqliteFiles } from "./sqlite-files.ts";
import type { SqlJsModule } from "./sqljs-types.ts";

/** What the host of the engine provides. */
export interface SqliteEnvironment {
  /** The bytes of SQLite's WebAssembly module; by default sql.js finds its own. */
  readonly loadWasm?: () => Promise<ArrayBuffer | Uint8Array>;
  /** Where database files are kept; by default the file system in Node, nowhere in a browser. */
  readonly files?: SqliteFiles;
  /** Save by itself shortly after a change. Default true; a host that calls `saveDatabases` turns it off. */
  readonly hasAutosave?: boolean;
  /**
   * Called after each committed change, and awaited where it gives a promise. A long program that waits for nothing
   * else gives its host a turn here, to save.
   */
  readonly afterCommit?: () => Promise<void> | undefined;
}

let environment: SqliteEnvironment = {};
let module: Promise<SqlJsModule> | undefined;
let files: SqliteFiles | undefined;

/**
 * Tells the SQLite driver about its host. To be called before the first Instance connects.
 *
 * @param settings what differs from the defaults
 */
export function configureSqlite(settings: SqliteEnvironment): void {
  environment = settings;
  module = undefined;
  files = undefined;
}

export const hasAutosave = (): boolean => environment.hasAutosave ?? true;

/** The host's turn after a committed change. */
export const afterCommit = (): Promise<void> | undefined => environment.afterCommit?.();

async function importSqlJs(): Promise<SqlJsModule> {
  // sql.js is CommonJS: its initializer is the default export, or the default of that, as bundlers have it.
  const imported: unknown = await import("sql.js");
  let initialize: unknown = imported;
  while (typeof initialize === "object" && initialize !== null && "default" in initialize) {
    initialize = initialize.default;
  }
  if (typeof initialize !== "function") {
    throw new DataJointError(
      "The package sql.js does not export its initializer; install the version that is pinned.",
    );
  }
  const wasm = (await environment.loadWasm?.()) ?? wasmBesideSqlJs();
  const settings: SqlJsSettings =
    wasm === null ? { useOldExtensionFunctions: false } : await settingsWithMemory(wasm);
  return (await initialize(settings)) as SqlJsModule;
}

/** The sql.js module, loaded once. */
export function sqlJs(): Promise<SqlJsModule> {
  module ??= importSqlJs().catch((error: unknown) => {
    module = undefined;
    throw error;
  });
  return module;
}

const nowhere: SqliteFiles = {
  read: async () => null,
  write: async () => {},
  remove: async () => {},
};

/** Where database files are kept. */
export function sqliteFiles(): SqliteFiles {
  files ??= environment.files ?? (hasFileSystem() ? nodeFiles() : nowhere);
  return files;
}
