/** A table that was defined and is not declared in the database yet. */
export interface PendingTable {
  readonly schema: string;
  /** Full names of the tables that it refers to. */
  readonly parents: readonly string[];
  declare(): Promise<void>;
}

/**
 * What was defined on a connection and waits for its first use: schemas to create and tables to declare.
 * A table is defined after those that it refers to, so the order of definition is an order of declaration.
 */
export class PendingTables {
  /** How schemas are created, also those that are there by now. */
  readonly #creations = new Map<string, () => Promise<void>>();
  readonly #schemas = new Set<string>();
  readonly #dropped = new Set<string>();
  readonly #tables = new Map<string, PendingTable>();
  /** Schemas and tables that could not be made. They are tried again where they are used, and nowhere else. */
  readonly #refused = new Set<string>();
  #running: Promise<void> = Promise.resolve();

  /** True if nothing waits. */
  get isEmpty(): boolean {
    return this.#tables.size === 0 && this.#schemas.size === 0;
  }

  /** Has a schema created before it is used. */
  addSchema(name: string, create: () => Promise<void>): void {
    this.#creations.set(name, create);
    this.#schemas.add(name);
    this.#dropped.delete(name);
    this.#refused.delete(name);
  }

  /** Has a table declared before it is used, and its schema created again where that was dropped meanwhile. */
  addTable(fullName: string, table: PendingTable): void {
    if (this.#dropped.delete(table.schema) && this.#creations.has(table.schema))
      this.#schemas.add(table.schema);
    this.#refused.delete(fullName);
    this.#tables.delete(fullName);
    this.#tables.set(fullName, table);
  }

  /** True if something of the schema waits. */
  has(schema: string): boolean {
    return this.#schemas.has(schema) || [...this.#tables.values()].some((table) => table.schema === schema);
  }

  /** Forgets what waits in a schema that is dropped. */
  forget(schema: string): void {
    this.#schemas.delete(schema);
    this.#dropped.add(schema);
    for (const [name, table] of this.#tables) if (table.schema === schema) this.#tables.delete(name);
  }

  /**
   * Creates and declares what waits in some schemas, and what it refers to in others.
   *
   * @param schemas their names; by default all, but for what was tried before and could not be made
   */
  declare(schemas?: Iterable<string>): Promise<void> {
    if (this.isEmpty) return this.#running;
    const wanted = schemas === undefined ? null : new Set(schemas);
    const run = this.#running.then(() => this.#declare(wanted));
    this.#running = run.catch(() => {});
    return run;
  }

  async #declare(schemas: ReadonlySet<string> | null): Promise<void> {
    const needed = this.#needed(schemas);
    const names = new Set(schemas ?? [...this.#schemas].filter((name) => !this.#refused.has(name)));
    for (const name of needed) names.add(this.#tables.get(name)!.schema);
    for (const name of names) {
      if (this.#schemas.has(name)) await this.#attempt(name, this.#creations.get(name)!);
      this.#schemas.delete(name);
    }
    for (const [name, table] of [...this.#tables]) {
      if (!needed.has(name)) continue;
      await this.#attempt(name, () => table.declare());
      if (this.#tables.get(name) === table) this.#tables.delete(name);
    }
  }

  async #attempt(name: string, make: () => Promise<void>): Promise<void> {
    this.#refused.add(name);
    await make();
    this.#refused.delete(name);
  }

  /** The waiting tables of some schemas with the waiting ones that they refer to. */
  #needed(schemas: ReadonlySet<string> | null): Set<string> {
    const needed = new Set<string>();
    const visit = (name: string): void => {
      const table = this.#tables.get(name);
      if (table === undefined || needed.has(name)) return;
      needed.add(name);
      for (const parent of table.parents) visit(parent);
    };
    for (const [name, table] of this.#tables) {
      if (schemas === null ? !this.#isRefused(name) : schemas.has(table.schema)) visit(name);
    }
    return needed;
  }

  /** True if a waiting table, its schema or a waiting table that it refers to could not be made. */
  #isRefused(name: string): boolean {
    const table = this.#tables.get(name);
    if (table === undefined) return false;
    if (this.#refused.has(name) || this.#refused.has(table.schema)) return true;
    return table.parents.some((parent) => parent !== name && this.#isRefused(parent));
  }
}
