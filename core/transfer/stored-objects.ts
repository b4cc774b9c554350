import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { DataJointError } from "../errors/index.ts";
import type { Attribute } from "../heading/attribute.ts";
import type { Store } from "../store/store.ts";
import { type OpenStore, storesOf } from "../store/stores.ts";
import { fullTableName } from "../table/full-table-name.ts";
import type { SqlValue } from "../values/sql-value.ts";

/** Values of this attribute say where an object is. */
const isInStore = ({ codec }: Attribute): boolean => codec !== null && codec.store !== null;

/** True where both names stand for the same place. */
const isSamePlace = (one: OpenStore, other: OpenStore): boolean =>
  one.spec.protocol !== "database" && JSON.stringify(one.spec) === JSON.stringify(other.spec);

function isSameContent(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** Copies what the rows of a table refer to from the stores of one connection to those of another, by their names. */
export class ObjectCopy {
  readonly #from: Connection;
  readonly #to: Connection;
  readonly #table: TableDeclaration;
  readonly #indexes: readonly number[];
  readonly #done = new Set<string>();
  /** Files that were copied. */
  files = 0;

  constructor(from: Connection, to: Connection, table: TableDeclaration) {
    this.#from = from;
    this.#to = to;
    this.#table = table;
    this.#indexes = table.attributes.flatMap((attribute, index) => (isInStore(attribute) ? [index] : []));
  }

  /** @throws DataJointError where a store that the definition names is not configured on both sides */
  assertStores(): void {
    for (const index of this.#indexes) {
      const attribute = this.#table.attributes[index]!;
      this.#stores(attribute, attribute.codec!.store);
    }
  }

  #stores(attribute: Attribute, name: string | null): { from: OpenStore; to: OpenStore } {
    const kind = attribute.codec!.name === "filepath" ? "filepath" : "integrated";
    const open = (connection: Connection, side: string): OpenStore => {
      try {
        return storesOf(connection).open(name, kind);
      } catch (error) {
        if (!(error instanceof DataJointError)) throw error;
        throw new DataJointError(
          `The attribute ${attribute.name} of ${fullTableName(this.#table.name)} keeps its values in a store, which ${side} needs too. ${error.message}`,
          { cause: error },
        );
      }
    };
    return {
      from: open(this.#from, "the Instance that is copied"),
      to: open(this.#to, "the Instance that is copied to"),
    };
  }

  /**
   * Copies the objects of a row.
   *
   * @throws DataJointError where the other store has a different file of the same path
   * @throws MissingExternalFile where an object is gone
   */
  async copy(row: readonly SqlValue[]): Promise<void> {
    for (const index of this.#indexes) {
      const value = row[index];
      if (typeof value !== "string") continue;
      const stored: unknown = JSON.parse(value);
      if (typeof stored !== "object" || stored === null) continue;
      const { path, store = null } = stored as { path?: unknown; store?: string | null };
      if (typeof path !== "string") continue;
      const { from, to } = this.#stores(this.#table.attributes[index]!, store);
      const key = JSON.stringify([store, path]);
      if (isSamePlace(from, to) || this.#done.has(key)) continue;
      await this.#copyObject(path, from.store, to.store);
      this.#done.add(key);
    }
  }

  async #copyObject(path: string, from: Store, to: Store): Promise<void> {
    const files = (await from.isFolder(path)) ? await from.list(path) : [path];
    const manifest = `${path}.manifest.json`;
    if (await from.exists(manifest)) files.push(manifest);
    for (const file of files) {
      const content = await from.read(file);
      if (await to.exists(file)) {
        if (isSameContent(content, await to.read(file))) continue;
        throw new DataJointError(
          `The store that is copied to has another file at "${file}", which is not overwritten. Remove it first, or use another location.`,
        );
      }
      await to.write(file, content);
      if ((await to.size(file)) !== content.length) {
        throw new DataJointError(`The file "${file}" is not in the other store as it was written.`);
      }
      this.files++;
    }
  }
}
