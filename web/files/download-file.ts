/** Hands a file to the reader's folder of downloads. */
export function downloadFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after this task, so it must live a little longer.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
