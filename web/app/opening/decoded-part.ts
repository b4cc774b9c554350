/** A part of an address in its own characters; as it stands there where it is not encoded as addresses are. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
