import { DataJointError } from "../errors/index.ts";
import { fileModules } from "./file-store.ts";
import { contentHash } from "./hash-address.ts";
import type { Store } from "./store.ts";
import { baseName, storePath } from "./store-path.ts";

/** What a row keeps of a file or folder in a store. */
export interface ObjectMetadata {
  readonly path: string;
  readonly store: string | null;
  readonly size: number | null;
  readonly ext?: string | null;
  readonly is_dir?: boolean;
  readonly item_count?: number | null;
  readonly timestamp?: string | null;
  readonly hash?: string | null;
  readonly [key: string]: unknown;
}

/**
 * A file or folder in a store, as `<object@>` and `<filepath@>` come back: what is known of it costs nothing, and its
 * content is read when it is asked for. Section "`<object@>`" of the type system specification.
 */
export class ObjectRef {
  readonly #store: Store;
  readonly #metadata: ObjectMetadata;

  /** @throws DataJointError where the metadata names no path */
  constructor(metadata: ObjectMetadata, store: Store) {
    if (typeof metadata?.path !== "string") {
      throw new DataJointError(
        `The row does not say where its object is stored: ${JSON.stringify(metadata)} has no path.`,
      );
    }
    this.#metadata = metadata;
    this.#store = store;
  }

  /** The path within the store. */
  get path(): string {
    return this.#metadata.path;
  }

  /** The name of the store; null for the default. */
  get store(): string | null {
    return this.#metadata.store ?? null;
  }

  /** Bytes in all; null where it is not known. */
  get size(): number | null {
    return this.#metadata.size ?? null;
  }

  /** The extension of the name, such as `.zarr`. */
  get ext(): string | null {
    return this.#metadata.ext ?? null;
  }

  get isDir(): boolean {
    return this.#metadata.is_dir ?? false;
  }

  /** How many files a folder holds; null where it is not known. */
  get itemCount(): number | null {
    return this.#metadata.item_count ?? null;
  }

  /** When it was stored. */
  get timestamp(): Date | null {
    const { timestamp } = this.#metadata;
    return typeof timestamp === "string" ? new Date(timestamp) : null;
  }

  /** Where it is, for people. */
  get url(): string {
    return this.#store.url(this.path);
  }

  #inside(subpath: string | undefined): string {
    if (subpath === undefined || subpath === "") return this.path;
    if (!this.isDir)
      throw new DataJointError(`"${this.path}" is a file, and holds nothing by the name "${subpath}".`);
    return `${this.path}/${storePath(subpath)}`;
  }

  /**
   * The content of the file, or of a file in the folder.
   *
   * @throws DataJointError for a folder without a path in it
   * @throws MissingExternalFile where the file is gone
   */
  read(subpath?: string): Promise<Uint8Array> {
    if (this.isDir && subpath === undefined) {
      throw new DataJointError(
        `"${this.path}" is a folder. Read one of its files: read("name"); walk() lists them.`,
      );
    }
    return this.#store.read(this.#inside(subpath));
  }

  /** The content of the file as text in UTF-8. */
  async text(subpath?: string): Promise<string> {
    return new TextDecoder().decode(await this.read(subpath));
  }

  /** Paths of all files in the folder, relative to it. */
  async walk(): Promise<string[]> {
    if (!this.isDir) throw new DataJointError(`"${this.path}" is a file; read() gives its content.`);
    return (await this.#store.list(this.path)).map((file) => file.slice(this.path.length + 1));
  }

  /** Names of the files and folders in the folder. */
  async listdir(subpath?: string): Promise<string[]> {
    const prefix = subpath === undefined || subpath === "" ? "" : `${storePath(subpath)}/`;
    const below = (await this.walk()).filter((file) => file.startsWith(prefix));
    return [...new Set(below.map((file) => file.slice(prefix.length).split("/")[0]!))];
  }

  /** True if it, or a file in it, is there. */
  exists(subpath?: string): Promise<boolean> {
    return this.#store.exists(this.#inside(subpath));
  }

  /**
   * Copies it to the file system (Node only).
   *
   * @param destination a folder, or the path of the copy
   * @returns the path of the copy
   */
  async download(destination: string): Promise<string> {
    const { files, paths } = fileModules();
    const save = async (file: string, path: string): Promise<void> => {
      await files.mkdir(paths.dirname(path), { recursive: true });
      await files.writeFile(path, await this.#store.read(file));
    };
    if (this.isDir) {
      for (const file of await this.walk())
        await save(`${this.path}/${file}`, paths.join(destination, ...file.split("/")));
      return destination;
    }
    const isFolder = await files.stat(destination).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const path = isFolder ? paths.join(destination, baseName(this.path)) : destination;
    await save(this.path, path);
    return path;
  }

  /**
   * Checks that it is what was stored.
   *
   * @returns true
   * @throws DataJointError where it is missing, or its size or hash differs
   */
  async verify(): Promise<true> {
    const fail = (why: string): never => {
      throw new DataJointError(`"${this.path}" is not what was stored: ${why}.`);
    };
    if (!(await this.exists())) return fail("it is missing");
    if (this.isDir) {
      const { length } = await this.walk();
      if (this.itemCount !== null && length !== this.itemCount)
        fail(`it has ${length} files instead of ${this.itemCount}`);
      return true;
    }
    const size = await this.#store.size(this.path);
    if (this.size !== null && size !== this.size) fail(`it has ${size} bytes instead of ${this.size}`);
    const { hash } = this.#metadata;
    if (typeof hash === "string" && contentHash(await this.read()) !== hash) fail("its hash differs");
    return true;
  }

  /** The metadata that the row keeps. */
  toJSON(): ObjectMetadata {
    return this.#metadata;
  }

  /** `ObjectRef folder _schema/…, 1024 bytes`. */
  toString(): string {
    const size = this.size === null ? "" : `, ${this.size} bytes`;
    return `ObjectRef ${this.isDir ? "folder" : "file"} ${this.path}${size}`;
  }

  /** What consoles print. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
