import { downloadFile } from "./download-file.ts";
import type { Progress } from "./progress.ts";

/** A file of the reader's, and the way back to it where the browser gives one. */
export interface LocalFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
}

type OpenPicker = (options: object) => Promise<FileSystemFileHandle[]>;
type SavePicker = (options: object) => Promise<FileSystemFileHandle>;

/** Not every browser has them, and the types of the language don't know them. */
const pickers = globalThis as { showOpenFilePicker?: OpenPicker; showSaveFilePicker?: SavePicker };

/**
 * Lets the reader choose a file.
 *
 * @param types - endings with their dots
 * @returns null where they chose none
 */
export async function openLocalFile(types: readonly string[]): Promise<LocalFile | null> {
  if (pickers.showOpenFilePicker === undefined) return chooseUpload(types);
  try {
    const [handle] = await pickers.showOpenFilePicker({
      types: [{ description: "Documents", accept: { "text/markdown": types } }],
    });
    return handle === undefined ? null : { file: await handle.getFile(), handle };
  } catch (error) {
    if (isCancel(error)) return null;
    throw error;
  }
}

function chooseUpload(types: readonly string[]): Promise<LocalFile | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = types.join(",");
  return new Promise((resolve) => {
    input.onchange = () => {
      const file = input.files?.[0];
      resolve(file === undefined ? null : { file, handle: null });
    };
    input.oncancel = () => resolve(null);
    input.click();
  });
}

/**
 * Reads a file of the reader's.
 *
 * @throws DOMException named AbortError where it is cancelled
 */
export async function readLocalFile(
  file: File,
  { report, signal }: Progress,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  let read = 0;
  // Not every browser lets a stream be iterated.
  const reader = file.stream().getReader();
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, read);
    bytes.set(value, read);
    read += value.length;
    report(read, file.size);
  }
}

/** What became of a file that was to be saved. */
export type SavedAs =
  | { readonly kind: "file"; readonly handle: FileSystemFileHandle }
  | { readonly kind: "download" }
  | { readonly kind: "cancelled" };

/**
 * Saves a text: to a known file, else to one that the reader chooses, else as a download.
 *
 * @param handle - the file that it was opened from or saved to before; null where there is none
 */
export async function saveLocalFile(
  text: string,
  name: string,
  handle: FileSystemFileHandle | null,
): Promise<SavedAs> {
  if (handle !== null && (await mayWrite(handle))) {
    await writeTo(handle, text);
    return { kind: "file", handle };
  }
  if (pickers.showSaveFilePicker === undefined) {
    downloadFile(new Blob([text], { type: "text/markdown" }), name);
    return { kind: "download" };
  }
  try {
    const chosen = await pickers.showSaveFilePicker({
      suggestedName: name,
      types: [{ description: "Markdown", accept: { "text/markdown": [".md"] } }],
    });
    await writeTo(chosen, text);
    return { kind: "file", handle: chosen };
  } catch (error) {
    if (isCancel(error)) return { kind: "cancelled" };
    throw error;
  }
}

async function mayWrite(handle: FileSystemFileHandle): Promise<boolean> {
  const guarded = handle as { requestPermission?: (options: object) => Promise<PermissionState> };
  const answer = await guarded.requestPermission?.({ mode: "readwrite" });
  return answer === undefined || answer === "granted";
}

async function writeTo(handle: FileSystemFileHandle, text: string): Promise<void> {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
}

function isCancel(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
