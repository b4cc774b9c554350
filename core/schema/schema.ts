import type { Connection } from "../connection/connection.ts";
import { differencesOf } from "../declaration/alter-plan.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import { classNameOf, isAutoPopulated, jobTableNameOf } from "../declaration/table-names.ts";
import { assertOptions, DataJointError, MissingTableError, suggestion } from "../errors/index.ts";
import { log, warnOnce } from "../instance/log.ts";
import type { JobTable } from "../populate/job-table.ts";
import { assertOutsideTransaction, runDefinitionStatements } from "../table/drop.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { FreeTable } from "../table/table.ts";
import { bindingOf, bindTable, type TableBinding } from "../table/table-binding.ts";
import type { AutoPopulatedTableClass, TableClass } from "../table/tiers.ts";
import { Callable } from "./callable.ts";
import { type CodeLanguage, schemaCode } from "./code/index.ts";
import { lookupContents } from "./code/lookup-contents.ts";
import { defineTable, type TableOrigin } from "./define-table.ts";
import { dropSchema } from "./drop-schema.ts";
import { fillLookup } from "./fill-lookup.ts";
import { findByName, findPartName, inDependencyOrder } from "./find-table.ts";
import { FoundClasses, type FoundTable } from "./found-classes.ts";
import { lineageOf, rebuildLineage } from "./lineage.ts";
import { partsOf } from "./parts-of.ts";
import { ReferenceScope } from "./reference-scope.ts";

/** Options of a schema. Specification: "Table declaration", schemas. */
export interface SchemaOptions {
  /** What foreign keys may name beside the tables of this schema: classes, schemas, or objects of classes. */
  context?: Readonly<Record<string, unknown>>;
  /** Create the schema where it does not exist. Default true. */
  createSchema?: boolean;
  /** Create tables that do not exist. Default: `config.database.createTables`. */
  createTables?: boolean;
}

export const schemaOptions: readonly (keyof SchemaOptions)[] = ["context", "createSchema", "createTables"];

/** What a class decorator of the TC39 standard is told. */
interface DecoratorContext {
  readonly kind: string;
  readonly name?: string;
  addInitializer(initializer: (this: unknown) => void): void;
}

const isDecoratorContext = (value: unknown): value is DecoratorContext =>
  typeof value === "object" && value !== null && "kind" in value && "addInitializer" in value;

// biome-ignore lint/suspicious/noExplicitAny: any class may be given; what it must extend is checked
type AnyClass = abstract new (...given: any[]) => unknown;

export interface Schema {
  /**
   * Binds a class to a table of this schema; works as a decorator of either kind and as a plain function.
   *
   * @returns the class
   * @throws DataJointError with line and column for a bad definition
   */
  // With Class alone, the compiler finds no type for contents that a class expression gives as a list.
  // biome-ignore lint/style/useShorthandFunctionType: only an interface merges with a class
  <Class extends AnyClass>(tableClass: Class & { readonly contents?: unknown }, context?: unknown): Class;
}

