import { codecChain } from "../codec/codec-chain.ts";
import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { DataJointError, suggestion } from "../errors/index.ts";
import type { ObjectMetadata } from "../store/object-ref.ts";
import { objectPath } from "../store/schema-address.ts";
import { StagedFile, StagedFolder } from "../store/staged-content.ts";
import type { Store } from "../store/store.ts";
import { storesOf } from "../store/stores.ts";

interface StagedObject {
  readonly content: StagedFile | StagedFolder;
  readonly path: string;
  readonly extension: string | null;
  readonly storeName: string | null;
  readonly store: Store;
}

/**
 * One row whose objects are written to their stores before it is inserted. `Table.stagedInsert1` makes it.
 * Specification: "Staged insert".
 */
export class StagedInsert {
  /** The row; its primary key must be complete before the first `store` or `open`. */
  readonly rec: Record<string, unknown> = {};
  readonly #connection: Connection;
  readonly #declaration: TableDeclaration;
  readonly #objects = new Map<string, StagedObject>();

  constructor(connection: Connection, declaration: TableDeclaration) {
    this.#connection = connection;
    this.#declaration = declaration;
  }

  /**
   * A folder for the files of an `<object@>` attribute.
   *
   * @param attribute the name of the attribute
   * @param extension of the folder, such as `.zarr`
   * @throws DataJointError for another attribute, an incomplete primary key, or a store that is not configured
   */
  store(attribute: string, extension = ""): StagedFolder {
    return this.#content(attribute, extension, StagedFolder);
  }

  /**
   * A file for an `<object@>` attribute, to be written piece by piece.
   *
   * @param attribute the name of the attribute
   * @param extension of the file, such as `.bin`
   * @throws DataJointError as `store`
   */
  open(attribute: string, extension = ""): StagedFile {
    return this.#content(attribute, extension, StagedFile);
  }

  #content<Content extends StagedFile | StagedFolder>(
    name: string,
    extension: string,
    ContentClass: new (store: Store, path: string) => Content,
  ): Content {
    const present = this.#objects.get(name)?.content;
    if (present instanceof ContentClass) return present;
    if (present !== undefined) {
      throw new DataJointError(
        `"${name}" is written as a ${present instanceof StagedFile ? "file" : "folder"} already; it can't be both.`,
      );
    }
    const object = this.#stage(name, extension, ContentClass);
    this.#objects.set(name, object);
    return object.content as Content;
  }

  #stage(
    name: string,
    extension: string,
    ContentClass: new (store: Store, path: string) => StagedFile | StagedFolder,
  ): StagedObject {
    const visible = this.#declaration.attributes.filter(({ isHidden }) => !isHidden);
    const attribute = visible.find((one) => one.name === name);
    if (attribute === undefined) {
      const names = visible.map((one) => one.name);
      throw new DataJointError(
        `The table has no attribute "${name}".${suggestion(name, names)} Its attributes are: ${names.join(", ")}.`,
      );
    }
    if (attribute.codec?.name !== "object") {
      throw new DataJointError(
        `"${name}" is of type ${attribute.type}, and only <object@> can be written before its row. Assign its value to rec.${name} instead.`,
      );
    }
    const keyNames = visible.filter(({ inKey }) => inKey).map((one) => one.name);
    const missing = keyNames.filter((one) => (this.rec[one] ?? null) === null);
    if (missing.length > 0) {
      throw new DataJointError(
        `The path of an object is made of the primary key, so set ${missing.map((one) => `rec.${one}`).join(", ")} before store() or open().`,
      );
    }
    const { storeName } = codecChain(attribute);
    const { store, spec } = storesOf(this.#connection).open(storeName);
    const { schema, table } = this.#declaration.name;
    const key = Object.fromEntries(keyNames.map((one) => [one, this.rec[one]]));
    const suffix = extension === "" ? null : extension;
    const path = objectPath({ schema, table, attribute: name, key }, suffix, spec);
    return { content: new ContentClass(store, path), path, extension: suffix, storeName, store };
  }

  /**
   * The row with what is known of the objects.
   *
   * @throws DataJointError where nothing was written for one of them
   */
  async finish(): Promise<Record<string, unknown>> {
    const row = { ...this.rec };
    for (const [name, { content, path, extension, storeName }] of this.#objects) {
      const { size, itemCount } = await content.finish();
      const metadata: ObjectMetadata = {
        path,
        store: storeName,
        size,
        ext: extension,
        is_dir: itemCount !== null,
        item_count: itemCount,
        timestamp: new Date().toISOString().replace("Z", "+00:00"),
      };
      row[name] = metadata;
    }
    return row;
  }

  /** Removes what was written, as far as that can be done. */
  async discard(): Promise<void> {
    for (const { path, store, content } of this.#objects.values()) {
      content.close();
      const files = await store.list(path).catch(() => []);
      for (const file of new Set([...files, path])) await store.remove(file).catch(() => {});
    }
  }
}
