import type { SqliteFiles } from "../../../core/driver/sqljs/index.ts";
import { changedChunks } from "../../files/changed-chunks.ts";
import type { PageServices } from "../messages.ts";

interface KnownFile {
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** Asks the page for one of its services. */
export type AskPage = <Name extends keyof PageServices>(
  service: Name,
  argument: Parameters<PageServices[Name]>[0],
  transfer?: Transferable[],
) => ReturnType<PageServices[Name]>;

/** Database files that the page keeps: of each, only what has changed since the last save is sent to it. */
export class SavedFiles implements SqliteFiles {
  readonly #ask: AskPage;
  readonly #known = new Map<string, KnownFile>();

  constructor(ask: AskPage) {
    this.#ask = ask;
  }

  async read(name: string): Promise<Uint8Array | null> {
    const file = await this.#ask("readFile", name);
    if (file === null) this.#known.delete(name);
    else this.#known.set(name, file);
    // A copy: what is compared with later must not change.
    return file === null ? null : file.bytes.slice();
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const known = this.#known.get(name);
    const chunks = changedChunks(known?.bytes ?? null, bytes);
    if (known !== undefined && chunks.length === 0 && known.bytes.length === bytes.length) return;
    const save = { name, base: known?.version ?? null, size: bytes.length, chunks };
    const version = await this.#ask(
      "saveFile",
      save,
      chunks.map((chunk) => chunk.bytes.buffer),
    );
    this.#known.set(name, { version, bytes });
  }

  async remove(name: string): Promise<void> {
    await this.#ask("removeFile", name);
    this.#known.delete(name);
  }
}