/** A schema: a named group of tables in a database. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: see the interface
export class Schema extends Callable {
  readonly #name: string;
  readonly #connection: Connection;
  readonly #scope: ReferenceScope;
  readonly #createsSchema: boolean;
  readonly #createsTables: boolean | undefined;
  readonly #classes = new Map<string, TableClass>();
  /** In the order of their definition. */
  readonly #tables = new Map<string, { binding: TableBinding; tableClass: object }>();
  readonly #found: FoundClasses;

  constructor(connection: Connection, name: string, options: SchemaOptions = {}) {
    super((tableClass: AnyClass, context?: unknown) => this.#decorate(tableClass, context));
    if (typeof name !== "string" || !/^[^.`"\s]+$/.test(name)) {
      throw new DataJointError(`"${String(name)}" can't name a schema; use letters, digits and underscores.`);
    }
    assertOptions(options, schemaOptions, "Schema()");
    this.#name = name;
    this.#connection = connection;
    this.#createsSchema = options.createSchema ?? true;
    this.#createsTables = options.createTables;
    this.#scope = new ReferenceScope(this.#classes, options.context ?? {}, connection.knownTables);
    this.#found = new FoundClasses(connection, (table) => this.#scope.referenceTo(table));
    if (this.#createsSchema) this.#awaitCreation();
  }

  /** The name in the database. */
  get database(): string {
    return this.#name;
  }

  get connection(): Connection {
    return this.#connection;
  }

  /** The classes of this schema by name. */
  get classes(): ReadonlyMap<string, TableClass> {
    return this.#classes;
  }

  #awaitCreation(): void {
    this.#connection.pendingTables.addSchema(this.#name, () => this.#create());
  }

  #decorate<Class extends AnyClass>(tableClass: Class, context: unknown): Class {
    if (isDecoratorContext(context)) {
      if (context.kind !== "class") throw new DataJointError("A schema decorates classes only.");
      // Static members, the definition among them, are there only after the decorators have run.
      context.addInitializer(() => this.#define(tableClass, context.name ?? tableClass.name));
    } else this.#define(tableClass, tableClass.name);
    return tableClass;
  }

  #define(tableClass: AnyClass, className: string): void {
    if (className === "") {
      throw new DataJointError("A table class needs a name: schema(class Lab extends dj.Manual { … }).");
    }
    const origin: TableOrigin = {
      connection: this.#connection,
      schema: this.#name,
      scope: this.#scope,
    };
    const binding = defineTable(tableClass, className, origin, null);
    const bound: [object, TableBinding][] = [[tableClass, binding]];
    this.#classes.set(className, tableClass as unknown as TableClass);
    bindTable(tableClass, binding);
    try {
      for (const [name, part] of partsOf(tableClass)) {
        const partBinding = defineTable(part, name, origin, binding);
        bindTable(part, partBinding);
        bound.push([part, partBinding]);
      }
    } catch (error) {
      this.#classes.delete(className);
      throw error;
    }
    for (const [one, oneBinding] of bound) this.#awaitTable(one, oneBinding);
  }

  #awaitTable(tableClass: object, binding: TableBinding): void {
    const name = fullTableName(binding.name);
    this.#tables.set(name, { binding, tableClass });
    this.#connection.knownTables.set(name, () => binding.declaration);
    this.#connection.pendingTables.addTable(name, {
      schema: this.#name,
      parents: binding.declaration.foreignKeys.map(({ parent }) => fullTableName(parent)),
      createsSchema: this.#createsSchema,
      declare: () => this.#declareTable(binding, tableClass),
    });
  }

  /**
   * Creates the schema, and the tables that were defined and are not in the database, dropped ones again.
   * It happens by itself at the first use of anything in the schema.
   *
   * @throws DataJointError where the schema or a table is missing and may not be created
   */
  async declare(): Promise<void> {
    if (!(await this.exists())) {
      this.#assertCreates();
      this.#awaitCreation();
      for (const { binding, tableClass } of [...this.#tables.values()]) this.#awaitTable(tableClass, binding);
    }
    await this.#connection.pendingTables.declare([this.#name], this.#tables.keys());
  }

  #assertOutsideTransaction(): void {
    if (!this.#connection.inTransaction) return;
    throw new DataJointError(
      `Tables can't be declared inside of a transaction. Await declare() of the schema "${this.#name}" before it begins.`,
    );
  }

  /** Refuses to use a schema that is not there and may not be created. */
  async #assertThere(): Promise<void> {
    if (!this.#createsSchema && !(await this.exists())) this.#assertCreates();
  }

  #assertCreates(): void {
    if (this.#createsSchema) return;
    throw new DataJointError(
      `The schema "${this.#name}" is not in the database, and createSchema is false. Create it first, or check its name.`,
    );
  }

  async #create(): Promise<void> {
    if (await this.exists()) return;
    this.#assertOutsideTransaction();
    await runDefinitionStatements(this.#connection, this.#connection.dialect.ddl.createSchema(this.#name));
  }

  /** @returns the error for those who use the table, where it is missing and may not be created */
  async #declareTable(binding: TableBinding, tableClass: object): Promise<Error | null> {
    const connection = this.#connection;
    const { dialect } = connection;
    const existing = await dialect.introspection.loadTable(connection, binding.name);
    if (existing !== null) {
      this.#warnOfDifference(binding, existing);
      binding.declaration = existing;
    } else {
      await this.#assertThere();
      if (!(this.#createsTables ?? connection.config.database.createTables)) {
        return new MissingTableError(
          `The table ${fullTableName(binding.name)} is not in the database, and tables may not be created here (createTables is false).`,
        );
      }
      this.#assertOutsideTransaction();
      await runDefinitionStatements(connection, dialect.ddl.createTable(binding.declaration));
    }
    await fillLookup(binding, (tableClass as { contents?: unknown }).contents);
    return null;
  }

  /** The definition of a table that exists changes nothing by itself; that it differs should be known. */
  #warnOfDifference({ className, declaration }: TableBinding, existing: TableDeclaration): void {
    const differences = differencesOf(existing, declaration);
    if (differences.length === 0) return;
    warnOnce(
      this.#connection.config,
      `The definition of ${className} differs from the table ${fullTableName(existing.name)} in the database, which stays as it is: ` +
        `${differences.join("; ")}. Change the table with await ${className}.alter().`,
    );
  }

  /** The job queues that are in the database, of the imported and computed tables that are defined here. */
  get jobs(): Promise<JobTable[]> {
    return this.#jobTables();
  }

  async #jobTables(): Promise<JobTable[]> {
    const tables = await this.#connection.dialect.introspection.listTables(this.#connection, this.#name);
    const names = new Set(tables.map(({ table }) => table));
    return [...this.#classes.values()].flatMap((tableClass) => {
      const binding = bindingOf(tableClass);
      if (binding === undefined || !isAutoPopulated(binding.tier)) return [];
      return names.has(jobTableNameOf(binding.name.table))
        ? [(tableClass as unknown as AutoPopulatedTableClass).jobs]
        : [];
    });
  }

  /** True if the schema is in the database. */
  async exists(): Promise<boolean> {
    const schemas = await this.#connection.dialect.introspection.listSchemas(this.#connection);
    return schemas.includes(this.#name);
  }

  /** Names of the tables in the database, parents before children; those that DataJoint keeps for itself left out. */
  async listTables(): Promise<string[]> {
    return (await this.#load()).map(({ name }) => name.table);
  }

  async #load(): Promise<TableDeclaration[]> {
    await this.#connection.pendingTables.declare([this.#name]);
    await this.#assertThere();
    const tables = await this.#connection.dialect.introspection.loadSchema(this.#connection, this.#name);
    return inDependencyOrder(tables);
  }

  /** The tables in the database, with classes for those that were not defined here. */
  async #find(): Promise<TableDeclaration[]> {
    const tables = await this.#load();
    this.#found.update(tables);
    return tables;
  }

  /** The class that was defined here for a table, else the one that was made for it. */
  #classOf({ name }: TableDeclaration): FoundTable {
    const own = this.#tables.get(fullTableName(name))?.tableClass ?? this.#found.get(name.table);
    return own as FoundTable;
  }

  /**
   * Where the attributes of this schema come from: `schema.table.attribute` → the one that it began as; attributes that
   * are in no key are left out. Specification: "Semantic matching", lineage.
   */
  get lineage(): Promise<Record<string, string>> {
    return this.#lineage();
  }

  async #lineage(): Promise<Record<string, string>> {
    return lineageOf(await this.#load());
  }

  /**
   * Records anew where the attributes of this schema come from, following the foreign keys in the database: for schemas
   * whose record is missing, damaged, or written by an older DataJoint. Schemas that it refers to go first. Classes of
   * other schemas keep what they were told until they are read again, in a new Instance.
   * Specification: "Semantic matching", rebuilding lineage.
   *
   * @throws DataJointError where the schema may not be created and is missing, or inside of a transaction
   */
  async rebuildLineage(): Promise<void> {
    assertOutsideTransaction(this.#connection, "Lineage can't be rebuilt");
    await this.#connection.pendingTables.declare([this.#name]);
    await this.#assertThere();
    for (const declaration of await rebuildLineage(this.#connection, this.#name)) {
      const own = this.#tables.get(fullTableName(declaration.name));
      if (own !== undefined) own.binding.declaration = declaration;
    }
  }

  /**
   * A table by class name, or by its name in the database with or without tier prefix; a part only by the latter.
   * Specification: "Virtual schemas", schema introspection.
   *
   * @returns the class that was defined here, else one that is made from the database, with its parts as members
   * @throws DataJointError for a name that no table has
   */
  async get(name: string): Promise<FoundTable> {
    if (typeof name !== "string") {
      throw new DataJointError(`get() takes the name of a table as a text, not a ${typeof name}.`);
    }
    const own = this.#classes.get(name);
    if (own !== undefined) return own as FoundTable;
    const tables = await this.#find();
    const found = findByName(tables, name);
    if (found !== null) return this.#classOf(found);
    const known = tables.map((table) => classNameOf(table.name.table));
    throw new DataJointError(
      name.includes(".") && known.includes(name)
        ? `Parts are found by their names in the database, or as members of their masters: "${findPartName(tables, name)}" instead of "${name}".`
        : `The schema "${this.#name}" has no table "${name}".${suggestion(name, known)}`,
    );
  }

  /** True if `get` finds a table. */
  async has(name: string): Promise<boolean> {
    return this.#classes.has(name) || findByName(await this.#load(), name) !== null;
  }

  /** The tables, parents before children. */
  async *[Symbol.asyncIterator](): AsyncGenerator<FoundTable> {
    for (const declaration of await this.#find()) yield this.#classOf(declaration);
  }

  /**
   * Makes classes for the tables in the database that were not defined here. Specification: "Virtual schemas".
   *
   * @param into an object that gets the classes as members; names that it has are left as they are
   * @returns that object
   */
  async makeClasses<Target extends object>(
    into: Target = {} as Target,
  ): Promise<Target & Readonly<Record<string, FoundTable>>> {
    await this.#find();
    for (const [name, value] of this.#found.classes) {
      if (Object.hasOwn(into, name)) continue;
      const own = this.#tables.get(fullTableName(bindingOf(value)!.name))?.tableClass;
      Object.defineProperty(into, name, {
        value: own ?? value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return into as Target & Readonly<Record<string, FoundTable>>;
  }

  /**
   * Code that declares the tables of this schema again, from the database alone: classes with their parts, the contents
   * of lookup tables (up to 500 rows of values that code can hold), the other schemas that they refer to, and the
   * settings that they need.
   *
   * @example
   * console.log(await schema.code({ language: "python" }));
   *
   * @param options `language`: `"typescript"` (the default) for this library, `"python"` for DataJoint for Python
   * @throws DataJointError for another language
   */
  async code(options: { language?: CodeLanguage } = {}): Promise<string> {
    assertOptions(options, ["language"], "code()");
    const { language = "typescript" } = options;
    const tables = await this.#load();
    const contents = await lookupContents(tables, ({ name }, limit) =>
      new FreeTable(this.#connection, name).toDicts({ orderBy: "KEY", limit }),
    );
    return schemaCode(this.#name, tables, language, contents);
  }

  /**
   * Drops the schema with all tables and rows. Specification: "Data manipulation", drop.
   *
   * @param options `prompt`: ask first; default: `config.safemode`
   * @returns true if it was dropped, false if the user said no
   * @throws DataJointError where tables of other schemas refer to its tables; nothing is dropped then
   */
  async drop(options: { prompt?: boolean } = {}): Promise<boolean> {
    assertOptions(options, ["prompt"], "drop()");
    const connection = this.#connection;
    if (!(await this.exists())) {
      const wasWaiting = connection.pendingTables.has(this.#name);
      connection.pendingTables.forget(this.#name);
      if (!wasWaiting) {
        log(connection.config, "INFO", `The schema "${this.#name}" is not in the database: nothing to drop.`);
      }
      return true;
    }
    const isDropped = await dropSchema(connection, this.#name, options.prompt);
    if (isDropped) connection.pendingTables.forget(this.#name);
    return isDropped;
  }

  override toString(): string {
    return `Schema(${this.#name})`;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
