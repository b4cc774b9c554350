import type { Connection } from "../connection/connection.ts";
import { DataJointError, suggestion } from "../errors/index.ts";
import { DatabaseStore } from "./database-store.ts";
import { FileStore } from "./file-store.ts";
import type { Store } from "./store.ts";

/** A configured store, as an adapter is given it. */
export type AdapterSpec = Readonly<Record<string, unknown>>;

const commonKeys = [
  "protocol",
  "location",
  "subfolding",
  "partitionPattern",
  "tokenLength",
  "hashPrefix",
  "schemaPrefix",
  "filepathPrefix",
  "stage",
];

/**
 * Adds a protocol to those of stores: extend it and register it with `dj.registerStorageAdapter`.
 * Section "The StorageAdapter Base Class" of the storage adapter specification.
 */
export abstract class StorageAdapter {
  /** What `protocol` in the configuration of a store names. */
  abstract readonly protocol: string;
  /** Keys that the configuration of a store must have. */
  readonly requiredKeys: readonly string[] = [];
  /** Keys that it may have beside those of every store. */
  readonly allowedKeys: readonly string[] = [];

  /**
   * Opens a store; called once for each connection.
   *
   * @param spec the configuration, its keys in camelCase
   * @param connection the connection whose rows refer to the objects
   */
  abstract createStore(spec: AdapterSpec, connection: Connection): Store;

  /**
   * Checks the configuration of a store.
   *
   * @throws DataJointError where a key is missing or unknown
   */
  validateSpec(spec: AdapterSpec, store: string): void {
    const missing = this.requiredKeys.filter((key) => spec[key] === undefined || spec[key] === "");
    if (missing.length > 0) {
      throw new DataJointError(
        `The store "${store}" (protocol ${this.protocol}) needs ${missing.join(", ")} in its configuration.`,
      );
    }
    const allowed = [...commonKeys, ...this.requiredKeys, ...this.allowedKeys];
    const unknown = Object.keys(spec).filter((key) => !allowed.includes(key));
    if (unknown.length > 0) {
      throw new DataJointError(
        `The store "${store}" (protocol ${this.protocol}) has unknown keys: ${unknown.join(", ")}.${suggestion(unknown[0]!, allowed)} Known are ${allowed.join(", ")}.`,
      );
    }
  }
}

class FileAdapter extends StorageAdapter {
  readonly protocol = "file";
  override readonly requiredKeys = ["location"];

  createStore(spec: AdapterSpec): Store {
    return new FileStore(spec.location as string);
  }
}

class DatabaseAdapter extends StorageAdapter {
  readonly protocol = "database";

  createStore(spec: AdapterSpec, connection: Connection): Store {
    return new DatabaseStore(connection, spec.location as string);
  }
}

const adapters = new Map<string, StorageAdapter>(
  [new FileAdapter(), new DatabaseAdapter()].map((adapter) => [adapter.protocol, adapter]),
);

/**
 * Makes a protocol known, so that stores can be configured with it.
 *
 * @param adapter an adapter, or its class
 * @throws DataJointError where the protocol is taken by another adapter
 */
export function registerStorageAdapter(adapter: StorageAdapter | (new () => StorageAdapter)): void {
  const one = typeof adapter === "function" ? new adapter() : adapter;
  const present = adapters.get(one.protocol);
  if (present !== undefined && present.constructor !== one.constructor)
    throw new DataJointError(`The protocol "${one.protocol}" has an adapter already.`);
  adapters.set(one.protocol, one);
}

/** The adapter of a protocol, or null. */
export const storageAdapter = (protocol: string): StorageAdapter | null => adapters.get(protocol) ?? null;

/** The protocols that stores can be configured with. */
export const storageProtocols = (): string[] => [...adapters.keys()];
