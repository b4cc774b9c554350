import type { ColumnTable } from "../arrow/arrow-rows.ts";
import { codecValidator } from "../codec/encode-rows.ts";
import type { Connection } from "../connection/connection.ts";
import { planAlteration } from "../declaration/alter-plan.ts";
import { describe } from "../declaration/describe.ts";
import type { TableDeclaration, TableName } from "../declaration/table-declaration.ts";
import { classNameOf } from "../declaration/table-names.ts";
import { assertOptions, DataJointError, MissingTableError } from "../errors/index.ts";
import { QueryExpression } from "../expression/query-expression.ts";
import { type Attribute, Heading } from "../heading/index.ts";
import { attributeEncoder } from "../manipulation/encode-attribute.ts";
import { HeadingPending } from "../query/heading-pending.ts";
import type { QueryNode, TableNode } from "../query/node.ts";
import { isOperand, type Operand, operand } from "../query/operand.ts";
import { type AlterOptions, alterOptions, alterTable } from "./alter.ts";
import { assertWholeMasters, checkPartIntegrity, type DropOptions, dropOptions, dropTables } from "./drop.ts";
import { fullTableName, parseFullTableName } from "./full-table-name.ts";
import { type InsertedRow, type InsertOptions, insertOptions } from "./insert-options.ts";
import { insertQuery } from "./insert-query.ts";
import { insertSource } from "./insert-source.ts";
import {
  childRelations,
  type ForeignKeyInfo,
  parentRelations,
  partsOfTable,
  type Relation,
  type RelationOptions,
  tableAndAncestors,
  tableAndDescendants,
} from "./relations.ts";
import { type RowSource, rowsFrom } from "./row-sources.ts";
import { StagedInsert } from "./staged-insert.ts";
import { RowValidator, type ValidateOptions, type Validation } from "./validate.ts";

/** What `parents` and `children` may be asked for. */
interface RelativesOptions extends RelationOptions {
  readonly asObjects?: boolean;
  readonly foreignKeyInfo?: boolean;
}

const relativesOptions: readonly (keyof RelativesOptions)[] = ["primary", "asObjects", "foreignKeyInfo"];

/** A table that rows can be put into. */
export abstract class Table extends QueryExpression {
  /** The table and its connection; for use by the methods. */
  protected abstract get source(): {
    readonly connection: Connection;
    readonly name: TableName;
    readonly className: string;
  };

  /** The declaration as far as it is known. */
  protected abstract get declared(): TableDeclaration;

  protected override get shownName(): string | null {
    return this.source.className;
  }

  /** `` `schema`.`table` ``, in the form of the reference. */
  get fullTableName(): string {
    return fullTableName(this.source.name);
  }

  /** The name in the database, with its tier prefix. */
  get tableName(): string {
    return this.source.name.table;
  }

  /** The table as the database holds it. */
  async declaration(): Promise<TableDeclaration> {
    await this.load();
    const { connection, name } = this.source;
    const declaration = await connection.dialect.introspection.loadTable(connection, name);
    if (declaration === null) throw missingTable(name);
    return declaration;
  }

  /** True if the table is in the database. */
  async isDeclared(): Promise<boolean> {
    const { connection, name } = this.source;
    return (await connection.dialect.introspection.loadTable(connection, name)) !== null;
  }

  /** A definition that declares the same table again. Specification: "Table declaration", describe. */
  async describe(): Promise<string> {
    const declaration = await this.declaration();
    const own = declaration.name;
    return describe(declaration, (name) => {
      const reference = classNameOf(name.table);
      return name.schema === own.schema
        ? reference
        : (this.referenceTo(name) ?? `${name.schema}.${reference}`);
    });
  }

  /** How a definition beside this one refers to a table of another schema. */
  protected referenceTo(_name: TableName): string | null {
    return null;
  }

