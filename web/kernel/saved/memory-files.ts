import type { SqliteFiles } from "../../../core/driver/sqljs/index.ts";

/** Database files that last as long as the program. */
export class MemoryFiles implements SqliteFiles {
  readonly #files = new Map<string, Uint8Array>();

  async read(name: string): Promise<Uint8Array | null> {
    return this.#files.get(name)?.slice() ?? null;
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    this.#files.set(name, bytes.slice());
  }

  async remove(name: string): Promise<void> {
    this.#files.delete(name);
  }
}
