/** Where the bytes of database files are kept. */
export interface SqliteFiles {
  /** The bytes of a file, or null where there is none. */
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
  /** The same file has the same identity, however it was named. */
  identify?(name: string): string;
  /** Called once for each opened file; gives the chance to save when the process ends. */
  opened?(name: string, saveNow: () => Uint8Array | null): void;
}