  /**
   * The tables that this one refers to, one entry for each foreign key. Specification: "Diagram", dependencies.
   *
   * @param options `primary`: true for foreign keys within the primary key, false for the others;
   *   `asObjects`: tables instead of their full names; `foreignKeyInfo`: with what is known of the foreign key
   */
  async parents(options?: RelationOptions): Promise<string[]>;
  async parents(options: RelationOptions & { asObjects: true }): Promise<FreeTable[]>;
  async parents(
    options: RelationOptions & { foreignKeyInfo: true },
  ): Promise<[table: string, info: ForeignKeyInfo][]>;
  async parents(options: RelativesOptions = {}): Promise<unknown[]> {
    assertOptions(options, relativesOptions, "parents()");
    return this.#related(parentRelations(await this.declaration(), options), options);
  }

  /**
   * The tables that refer to this one, one entry for each foreign key.
   *
   * @param options as for `parents`
   */
  async children(options?: RelationOptions): Promise<string[]>;
  async children(options: RelationOptions & { asObjects: true }): Promise<FreeTable[]>;
  async children(
    options: RelationOptions & { foreignKeyInfo: true },
  ): Promise<[table: string, info: ForeignKeyInfo][]>;
  async children(options: RelativesOptions = {}): Promise<unknown[]> {
    assertOptions(options, relativesOptions, "children()");
    await this.load();
    const { connection, name } = this.source;
    return this.#related(await childRelations(connection, name, options), options);
  }

