import type { FileSave, SavedFile } from "../kernel/messages.ts";
import type { Progress } from "./progress.ts";

/** One database file that the browser keeps. */
export interface DatabaseFileInfo {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly savedAt: Date;
}

/** The database files that the browser keeps for this site. Dispatches `change` after each save and removal, also of another tab. */
export interface DatabaseFiles extends EventTarget {
  /** All files, by name. */
  list(): Promise<DatabaseFileInfo[]>;
  /** The bytes of a file, or null where there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Puts a whole file in place of whatever has its name.
   *
   * @param progress - told of how much is stored; where it is cancelled, everything stays as it was
   */
  write(name: string, bytes: Uint8Array, progress?: Progress): Promise<void>;
  remove(name: string): Promise<void>;
  /** A file with the version that changes to it must name. */
  open(name: string): Promise<SavedFile | null>;
  /**
   * Saves what has changed in a file, all of it or nothing; resolves when it is on the disk.
   *
   * @returns the file's new version
   * @throws FileConflictError where the file is no longer what the changes were made to
   * @throws FileStorageError where the browser can't store it
   */
  save(save: FileSave): Promise<string>;
}

/** A file was changed or removed by someone else since it was read. */
export class FileConflictError extends Error {
  override readonly name = "FileConflictError";
}

/** The browser could not read or store a file. */
export class FileStorageError extends Error {
  override readonly name = "FileStorageError";
}
