/** How far a copy is. */
export interface TransferProgress {
  /** The table that is being copied: `schema.table`. */
  readonly table: string;
  /** `copying` its rows, or `verifying` them in the database that they were copied to. */
  readonly phase: "copying" | "verifying";
  /** Rows of this table that are copied, or verified, so far. */
  readonly rows: number;
  /** Rows of this table in all. */
  readonly totalRows: number;
  /** Tables that are done, and tables in all. */
  readonly tablesDone: number;
  readonly tables: number;
  /** Rows of all tables that are copied so far, and rows in all. */
  readonly allRows: number;
  readonly totalAllRows: number;
}

/** Options of `copyTo`. */
export interface TransferOptions {
  /** Names of the schemas to copy. Default: all that there are. */
  readonly schemas?: readonly string[];
  /** Called after each portion of rows. An error that it throws ends the copy. */
  readonly progress?: (progress: TransferProgress) => void;
  /** Show how far it is. Default: where the host has a way to show it, as the playground does. */
  readonly displayProgress?: boolean;
  /**
   * Ends the copy when it is aborted; the call then fails with the signal's reason. Tables that were done stay, and
   * the one that was being copied is left empty. Another call with `resume` goes on from there; to clean up instead,
   * drop the schemas that were copied.
   */
  readonly signal?: AbortSignal;
  /**
   * Goes on where a copy was ended: tables that hold the very rows of the source are passed over instead of refused.
   * Default false.
   */
  readonly resume?: boolean;
  /** Rows that go into one statement, as far as the database takes so many at once. Default 200. */
  readonly chunkSize?: number;
}

export const transferOptions: readonly (keyof TransferOptions)[] = [
  "schemas",
  "progress",
  "displayProgress",
  "signal",
  "resume",
  "chunkSize",
];

/** A table that was copied. */
export interface TransferredTable {
  /** `schema.table` */
  readonly table: string;
  readonly rows: number;
  /** Of all rows, whatever their order; the same in both databases. */
  readonly checksum: string;
  /** Files that were copied from one store to another. */
  readonly files: number;
  /** False where the table held the very rows already. */
  readonly isCopied: boolean;
}

/** What `copyTo` did. */
export interface TransferReport {
  readonly schemas: readonly string[];
  /** Parents before children. */
  readonly tables: readonly TransferredTable[];
  /** Rows that were copied. */
  readonly rows: number;
}