  #related(relations: readonly Relation[], { asObjects, foreignKeyInfo }: RelativesOptions): unknown[] {
    return relations.map(({ name, info }) => {
      const table = asObjects ? new FreeTable(this.source.connection, name) : fullTableName(name);
      return foreignKeyInfo ? [table, info] : table;
    });
  }

  #named(names: readonly TableName[], asObjects: boolean | undefined): (string | FreeTable)[] {
    return names.map((name) =>
      asObjects ? new FreeTable(this.source.connection, name) : fullTableName(name),
    );
  }

  /**
   * This table and all that depend on it, parents before children.
   *
   * @param options `asObjects`: tables instead of their full names
   */
  async descendants(options: { asObjects: true }): Promise<FreeTable[]>;
  async descendants(options?: { asObjects?: false }): Promise<string[]>;
  async descendants(options: { asObjects?: boolean } = {}): Promise<unknown[]> {
    assertOptions(options, ["asObjects"], "descendants()");
    await this.load();
    const { connection, name } = this.source;
    return this.#named(await tableAndDescendants(connection, name), options.asObjects);
  }

  /**
   * This table and all that it depends on, parents before children.
   *
   * @param options `asObjects`: tables instead of their full names
   */
  async ancestors(options: { asObjects: true }): Promise<FreeTable[]>;
  async ancestors(options?: { asObjects?: false }): Promise<string[]>;
  async ancestors(options: { asObjects?: boolean } = {}): Promise<unknown[]> {
    assertOptions(options, ["asObjects"], "ancestors()");
    await this.load();
    const { connection, name } = this.source;
    return this.#named(await tableAndAncestors(connection, name), options.asObjects);
  }

  /**
   * The parts of this table. Specification: "Master-part".
   *
   * @param options `asObjects`: tables instead of their full names
   */
  async parts(options: { asObjects: true }): Promise<FreeTable[]>;
  async parts(options?: { asObjects?: false }): Promise<string[]>;
  async parts(options: { asObjects?: boolean } = {}): Promise<unknown[]> {
    assertOptions(options, ["asObjects"], "parts()");
    await this.load();
    const { connection, name } = this.source;
    return this.#named(await partsOfTable(connection, name), options.asObjects);
  }

  /**
   * Inserts rows. One call is atomic; with `chunkSize`, each portion is.
   * Specification: "Data manipulation", insert.
   *
   * @param rows objects of values by attribute, arrays in the order of the heading, or anything that gives such rows
   *   one by one, also an Arrow table; CSV as a text of several lines, a File, or the path of a file in Node; or a
   *   query expression, whose rows are copied inside of the database
   * @throws DuplicateError for a key that exists, IntegrityError for a missing parent,
   *   MissingAttributeError and UnknownAttributeError for rows that do not fit the heading,
   *   DataJointError for values that do not fit their types, and for rows with different fields
   */
  async insert(rows: RowSource | Operand, options: InsertOptions = {}): Promise<void> {
    assertOptions(options, insertOptions, "insert()");
    await this.load();
    this.assertInsertable(options);
    const { connection, className } = this.source;
    const declaration = this.declared;
    if (isOperand(rows)) {
      if (rows instanceof QueryExpression) await rows.load();
      return insertQuery({ connection, declaration, heading: this.heading }, rows[operand], options);
    }
    await insertSource({ connection, declaration, className }, rows, options);
  }

  /**
   * Looks at rows without inserting them: fields, required values, and whether values fit their types. Keys that exist
   * and missing parents are not looked for. Specification: "Data manipulation", validate.
   *
   * @param rows as for `insert`; where they have to be read first, the result is a promise
   * @returns `isValid`, and `errors` with `row` (counted from 0), `attribute` and `message`
   */
  validate(rows: Iterable<InsertedRow> | ColumnTable, options?: ValidateOptions): Validation;
  validate(rows: RowSource, options?: ValidateOptions): Validation | Promise<Validation>;
  validate(rows: RowSource, options: ValidateOptions = {}): Validation | Promise<Validation> {
    assertOptions(options, ["ignoreExtraFields"], "validate()");
    const { dialect } = this.source.connection;
    const encoder = (attribute: Attribute) =>
      attribute.codec === null ? attributeEncoder(attribute, dialect) : codecValidator(attribute);
    const validator = new RowValidator(this.heading, encoder, options);
    const source = rowsFrom(rows);
    if (Symbol.iterator in source) {
      for (const row of source) validator.add(row);
      return validator.result;
    }
    const readAll = async (): Promise<Validation> => {
      for await (const row of await source) validator.add(row);
      return validator.result;
    };
    return readAll();
  }

  /**
   * Inserts one row. Specification: "Data manipulation", insert.
   *
   * @throws as `insert`
   */
  insert1(row: InsertedRow, options: InsertOptions = {}): Promise<void> {
    return this.insert([row], options);
  }

  /**
   * Inserts one row whose `<object@>` attributes are written to their stores piece by piece, before the row is there.
   * Where `write` or the insert fails, what was written is removed and there is no row. Specification: "Staged insert".
   *
   * @example
   * await Recording.stagedInsert1(async (staged) => {
   *   staged.rec.recording_id = 1;
   *   const folder = staged.store("frames", ".zarr");
   *   for (let frame = 0; frame < 100; frame++) await folder.set(`0/${frame}`, await acquire());
   *   staged.rec.frame_count = 100;
   * });
   *
   * @param write fills `staged.rec`, the primary key first, and writes to what `staged.store` and `staged.open` give
   * @param options as for `insert`
   * @throws whatever `write` throws, and as `insert`
   */
  async stagedInsert1(write: (staged: StagedInsert) => unknown, options: InsertOptions = {}): Promise<void> {
    await this.load();
    this.assertInsertable(options);
    const staged = new StagedInsert(this.source.connection, this.declared);
    try {
      await write(staged);
      await this.insert1(await staged.finish(), options);
    } catch (error) {
      await staged.discard();
      throw error;
    }
  }

  /** Refuses inserts that are not the user's to make. */
  protected assertInsertable(_options: InsertOptions): void {}

  /** The table as its class defines it now; null for a table that has no definition here. */
  protected define(): TableDeclaration | null {
    return null;
  }

  /**
   * Changes the table in the database to what the definition says now: attributes are added, dropped, renamed, moved,
   * and get other types, defaults and comments; rows stay. An attribute whose comment begins with `{old_name}` is the
   * renamed `old_name`. Primary key, foreign keys and indexes can't be altered.
   * Specification: "Alter tables".
   *
   * @param options `prompt`: show the changes and ask first; default: `config.safemode`.
   *   `dryRun`: only tell the changes
   * @returns the changes in words; empty where there are none or the user said no
   * @throws DataJointError where the primary key, foreign keys or indexes differ, or where values do not fit
   */
  async alter(options: AlterOptions = {}): Promise<string[]> {
    assertOptions(options, alterOptions, "alter()");
    await this.load();
    const { connection } = this.source;
    const from = await this.declaration();
    const defined = this.define();
    if (defined === null) {
      throw new DataJointError(
        `${this.fullTableName} has no definition here to alter it to. Write a class with the definition that you want, and alter that.`,
      );
    }
    const changes = await alterTable(connection, planAlteration(from, defined), options);
    if (!options.dryRun && changes.length > 0) this.redeclared(await this.declaration());
    return changes;
  }

  /** Takes up what the table in the database has become. */
  protected redeclared(_declaration: TableDeclaration): void {}

  /**
   * Drops this table and all that depend on it, with their rows. Specification: "Master-part", drop.
   *
   * @param options `prompt`: show what would be dropped and ask first; default: `config.safemode`.
   *   `partIntegrity`: `"enforce"` (the default) refuses to drop a part without its master, `"ignore"` allows it
   * @returns true if the tables were dropped, false if the user said no
   * @throws DataJointError for a part, or where a part of a master that stays depends on this table
   */
  override async drop(options: DropOptions = {}): Promise<boolean> {
    assertOptions(options, dropOptions, "drop()");
    const partIntegrity = checkPartIntegrity(options.partIntegrity);
    await this.load();
    const { connection, name } = this.source;
    const tables = await tableAndDescendants(connection, name);
    if (partIntegrity === "enforce") assertWholeMasters(name, tables);
    return dropTables(connection, tables, options.prompt);
  }
}

