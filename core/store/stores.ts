import type { Connection } from "../connection/connection.ts";
import { storageAdapter } from "./storage-adapter.ts";
import type { Store } from "./store.ts";
import { type StoreSpec, storeSpec } from "./store-spec.ts";

/** A store with its configuration. */
export interface OpenStore {
  readonly store: Store;
  readonly spec: StoreSpec;
}

/** The stores of a connection, opened at their first use as `config.stores` has them then. */
export class Stores {
  readonly #connection: Connection;
  readonly #open = new Map<string, Store>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * A store by its name.
   *
   * @param name null for the default
   * @param kind which default: that of objects that DataJoint keeps, or of `<filepath@>`
   * @throws DataJointError where it is not configured
   */
  open(name: string | null, kind: "integrated" | "filepath" = "integrated"): OpenStore {
    const spec = storeSpec(this.#connection.config.stores, name === "" ? null : name, kind);
    const key = JSON.stringify(spec);
    let store = this.#open.get(key);
    if (store === undefined) {
      store = storageAdapter(spec.protocol)!.createStore(spec, this.#connection);
      this.#open.set(key, store);
    }
    return { store, spec };
  }
}

const known = new WeakMap<Connection, Stores>();

/** The stores of a connection. */
export function storesOf(connection: Connection): Stores {
  let stores = known.get(connection);
  if (stores === undefined) {
    stores = new Stores(connection);
    known.set(connection, stores);
  }
  return stores;
}
