import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, DuplicateHandling, Executor } from "../dialect/dialect.ts";
import {
  DataJointError,
  DuplicateError,
  IntegrityError,
  MissingAttributeError,
  suggestion,
  UnknownAttributeError,
} from "../errors/index.ts";
import type { Attribute } from "../heading/index.ts";
import { attributeEncoder } from "../manipulation/encode-attribute.ts";
import { missingParent } from "../manipulation/missing-parent.ts";
import { isAbsent } from "../values/absent-value.ts";
import type { ValueEncoder } from "../values/encode-value.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { fullTableName } from "./full-table-name.ts";
import { makeRoom, uniqueKeys } from "./make-room.ts";

/** Options of `insert` and `insert1`. Specification: "Data manipulation", insert. */
export interface InsertOptions {
  /** Replace rows of the same key. */
  replace?: boolean;
  /** Pass over rows whose key exists. */
  skipDuplicates?: boolean;
  /** Drop fields that the table does not have, instead of refusing them. */
  ignoreExtraFields?: boolean;
  /** Insert into an imported or computed table outside of its `make`. */
  allowDirectInsert?: boolean;
  /** Insert so many rows at a time, each portion on its own. */
  chunkSize?: number;
}

/** A row to insert: values by attribute, or in the order of the heading. */
export type InsertedRow = Readonly<Record<string, unknown>> | readonly unknown[];

const rowsPerStatement = 200;

/** What becomes of rows whose key exists. */
export const duplicateHandling = ({ replace, skipDuplicates }: InsertOptions): DuplicateHandling =>
  replace ? "replace" : skipDuplicates ? "skip" : "refuse";

/** Encoded rows that name the same attributes, for one statement. */
interface Portion {
  readonly attributes: readonly Attribute[];
  /** The values of all rows, one after the other. */
  readonly values: SqlValue[];
  rowCount: number;
}

/** An attribute with what inserting needs of it. */
interface Target {
  readonly attribute: Attribute;
  readonly encode: ValueEncoder;
  /** Whether rows name it; null before the first row. */
  isNamed: boolean | null;
}

/** Takes rows in; checks and encodes every value before anything is sent. */
export class InsertPlan {
  readonly declaration: TableDeclaration;
  readonly #options: InsertOptions;
  readonly #dialect: Dialect;
  readonly #targets: readonly Target[];
  readonly #portions: Portion[] = [];
  #rowCount = 0;

  constructor(declaration: TableDeclaration, dialect: Dialect, options: InsertOptions) {
    this.declaration = declaration;
    this.#dialect = dialect;
    this.#options = options;
    this.#targets = declaration.attributes
      .filter((attribute) => !attribute.isHidden)
      .map((attribute) => ({ attribute, encode: attributeEncoder(attribute, dialect), isNamed: null }));
  }

  /** How many rows were added. */
  get rowCount(): number {
    return this.#rowCount;
  }

