import type { LocalFile } from "./local-files.ts";

/** A file that was dropped, with the way back to it; null where something else was. */
export async function droppedFiles(transfer: DataTransfer): Promise<LocalFile[]> {
  // Both must be asked for before anything is awaited: afterwards the drop is over.
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const asked = items.map((item) => ({
    file: item.getAsFile(),
    handle: (
      item as { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> }
    ).getAsFileSystemHandle?.(),
  }));
  const files: LocalFile[] = [];
  for (const { file, handle } of asked) {
    const opened = await Promise.resolve(handle).catch(() => null);
    if (file === null || opened?.kind === "directory") continue;
    files.push({ file, handle: opened?.kind === "file" ? (opened as FileSystemFileHandle) : null });
  }
  return files;
}
