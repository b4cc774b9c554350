/**
 * A name for a document's file: its title in lower case, in letters that every file system takes.
 *
 * @param title - of the document
 * @param extension - with its dot
 */
export function fileNameOf(title: string, extension: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["document"];
  return words.join("-").slice(0, 80) + extension;
}

/** What a file is called without its ending: `notes` of `notes.md`. */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, "").replace(/\.[A-Za-z0-9]{1,8}$/, "");
}
