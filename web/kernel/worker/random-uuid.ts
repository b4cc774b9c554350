import { uuidText } from "../../../core/values/uuid-text.ts";

/**
 * Provides `crypto.randomUUID`, by which programs make keys of the type uuid: the sandbox of cells is no secure context,
 * so that browsers leave it out there.
 */
export function provideRandomUuid(): void {
  crypto.randomUUID ??= () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6]! & 0x0f) | 0x40;
    bytes[8] = (bytes[8]! & 0x3f) | 0x80;
    return uuidText(bytes) as ReturnType<Crypto["randomUUID"]>;
  };
}
