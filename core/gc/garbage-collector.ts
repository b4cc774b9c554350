import type { Connection } from "../connection/connection.ts";
import { DataJointError } from "../errors/index.ts";
import { log } from "../instance/log.ts";
import { defaultStoreName } from "../store/store-spec.ts";
import { type OpenStore, storesOf } from "../store/stores.ts";
import { readReferences } from "./stored-references.ts";

/** What collectors need of a `dj.Schema`. */
export interface CollectedSchema {
  readonly database: string;
  readonly connection: Connection;
}

/** Which store is collected. */
export interface CollectorOptions {
  /** The name of the store; the default store where it is not given. */
  readonly store?: string | null;
}

/** How a collection runs. */
export interface CollectOptions {
  /** Only tell what would be removed. Default true. */
  readonly dryRun?: boolean;
  /** Log each file that is removed. */
  readonly verbose?: boolean;
}

/** What a collection found and did. Hash paths are of `<blob@>`, `<attach@>` and `<hash@>`, schema paths of `<object@>` and `<npy@>`. */
export interface CollectionReport {
  readonly hashPathsReferenced: number;
  readonly hashPathsStored: number;
  readonly hashPathsOrphaned: number;
  readonly hashPathsOrphanedBytes: number;
  readonly orphanedHashPaths: readonly string[];
  readonly schemaPathsReferenced: number;
  readonly schemaPathsStored: number;
  readonly schemaPathsOrphaned: number;
  readonly schemaPathsOrphanedBytes: number;
  readonly orphanedSchemaPaths: readonly string[];
  readonly hashPathsDeleted: number;
  readonly schemaPathsDeleted: number;
  readonly deleted: number;
  readonly bytesFreed: number;
  /** Files that could not be removed. */
  readonly errors: number;
  readonly dryRun: boolean;
}

const manifest = ".manifest.json";

/** True for a file that rows refer to, that lies in a folder which they refer to, or that describes one. */
function isCovered(file: string, referenced: ReadonlySet<string>): boolean {
  const path = file.endsWith(manifest) ? file.slice(0, -manifest.length) : file;
  for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
    if (referenced.has(path.slice(0, end))) return true;
  }
  return false;
}

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("/");

/** Files of the hash-addressed section of a schema. */
async function hashFiles({ store, spec }: OpenStore, schema: string): Promise<string[]> {
  const files = await store.list(joined(spec.hashPrefix, schema));
  return files.filter((file) => /(^|\/)[a-z2-7]{26}$/.test(file));
}

/** Files of the schema-addressed section of a schema; attributes of a partition pattern stand before the schema's name. */
async function schemaFiles({ store, spec }: OpenStore, schema: string): Promise<string[]> {
  const files = await store.list(joined(spec.schemaPrefix, spec.partitionPattern === null ? schema : ""));
  const start = spec.schemaPrefix === "" ? 0 : spec.schemaPrefix.split("/").length;
  return files.filter((file) => {
    const parts = file.split("/").slice(start);
    return parts.find((part) => !part.includes("=")) === schema;
  });
}

/**
 * Finds and removes the objects of a store that no row of some schemas refers to, as they are left when rows are
 * deleted. Objects of other schemas and files of `<filepath@>` are never touched. An object whose row is inserted while
 * a collection runs may be taken for an orphan, so collect when nobody inserts. Guide: "Clean up object storage".
 *
 * @example
 * const collector = new dj.gc.GarbageCollector(schema, { store: "archive" });
 * console.log((await collector.collect()).orphanedHashPaths);
 * await collector.collect({ dryRun: false });
 */
export class GarbageCollector {
  readonly schemas: readonly CollectedSchema[];
  readonly store: string | null;
  readonly #open: OpenStore;

