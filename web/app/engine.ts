import type { DatabaseFiles } from "../files/database-files.ts";
import type { Kernel } from "../kernel/kernel.ts";

let files: Promise<DatabaseFiles> | null = null;

/** The database files of this site, opened when first asked for. */
export function databaseFiles(): Promise<DatabaseFiles> {
  files ??= import("../files/indexed-database-files.ts").then(
    ({ IndexedDatabaseFiles }) => new IndexedDatabaseFiles(),
  );
  return files;
}

/**
 * Loads what runs cells; nothing of it is there before the first run.
 *
 * @param prompt - puts a cell's question to the reader; null is no answer
 */
export async function openKernel(prompt: (question: string) => Promise<string | null>): Promise<Kernel> {
  const [{ createKernel }, openFiles] = await Promise.all([import("../kernel/kernel.ts"), databaseFiles()]);
  return createKernel({ files: openFiles, prompt });
}
