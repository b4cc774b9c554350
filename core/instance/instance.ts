/// <reference lib="esnext.disposable" preserve="true" />
import { Connection } from "../connection/connection.ts";
import type { Driver } from "../driver/driver.ts";
import { GatewayDriver, gatewayOpener } from "../driver/gateway/index.ts";
import { MysqlDriver } from "../driver/mysql/mysql-driver.ts";
import { RemoteDriver } from "../driver/remote-driver.ts";
import { SqliteDriver } from "../driver/sqljs/index.ts";
import { assertOptions, DataJointError, ThreadSafetyError } from "../errors/index.ts";
import { Schema, type SchemaOptions } from "../schema/schema.ts";
import {
  openVirtualSchema,
  type VirtualSchema,
  type VirtualSchemaOptions,
  virtualSchemaOptions,
} from "../schema/virtual-schema.ts";
import { FreeTable } from "../table/table.ts";
import { copySchemas, type TransferOptions, type TransferReport } from "../transfer/index.ts";
import { type Config, createConfig } from "./config.ts";
import { hostLayers, isThreadSafe } from "./host-settings.ts";
import { log } from "./log.ts";

/** Where an Instance connects; every other option is a setting of its config. */
export interface ConnectionOptions {
  /** The database file: an in-browser file, in Node a path, or `:memory:`. */
  database?: string;
  backend?: "sqlite" | "mysql";
  host?: string;
  user?: string;
  password?: string;
  port?: number;
  /** `true`: with TLS; `false`: without; null: with it where the server has it; an object: TLS options. Default null. */
  useTls?: boolean | Record<string, unknown> | null;
}

const connectionOptions = new Set(["database", "backend", "host", "user", "password", "port", "useTls"]);

function driverFor(config: Config, database: string | undefined): Driver {
  if (config.database.backend === "mysql") {
    const openLine = gatewayOpener();
    const driver = openLine === null ? new MysqlDriver(config) : new GatewayDriver(config, openLine);
    return new RemoteDriver(driver, config, (message) => log(config, "WARNING", message));
  }
  return new SqliteDriver(database ?? config.database.host, config.database.lockTimeout ?? undefined);
}

const open = new Set<Instance>();

/** The Instances that are not closed, in the order in which they were made. */
export const openInstances = (): Instance[] => [...open];

/**
 * A connection with a configuration of its own. Specification: "Thread-safe mode".
 *
 * @example
 * const inst = new dj.Instance({ database: "lab" });
 * const schema = inst.Schema("tutorial");
 */
export class Instance {
  /** The settings of this Instance alone. */
  readonly config: Config;
  readonly connection: Connection;

  /**
   * Connects at its first use.
   *
   * @param options where to connect; any other option is a setting: nested, dotted or with double underscores
   * @throws DataJointError for a setting that does not exist or has the wrong type
   */
  constructor(options: ConnectionOptions & Record<string, unknown> = {}) {
    const settings: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      if (value === undefined) continue;
      if (name === "database" && typeof value !== "object") continue;
      settings[connectionOptions.has(name) && name !== "database" ? `database.${name}` : name] = value;
    }
    const { database } = options;
    if (
      database !== undefined &&
      typeof database !== "object" &&
      (typeof database !== "string" || database === "")
    ) {
      throw new DataJointError("The option database must be the name of a database file.");
    }
    this.config = createConfig(...hostLayers(), settings);
    this.connection = new Connection(
      driverFor(this.config, typeof database === "string" ? database : undefined),
      this.config,
    );
    open.add(this);
  }

  /**
   * A schema on this Instance's connection.
   *
   * @param name its name in the database
   */
  Schema(name: string, options?: SchemaOptions): Schema {
    return new Schema(this.connection, name, options);
  }

  /**
   * A table without a class.
   *
   * @param fullTableName `` `schema`.`table` `` or `schema.table`
   */
  FreeTable(fullTableName: string): FreeTable {
    return new FreeTable(this.connection, fullTableName);
  }

  /**
   * Copies schemas to another database, of whatever backend: tables of all tiers with their parts and comments, hidden
   * attributes, lineage, the queues of jobs as they are (a job that is reserved stays so; `jobs.refresh` with
   * `orphanTimeout` frees it), and values as they are stored. Objects of stores go to the store of the same name, unless
   * both are one place. Tables come after those that they refer to. Each is copied in one transaction, and committed
   * once its rows were read again and are the same by count and checksum. Nothing is overwritten.
   *
   * @example
   * const server = new dj.Instance({ backend: "mysql", host, user, password });
   * await inst.copyTo(server, { schemas: ["lab"], progress: ({ table, rows }) => console.log(table, rows) });
   *
   * @param other where to copy to
   * @param options which schemas; `progress`, `signal`, `resume`, `chunkSize`
   * @returns the tables with their numbers of rows and checksums
   * @throws DataJointError where a table is there with rows or with another definition, a table or a store that is
   *   needed is missing, before anything is changed; or where rows were not the same after they were copied
   */
  async copyTo(other: Instance, options: TransferOptions = {}): Promise<TransferReport> {
    if (!(other instanceof Instance)) {
      throw new DataJointError("copyTo needs the Instance to copy to: await inst.copyTo(other).");
    }
    return copySchemas(this.connection, other.connection, options);
  }

  /** Saves and closes the connection. */
  async close(): Promise<void> {
    open.delete(this);
    await this.connection.close();
  }

  /** Closes the Instance at the end of a block that has it by `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  toString(): string {
    return `Instance(${this.connection})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

let globalConfig: Config | null = null;
let globalInstance: Instance | null = null;

function assertGlobalState(): void {
  if (!isThreadSafe()) return;
  throw new ThreadSafetyError(
    "Thread-safe mode is on, so there is no global connection or configuration. Make a dj.Instance and use its Schema, FreeTable and config.",
  );
}

function sharedConfig(): Config {
  assertGlobalState();
  globalConfig ??= createConfig(...hostLayers());
  return globalConfig;
}

const shownInNode = { [Symbol.for("nodejs.util.inspect.custom")]: () => sharedConfig() };

/** The settings of the global pattern; refused in thread-safe mode. */
export const config: Config = new Proxy(shownInNode as unknown as Config, {
  get: (_target, key) => Reflect.get(sharedConfig(), key),
  set: (_target, key, value) => Reflect.set(sharedConfig(), key, value),
  has: (_target, key) => Reflect.has(sharedConfig(), key),
  ownKeys: () => Reflect.ownKeys(sharedConfig()),
  getOwnPropertyDescriptor: (_target, key) => {
    const value: unknown = Reflect.get(sharedConfig(), key);
    return value === undefined ? undefined : { configurable: true, enumerable: true, writable: true, value };
  },
});