  /**
   * @param given schemas, and last of all options
   * @throws DataJointError without a schema, for schemas of several Instances, or a store that is not configured
   */
  constructor(...given: readonly (CollectedSchema | CollectorOptions)[]) {
    const isSchema = (one: CollectedSchema | CollectorOptions): one is CollectedSchema =>
      "database" in one && "connection" in one;
    this.schemas = given.filter(isSchema);
    const others = given.filter((one): one is CollectorOptions => !isSchema(one));
    const [first] = this.schemas;
    if (first === undefined || others.length > 1)
      throw new DataJointError("A collector needs schemas: new dj.gc.GarbageCollector(schema, { store }).");
    if (this.schemas.some(({ connection }) => connection !== first.connection))
      throw new DataJointError("The schemas of a collector must belong to one Instance.");
    this.store = others[0]?.store ?? null;
    this.#open = storesOf(first.connection).open(this.store);
  }

  /**
   * Reports objects that no row refers to and, unless `dryRun`, removes them.
   *
   * @throws DataJointError where the rows or the store can't be read; nothing is removed then
   */
  async collect({ dryRun = true, verbose = false }: CollectOptions = {}): Promise<CollectionReport> {
    const { connection } = this.schemas[0]!;
    const { stores } = connection.config;
    const own = this.store ?? defaultStoreName(stores);
    const isOwn = (name: string | null): boolean => (name ?? defaultStoreName(stores)) === own;
    const referenced = { hash: new Set<string>(), schema: new Set<string>() };
    const stored = { hash: new Set<string>(), schema: new Set<string>() };
    for (const { database } of this.schemas) {
      // Files first: what is written in between is not seen, and so not removed.
      for (const file of await hashFiles(this.#open, database)) stored.hash.add(file);
      for (const file of await schemaFiles(this.#open, database)) stored.schema.add(file);
      const references = await readReferences(connection, database, isOwn);
      for (const path of references.hash) referenced.hash.add(path);
      for (const path of references.schema) referenced.schema.add(path);
    }
    const hash = await this.#orphans([...stored.hash].filter((file) => !referenced.hash.has(file)));
    const schema = await this.#orphans(
      [...stored.schema].filter((file) => !isCovered(file, referenced.schema)),
    );
    const none = { deleted: 0, bytes: 0, errors: 0 };
    const gone = {
      hash: dryRun ? none : await this.#remove(hash, verbose),
      schema: dryRun ? none : await this.#remove(schema, verbose),
    };
    const bytesOf = (orphans: ReadonlyMap<string, number>): number =>
      [...orphans.values()].reduce((sum, size) => sum + size, 0);
    return {
      hashPathsReferenced: referenced.hash.size,
      hashPathsStored: stored.hash.size,
      hashPathsOrphaned: hash.size,
      hashPathsOrphanedBytes: bytesOf(hash),
      orphanedHashPaths: [...hash.keys()],
      schemaPathsReferenced: referenced.schema.size,
      schemaPathsStored: stored.schema.size,
      schemaPathsOrphaned: schema.size,
      schemaPathsOrphanedBytes: bytesOf(schema),
      orphanedSchemaPaths: [...schema.keys()],
      hashPathsDeleted: gone.hash.deleted,
      schemaPathsDeleted: gone.schema.deleted,
      deleted: gone.hash.deleted + gone.schema.deleted,
      bytesFreed: gone.hash.bytes + gone.schema.bytes,
      errors: gone.hash.errors + gone.schema.errors,
      dryRun,
    };
  }

  async #orphans(files: readonly string[]): Promise<Map<string, number>> {
    const orphans = new Map<string, number>();
    for (const file of [...files].sort()) orphans.set(file, await this.#open.store.size(file));
    return orphans;
  }

  async #remove(
    orphans: ReadonlyMap<string, number>,
    verbose: boolean,
  ): Promise<{ deleted: number; bytes: number; errors: number }> {
    const { config } = this.schemas[0]!.connection;
    const result = { deleted: 0, bytes: 0, errors: 0 };
    for (const [file, size] of orphans) {
      try {
        await this.#open.store.remove(file);
        result.deleted++;
        result.bytes += size;
        if (verbose) log(config, "INFO", `Removed ${file} (${size} bytes).`);
      } catch (error) {
        result.errors++;
        log(config, "WARNING", `${file} can't be removed: ${(error as Error).message}`);
      }
    }
    return result;
  }
}
