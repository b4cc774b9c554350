import type { Connection } from "../connection/connection.ts";
import type { TableClass } from "../table/tiers.ts";
import type { Capital, FoundTable } from "./found-classes.ts";
import { Schema, type SchemaOptions, schemaOptions } from "./schema.ts";

/** Options of a virtual schema. */
export interface VirtualSchemaOptions extends SchemaOptions {
  /** Further members of the object. */
  addObjects?: Readonly<Record<string, unknown>>;
}

export const virtualSchemaOptions: readonly (keyof VirtualSchemaOptions)[] = [...schemaOptions, "addObjects"];

/** The table classes of a schema by name. */
export interface VirtualSchema {
  readonly [table: `${Capital}${string}`]: FoundTable;
}

/**
 * A schema that is known from the database alone: an object whose members are its table classes, parts being members
 * of their masters. It can be the context of another schema. Specification: "Virtual schemas".
 *
 * @example
 * const lab = await dj.virtualSchema("lab", { instance });
 * await lab.Session.restrict({ subject: 1 }).toDicts();
 * await lab.Session.Trial.count();
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the members are known only when the program runs
export class VirtualSchema {
  readonly #schema: Schema;

  constructor(schema: Schema, classes: ReadonlyMap<string, TableClass>, others: object = {}) {
    this.#schema = schema;
    for (const [name, value] of [...Object.entries(others), ...classes]) {
      Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
    }
  }

  /** The schema itself. */
  get schema(): Schema {
    return this.#schema;
  }

  /** Names of the tables in the database, parents before children. */
  listTables(): Promise<string[]> {
    return this.#schema.listTables();
  }

  /** A table by class name, or by its name in the database; see `get` of a schema. */
  get(name: string): Promise<FoundTable> {
    return this.#schema.get(name);
  }

  /** True if `get` finds a table. */
  has(name: string): Promise<boolean> {
    return this.#schema.has(name);
  }

  /** The tables, parents before children. */
  [Symbol.asyncIterator](): AsyncGenerator<FoundTable> {
    return this.#schema[Symbol.asyncIterator]();
  }

  toString(): string {
    return `VirtualSchema(${this.#schema.database})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/**
 * The tables of a schema as classes, from the database alone. What was defined on the connection is declared first.
 * Specification: "Virtual schemas".
 *
 * @throws DataJointError where there is no such schema
 */
export async function openVirtualSchema(
  connection: Connection,
  name: string,
  { createSchema = false, createTables = false, context, addObjects }: VirtualSchemaOptions = {},
): Promise<VirtualSchema> {
  await connection.pendingTables.declare([name]);
  const schema = new Schema(connection, name, { createSchema, createTables, context });
  return new VirtualSchema(schema, new Map(Object.entries(await schema.makeClasses())), addObjects);
}
