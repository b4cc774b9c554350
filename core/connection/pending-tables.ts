/** A table that was defined and is not declared in the database yet. */
export interface PendingTable {
  readonly schema: string;
  /** Full names of the tables that it refers to. */
  readonly parents: readonly string[];
  /** Whether its schema may be created for it. */
  readonly createsSchema: boolean;
  /** @returns null; or the error for those who use the table, where it is missing and may not be created */
  declare(): Promise<Error | null>;
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
  /** Tables that are missing and may not be created. They are looked for again where they are used. */
  readonly #absent = new Map<string, Error>();
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
    if (table.createsSchema && this.#dropped.delete(table.schema) && this.#creations.has(table.schema))
      this.#schemas.add(table.schema);
    this.#refused.delete(fullName);
    this.#absent.delete(fullName);
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
    for (const [name, table] of this.#tables) {
      if (table.schema !== schema) continue;
      this.#tables.delete(name);
      this.#absent.delete(name);
    }
  }

  /**
   * Creates and declares what waits in some schemas, and what it refers to in others.
   *
   * @param schemas their names; by default all, but for what was tried before and could not be made
   * @param used full names of the tables that are going to be used
   * @throws MissingTableError for a used table that is missing and may not be created
   */
  declare(schemas?: Iterable<string>, used: Iterable<string> = []): Promise<void> {
    if (this.isEmpty) return this.#running;
    const wanted = schemas === undefined ? null : new Set(schemas);
    const run = this.#running.then(() => this.#declare(wanted, new Set(used)));
    this.#running = run.catch(() => {});
    return run;
  }

  async #declare(schemas: ReadonlySet<string> | null, used: ReadonlySet<string>): Promise<void> {
    const needed = this.#needed(schemas, used);
    const names = new Set(schemas ?? [...this.#schemas].filter((name) => !this.#refused.has(name)));
    for (const name of needed) names.add(this.#tables.get(name)!.schema);
    for (const name of names) {
      if (this.#schemas.has(name)) await this.#attempt(name, this.#creations.get(name)!);
      this.#schemas.delete(name);
    }
    for (const [name, table] of [...this.#tables]) {
      if (!needed.has(name)) continue;
      const absence = await this.#attempt(name, () => table.declare());
      if (this.#tables.get(name) !== table) continue;
      if (absence === null) {
        this.#tables.delete(name);
        this.#absent.delete(name);
      } else this.#absent.set(name, absence);
    }
    for (const name of used) {
      const absence = this.#absent.get(name);
      if (absence !== undefined) throw absence;
    }
  }

  async #attempt<T>(name: string, make: () => Promise<T>): Promise<T> {
    this.#refused.add(name);
    const made = await make();
    this.#refused.delete(name);
    return made;
  }

  /** The waiting tables of some schemas with the waiting ones that they refer to. */
  #needed(schemas: ReadonlySet<string> | null, used: ReadonlySet<string>): Set<string> {
    const needed = new Set<string>();
    const visit = (name: string): void => {
      const table = this.#tables.get(name);
      if (table === undefined || needed.has(name)) return;
      needed.add(name);
      for (const parent of table.parents) visit(parent);
    };
    for (const [name, table] of this.#tables) {
      if (this.#absent.has(name) && !used.has(name)) continue;
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
