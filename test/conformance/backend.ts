import { dj, type Instance, type Options, type Schema } from "./api.ts";
import { SchemaNames } from "./schema-names.ts";
import { dropSchemas } from "./server-schemas.ts";

export type BackendName = "sqlite" | "mysql";

/** A database for one case, or for the cases of one file: an Instance and the schemas made in it. */
export class Database {
  readonly instance: Instance;
  readonly names: SchemaNames;
  readonly backend: BackendName;
  readonly #url: string | null;
  readonly #schemas: string[] = [];

  constructor(backend: BackendName, url: string | null, instance: Instance, names: SchemaNames) {
    this.backend = backend;
    this.#url = url;
    this.instance = instance;
    this.names = names;
  }

  /** A schema by its name in the vectors. */
  schema(name: string, context?: Record<string, unknown>): Schema {
    const inDatabase = this.names.inDatabase(name);
    this.#schemas.push(inDatabase);
    return this.instance.Schema(inDatabase, context ? { context } : {});
  }

  /** Closes the connection, and drops the schemas from a server. */
  async close(): Promise<void> {
    await this.instance.close();
    if (this.#url !== null) await dropSchemas(this.#url, (name) => this.#schemas.includes(name));
  }
}

/** Opens databases on one backend. */
export class Backend {
  readonly name: BackendName;
  readonly #url: string | null;
  readonly #connection: Options;
  readonly #prefix: string;

  /** @param url of the server; null for SQLite */
  constructor(name: BackendName, url: string | null, prefix: string) {
    this.name = name;
    this.#url = url;
    this.#prefix = name === "mysql" ? prefix : "";
    if (url === null) {
      this.#connection = { database: ":memory:" };
    } else {
      const { hostname, port, username, password } = new URL(url);
      this.#connection = {
        backend: "mysql",
        host: hostname,
        port: Number(port || 3306),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
      };
    }
  }

  /** A database of its own, empty. */
  open(config: Readonly<Record<string, unknown>> = {}): Database {
    const jobs = Object.fromEntries(
      Object.entries(config).map(([name, value]) => [
        name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
    );
    const options = { ...this.#connection, safemode: false, loglevel: "ERROR", jobs };
    return new Database(this.name, this.#url, new dj.Instance(options), new SchemaNames(this.#prefix));
  }
}