/**
 * The connection of the global pattern, made at the first call from `dj.config`.
 *
 * @param options `reset`: make a new one from the present settings
 * @throws ThreadSafetyError in thread-safe mode
 */
export function conn(options: { reset?: boolean } = {}): Connection {
  assertOptions(options, ["reset"], "conn()");
  return globalOne(options.reset).connection;
}

function globalOne(isFresh = false): Instance {
  const settings = sharedConfig();
  if (globalInstance === null || isFresh || globalInstance.connection.isClosed) {
    const instance = Object.create(Instance.prototype) as Instance;
    Object.assign(instance, {
      config: settings,
      connection: new Connection(driverFor(settings, undefined), settings),
    });
    globalInstance = instance;
    open.add(instance);
  }
  return globalInstance;
}

function globalSchema(name: string, options?: SchemaOptions): Schema {
  return globalOne().Schema(name, options);
}
globalSchema.prototype = Schema.prototype;

export type GlobalSchema = Schema;

/** A schema of the global pattern: works with and without `new`. */
export const GlobalSchema = globalSchema as unknown as {
  new (name: string, options?: SchemaOptions): Schema;
  (name: string, options?: SchemaOptions): Schema;
};

function globalFreeTable(first: Connection | string, name?: string): FreeTable {
  return typeof first === "string" ? new FreeTable(conn(), first) : new FreeTable(first, name!);
}
globalFreeTable.prototype = FreeTable.prototype;

export type GlobalFreeTable = FreeTable;

/**
 * A table without a class, of the global pattern: works with and without `new`. Its first argument may be a connection.
 */
export const GlobalFreeTable = globalFreeTable as unknown as {
  new (fullTableName: string): FreeTable;
  new (connection: Connection, fullTableName: string): FreeTable;
  (fullTableName: string): FreeTable;
  (connection: Connection, fullTableName: string): FreeTable;
};

/** Where schemas are, by default at the global connection. */
interface Whereabouts {
  instance?: Instance;
  connection?: Connection;
}

const whereabouts: readonly (keyof Whereabouts)[] = ["instance", "connection"];

const connectionOf = ({ instance, connection }: Whereabouts): Connection =>
  connection ?? instance?.connection ?? conn();

/**
 * The names of the schemas in a database: of all in its file, or of those on its server that the user may see.
 *
 * @param options `instance` or `connection`: where they are, by default the global connection
 */
export async function listSchemas(options: Whereabouts = {}): Promise<string[]> {
  assertOptions(options, whereabouts, "listSchemas()");
  const where = connectionOf(options);
  return where.dialect.introspection.listSchemas(where);
}

/**
 * The tables of a schema as classes, from the database alone. Specification: "Virtual schemas".
 *
 * @example
 * const lab = await dj.virtualSchema("lab", { instance });
 * const schema = instance.Schema("analysis", { context: { lab } });
 *
 * @param name the schema's name in the database
 * @param options `instance` or `connection`: where it is, by default the global connection; `addObjects`: further
 *   members of the object; and the options of a schema, of which `createSchema` and `createTables` are false here
 * @returns an object with the table classes as members
 * @throws DataJointError where there is no such schema
 */
export async function virtualSchema(
  name: string,
  options: VirtualSchemaOptions & Whereabouts = {},
): Promise<VirtualSchema> {
  assertOptions(options, [...whereabouts, ...virtualSchemaOptions], "virtualSchema()");
  return openVirtualSchema(connectionOf(options), name, options);
}
