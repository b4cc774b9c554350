const signatures: readonly (readonly [type: string, start: readonly (number | null)[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
  ["image/bmp", [0x42, 0x4d, null, null, null, null, 0x00, 0x00, 0x00, 0x00]],
];

/** The media type of an image that browsers show, told by its first bytes; null for anything else. */
export function imageType(bytes: Uint8Array): string | null {
  const match = signatures.find(
    ([, start]) =>
      bytes.length > start.length && start.every((byte, index) => byte === null || bytes[index] === byte),
  );
  return match?.[0] ?? null;
}

const portion = 0x8000;

export function base64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += portion) {
    text += String.fromCharCode(...bytes.subarray(start, start + portion));
  }
  return btoa(text);
}
