import { DataJointError } from "../errors/index.ts";

/** The text of a UUID from its 16 bytes, in lower case. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * The 16 bytes of a UUID.
 *
 * @param value text in any of the usual forms (with or without hyphens, braces, `urn:uuid:`), or 16 bytes
 * @param name the attribute, for the message
 * @throws DataJointError where it is neither
 */
export function uuidBytes(value: unknown, name: string): Uint8Array {
  if (value instanceof Uint8Array && value.length === 16) return value;
  if (value instanceof ArrayBuffer && value.byteLength === 16) return new Uint8Array(value);
  if (typeof value === "string") {
    const hex = value.replace(/^urn:uuid:/i, "").replace(/[{}-]/g, "");
    if (/^[0-9a-f]{32}$/i.test(hex)) {
      return Uint8Array.from({ length: 16 }, (_, index) =>
        Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
      );
    }
  }
  throw new DataJointError(
    `The value of "${name}" is no UUID: ${JSON.stringify(value) ?? String(value)}. Give 32 hexadecimal digits or 16 bytes.`,
  );
}
