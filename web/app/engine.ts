import type { DatabaseFiles } from "../files/database-files.ts";
import type { Kernel, KernelOptions } from "../kernel/kernel.ts";

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
 * @param confirm - asks the reader before a cell deletes rows or tables
 */
export async function openKernel(confirm: NonNullable<KernelOptions["confirm"]>): Promise<Kernel> {
  const [{ createKernel }, openFiles] = await Promise.all([import("../kernel/kernel.ts"), databaseFiles()]);
  return createKernel({ files: openFiles, confirm });
}