/** The error for a table that is not in the database. */
export const missingTable = (name: TableName): MissingTableError =>
  new MissingTableError(
    `There is no table ${fullTableName(name)} in the database. Declare it first, or check the names of schema and table.`,
  );

/** A table without a class of its own, by its full name. */
export class FreeTable extends Table {
  readonly #connection: Connection;
  readonly #name: TableName;
  #loaded: { declaration: TableDeclaration; node: TableNode } | null = null;

  /**
   * @param connection where the table is
   * @param name `` `schema`.`table` `` or `schema.table`
   */
  constructor(connection: Connection, name: string | TableName) {
    super();
    this.#connection = connection;
    this.#name = typeof name === "string" ? parseFullTableName(name) : name;
  }

  protected get source() {
    return { connection: this.#connection, name: this.#name, className: classNameOf(this.#name.table) };
  }

  protected override get shownName(): string {
    return `FreeTable(${fullTableName(this.#name)})`;
  }

  protected get declared(): TableDeclaration {
    this.#assertLoaded();
    return this.#loaded!.declaration;
  }

  #assertLoaded(): void {
    if (this.#loaded !== null) return;
    const known = this.#connection.knownTables.get(fullTableName(this.#name));
    if (known !== undefined) this.#keep(known());
    else throw new HeadingPending(fullTableName(this.#name), () => this.#read());
  }

  #keep(declaration: TableDeclaration): void {
    const heading = new Heading(declaration.attributes);
    this.#loaded = { declaration, node: { kind: "table", name: this.#name, heading } };
  }

  async #read(): Promise<void> {
    await this.#connection.pendingTables.declare([this.#name.schema]);
    const declaration = await this.#connection.dialect.introspection.loadTable(this.#connection, this.#name);
    if (declaration === null) throw missingTable(this.#name);
    this.#keep(declaration);
  }

  get [operand](): { node: QueryNode; connection: Connection } {
    this.#assertLoaded();
    return { node: this.#loaded!.node, connection: this.#connection };
  }
}