  get #names(): string[] {
    return this.#targets.map(({ attribute }) => attribute.name);
  }

  /**
   * Checks and encodes a row.
   *
   * @throws UnknownAttributeError, MissingAttributeError or DataJointError; the message names the row and the attribute
   */
  add(row: InsertedRow): void {
    this.#rowCount++;
    try {
      this.#encode(rowObject(row, this.#targets, attributeName));
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      const ErrorClass = error.constructor as new (message: string, options: object) => DataJointError;
      throw new ErrorClass(
        `Row ${this.#rowCount} for ${fullTableName(this.declaration.name)} can't be inserted. ${error.message}`,
        { cause: error.cause },
      );
    }
  }

  #encode(row: Readonly<Record<string, unknown>>): void {
    const attributes: Attribute[] = [];
    const values: SqlValue[] = [];
    let named = 0;
    for (const target of this.#targets) {
      const { attribute } = target;
      const value = row[attribute.name];
      const isNamed = value !== undefined || attribute.name in row;
      if (isNamed) named++;
      if (isNamed !== target.isNamed) this.#noteNamed(target, isNamed, row);
      if (!isAbsent(value, attribute)) {
        attributes.push(attribute);
        values.push(target.encode(value));
      } else if (attribute.isNullable) {
        attributes.push(attribute);
        values.push(null);
      } else if (attribute.default === null && !attribute.isAutoincrement) {
        throw new MissingAttributeError(
          `The attribute "${attribute.name}" needs a value: it is neither nullable nor has it a default.`,
        );
      }
    }
    if (!this.#options.ignoreExtraFields && named !== Object.keys(row).length) this.#refuseExtra(row);
    this.#store(attributes, values);
  }

  #noteNamed(target: Target, isNamed: boolean, row: object): void {
    if (target.isNamed === null) {
      target.isNamed = isNamed;
      return;
    }
    if (!this.#options.ignoreExtraFields) this.#refuseExtra(row);
    const { name } = target.attribute;
    throw new DataJointError(
      `All rows of one insert must have the same fields: the first row ${isNamed ? "does not have" : "has"} "${name}", this one ${isNamed ? "has" : "does not"}. ` +
        "Give null where a row has no value, or insert the rows in several calls.",
    );
  }

  #refuseExtra(row: object): void {
    const names = this.#names;
    const extra = Object.keys(row).filter((name) => !names.includes(name));
    if (extra.length > 0) throw unknownFields(extra, names);
  }

  #store(attributes: readonly Attribute[], values: SqlValue[]): void {
    let portion = this.#portions.at(-1);
    const isSame =
      portion !== undefined &&
      portion.rowCount < this.#rowsPerPortion &&
      portion.attributes.length === attributes.length &&
      portion.attributes.every((attribute, index) => attribute === attributes[index]);
    if (!isSame) {
      portion = { attributes, values: [], rowCount: 0 };
      this.#portions.push(portion);
    }
    portion!.rowCount++;
    for (const value of values) portion!.values.push(value);
  }

  /** Rows that make room for themselves go one by one. */
  get #rowsPerPortion(): number {
    if (this.#options.replace && uniqueKeys(this.declaration).length > 0) return 1;
    const fitting = Math.floor(this.#dialect.insert.maximumValues / Math.max(1, this.#targets.length));
    return Math.max(1, Math.min(rowsPerStatement, fitting));
  }

  /** True where all goes in one statement, which is atomic by itself. */
  get isSingleStatement(): boolean {
    return this.#portions.length === 1 && duplicateHandling(this.#options) === "refuse";
  }

  /**
   * Inserts the rows.
   *
   * @throws DuplicateError, IntegrityError, or whatever else the database has against the rows
   */
  async run(executor: Executor): Promise<void> {
    for (const portion of this.#portions) await this.#send(portion, executor);
  }

  async #send({ attributes, values, rowCount }: Portion, executor: Executor): Promise<void> {
    const duplicates = duplicateHandling(this.#options);
    const names = attributes.map(({ name }) => name);
    if (duplicates === "replace") {
      for (const statement of makeRoom(this.declaration, this.#dialect, names, values)) {
        await executor.execute(statement);
      }
    }
    try {
      const { changes } = await executor.execute({ sql: this.#sql(names, rowCount), values });
      if (duplicates !== "skip" || changes >= rowCount) return;
    } catch (error) {
      if (!(error instanceof DuplicateError || error instanceof IntegrityError)) throw error;
      // A missing parent is what is reported first, and by name.
      throw (await this.#missingParent(names, values, rowCount, executor)) ?? error;
    }
    // Rows that were passed over need a parent all the same.
    const missing = await this.#missingParent(names, values, rowCount, executor);
    if (missing !== null) throw missing;
  }

  #missingParent(
    names: readonly string[],
    values: readonly SqlValue[],
    rowCount: number,
    executor: Executor,
  ): Promise<IntegrityError | null> {
    const rows = Array.from({ length: rowCount }, (_, row) =>
      values.slice(row * names.length, (row + 1) * names.length),
    );
    return missingParent(executor, this.#dialect, this.declaration, names, rows);
  }

  #sql(names: readonly string[], rowCount: number): string {
    const { columns, head, tail } = insertParts(this.declaration, names, this.#dialect, this.#options);
    // A row of defaults alone names no column.
    if (names.length === 0) return `${head} ${defaultRow(this.declaration, this.#dialect)}${tail}`;
    const row = `(${names.map(() => "?").join(", ")})`;
    return `${head} ${columns} VALUES ${Array.from({ length: rowCount }, () => row).join(", ")}${tail}`;
  }
}

const attributeName = ({ attribute }: Target): string => attribute.name;

/** The error for fields that a table does not have. */
export const unknownFields = (extra: readonly string[], names: readonly string[]): UnknownAttributeError =>
  new UnknownAttributeError(
    `The table has no attribute ${extra.map((name) => `"${name}"`).join(", ")}.${suggestion(extra[0]!, names)} ` +
      `Its attributes are: ${names.join(", ")}. To drop other fields insert with { ignoreExtraFields: true }.`,
  );

/**
 * A row as an object of values by attribute.
 *
 * @param attributes the attributes in the order of an array's values
 * @throws DataJointError for an array of another length, or what is no row
 */
export function rowObject<T>(
  row: unknown,
  attributes: readonly T[],
  nameOf: (attribute: T) => string,
): Readonly<Record<string, unknown>> {
  if (Array.isArray(row)) {
    if (row.length !== attributes.length) {
      throw new DataJointError(
        `A row given as an array needs one value for each of the ${attributes.length} attributes ` +
          `(${attributes.map(nameOf).join(", ")}); it has ${row.length}.`,
      );
    }
    return Object.fromEntries(attributes.map((attribute, index) => [nameOf(attribute), row[index]]));
  }
  if (typeof row !== "object" || row === null) {
    throw new DataJointError(
      `A row is an object of values by attribute, or an array of them, not ${row === null ? "null" : `a ${typeof row}`}.`,
    );
  }
  return row as Readonly<Record<string, unknown>>;
}

/** A row without values: the singleton's only one. */
function defaultRow(declaration: TableDeclaration, dialect: Dialect): string {
  const key = declaration.attributes.find((attribute) => attribute.inKey)!;
  return `(${dialect.quote.identifier(key.name)}) VALUES (1)`;
}

/** The pieces of an INSERT around its rows. */
export function insertParts(
  declaration: TableDeclaration,
  names: readonly string[],
  dialect: Dialect,
  options: InsertOptions,
) {
  const duplicates = duplicateHandling(options);
  const tail = dialect.insert.onDuplicate(duplicates, declaration);
  return {
    head: `INSERT INTO ${dialect.quote.table(declaration.name)}`,
    columns: `(${names.map(dialect.quote.identifier).join(", ")})`,
    tail: tail === "" ? "" : ` ${tail}`,
  };
}

/** Inserts rows by statements of one executor. */
export async function insertRows(
  executor: Executor,
  declaration: TableDeclaration,
  dialect: Dialect,
  rows: Iterable<InsertedRow>,
  options: InsertOptions,
): Promise<void> {
  const plan = new InsertPlan(declaration, dialect, options);
  for (const row of rows) plan.add(row);
  await plan.run(executor);
}
