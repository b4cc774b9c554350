import { DataJointError, MissingExternalFile } from "../errors/index.ts";
import type { Store } from "./store.ts";
import { storePath } from "./store-path.ts";

/** Node's modules for files; an error in a browser, which has none. */
export function fileModules() {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") {
    throw new DataJointError(
      "There are no paths of files outside of Node. Give a File or bytes in place of a path, " +
        'and configure stores with the protocol "database", which keeps its objects in the database file.',
    );
  }
  return {
    files: process.getBuiltinModule("node:fs/promises"),
    paths: process.getBuiltinModule("node:path"),
  };
}

const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as { code?: string }).code ?? "");

/** A store in a folder of the file system; Node alone has one. */
export class FileStore implements Store {
  readonly protocol = "file";
  readonly #location: string;
  readonly #files = fileModules().files;
  readonly #paths = fileModules().paths;

  /** @param location the folder; it is made where it does not exist */
  constructor(location: string) {
    this.#location = this.#paths.resolve(location);
  }

  #full(path: string): string {
    return this.#paths.join(this.#location, ...storePath(path).split("/"));
  }

  async #orMissing<T>(path: string, action: Promise<T>): Promise<T> {
    try {
      return await action;
    } catch (error) {
      if (!isMissing(error)) throw error;
      throw new MissingExternalFile(`There is no file "${path}" in the store at ${this.#location}.`, {
        cause: error,
      });
    }
  }

  async #kind(path: string): Promise<"file" | "folder" | null> {
    try {
      return (await this.#files.stat(this.#full(path))).isDirectory() ? "folder" : "file";
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async read(path: string): Promise<Uint8Array> {
    const { buffer, byteOffset, byteLength } = await this.#orMissing(
      path,
      this.#files.readFile(this.#full(path)),
    );
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  async write(path: string, content: Uint8Array): Promise<void> {
    const full = this.#full(path);
    await this.#files.mkdir(this.#paths.dirname(full), { recursive: true });
    // Put in place at once, so that nobody reads half of a file.
    const partial = `${full}.${crypto.randomUUID()}.partial`;
    try {
      await this.#files.writeFile(partial, content);
      await this.#files.rename(partial, full);
    } catch (error) {
      await this.#files.rm(partial, { force: true });
      throw error;
    }
  }

  async exists(path: string): Promise<boolean> {
    return (await this.#kind(path)) !== null;
  }

  async isFolder(path: string): Promise<boolean> {
    return (await this.#kind(path)) === "folder";
  }

  async size(path: string): Promise<number> {
    return (await this.#orMissing(path, this.#files.stat(this.#full(path)))).size;
  }

  async list(folder: string): Promise<string[]> {
    const full = this.#full(folder);
    let entries: { name: string; parentPath?: string; path?: string; isFile(): boolean }[];
    try {
      entries = await this.#files.readdir(full, { recursive: true, withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = this.#paths.join(entry.parentPath ?? entry.path!, entry.name);
        return this.#paths.relative(this.#location, file).split(this.#paths.sep).join("/");
      })
      .sort();
  }

  async remove(path: string): Promise<void> {
    await this.#files.rm(this.#full(path), { force: true });
  }

  url(path: string): string {
    return `file://${this.#full(path)}`;
  }
}
