/** Where the bytes of database files are kept. */
export interface SqliteFiles {
  /** The bytes of a file, or null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  /** The same file has the same identity, however it was named. */
  identify?(name: string): string;
  /** True where another program has changed a file since it was read or written here. */
  isChangedElsewhere?(name: string): boolean;
  /**
   * Called once for each opened file; gives the chance to save when the process ends.
   *
   * @param saveNow hands the bytes to what writes them, if there is anything to save
   * @returns what to call when the file is closed
   */
  opened?(name: string, saveNow: (write: (bytes: Uint8Array) => void) => void): () => void;
}
