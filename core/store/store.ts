/**
 * A place for objects beside the rows of the database: files by path. Paths have `/` between their parts, and are
 * relative to the store's location. Section "Object Store Configuration".
 */
export interface Store {
  /** `file`, `database`, or that of an adapter. */
  readonly protocol: string;
  /** @throws MissingExternalFile where there is no such file */
  read(path: string): Promise<Uint8Array>;
  /** Writes a file, over another of the same path. */
  write(path: string, content: Uint8Array): Promise<void>;
  /** True for a file, and for a folder with files. */
  exists(path: string): Promise<boolean>;
  isFolder(path: string): Promise<boolean>;
  /** The bytes of a file. @throws MissingExternalFile where there is no such file */
  size(path: string): Promise<number>;
  /** Paths of all files below a folder, in order; relative to the store's location. */
  list(folder: string): Promise<string[]>;
  /** Removes a file; does nothing where there is none. */
  remove(path: string): Promise<void>;
  /** Where the file is, for people. */
  url(path: string): string;
}
