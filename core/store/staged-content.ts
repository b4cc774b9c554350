import { DataJointError } from "../errors/index.ts";
import type { Store } from "./store.ts";
import { storePath } from "./store-path.ts";

/** What can be written to a file. */
export type Writable = Uint8Array | ArrayBuffer | string;

/** What is known of an object once it is written; the number of files of a folder alone. */
interface Written {
  readonly size: number;
  readonly itemCount: number | null;
}

const encoder = new TextEncoder();

function bytesOf(content: Writable): Uint8Array {
  if (typeof content === "string") return encoder.encode(content);
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (ArrayBuffer.isView(content))
    return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  throw new DataJointError("The content of a file is bytes (Uint8Array, ArrayBuffer) or a text.");
}

const closed = (): DataJointError =>
  new DataJointError("The staged insert has ended, so nothing can be written any more.");

/** A folder of files in a store, by their paths in it: the interface that Zarr libraries write to. */
export class StagedFolder {
  readonly #store: Store;
  readonly #folder: string;
  #isClosed = false;

  constructor(store: Store, folder: string) {
    this.#store = store;
    this.#folder = folder;
  }

  #inside(path: string): string {
    const inside = storePath(path);
    if (inside === "") throw new DataJointError("The files of a folder need names.");
    return `${this.#folder}/${inside}`;
  }

  /** Writes a file, over another of the same path. */
  async set(path: string, content: Writable): Promise<void> {
    if (this.#isClosed) throw closed();
    await this.#store.write(this.#inside(path), bytesOf(content));
  }

  /** The content of a file; undefined where there is none. */
  async get(path: string): Promise<Uint8Array | undefined> {
    return (await this.has(path)) ? this.#store.read(this.#inside(path)) : undefined;
  }

  has(path: string): Promise<boolean> {
    return this.#store.exists(this.#inside(path));
  }

  async delete(path: string): Promise<void> {
    if (this.#isClosed) throw closed();
    await this.#store.remove(this.#inside(path));
  }

  /** Paths of all files, in order. */
  async keys(): Promise<string[]> {
    return (await this.#store.list(this.#folder)).map((file) => file.slice(this.#folder.length + 1));
  }

  close(): void {
    this.#isClosed = true;
  }

  /** @throws DataJointError where it has no files */
  async finish(): Promise<Written> {
    this.close();
    const files = await this.#store.list(this.#folder);
    if (files.length === 0) throw nothing(this.#folder);
    let size = 0;
    for (const file of files) size += await this.#store.size(file);
    return { size, itemCount: files.length };
  }
}

/** A file in a store that is written piece by piece; it is there when the staged insert ends. */
export class StagedFile {
  readonly #store: Store;
  readonly #path: string;
  readonly #pieces: Uint8Array[] = [];
  #isClosed = false;

  constructor(store: Store, path: string) {
    this.#store = store;
    this.#path = path;
  }

  /** Adds to the end of the file. */
  async write(content: Writable): Promise<void> {
    if (this.#isClosed) throw closed();
    // A copy: programs may fill the same buffer again.
    this.#pieces.push(bytesOf(content).slice());
  }

  close(): void {
    this.#isClosed = true;
  }

  /** @throws DataJointError where nothing was written */
  async finish(): Promise<Written> {
    this.close();
    if (this.#pieces.length === 0) throw nothing(this.#path);
    const size = this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
    const bytes = new Uint8Array(size);
    let position = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, position);
      position += piece.length;
    }
    await this.#store.write(this.#path, bytes);
    return { size, itemCount: null };
  }
}

const nothing = (path: string): DataJointError =>
  new DataJointError(`Nothing was written to "${path}", so the row would refer to no object.`);
