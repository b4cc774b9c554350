import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, Executor } from "../dialect/dialect.ts";
import { DataJointError, MissingAttributeError, suggestion, UnknownAttributeError } from "../errors/index.ts";
import type { Attribute } from "../heading/index.ts";
import { encodeAttribute } from "../manipulation/encode-attribute.ts";
import { isAbsent } from "../values/absent-value.ts";
import type { SqlValue, Statement } from "../values/sql-value.ts";
import { fullTableName } from "./full-table-name.ts";

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

/** Encoded rows that name the same attributes, one after the other. */
interface Batch {
  readonly attributes: readonly Attribute[];
  readonly rows: SqlValue[][];
}

/** Turns rows into INSERT statements; checks and encodes every value before any is sent. */
export class InsertPlan {
  readonly #declaration: TableDeclaration;
  readonly #dialect: Dialect;
  readonly #options: InsertOptions;
  readonly #attributes: readonly Attribute[];
  readonly #names: ReadonlySet<string>;
  readonly #batches: Batch[] = [];
  #rowCount = 0;

  constructor(declaration: TableDeclaration, dialect: Dialect, options: InsertOptions) {
    this.#declaration = declaration;
    this.#dialect = dialect;
    this.#options = options;
    this.#attributes = declaration.attributes.filter((attribute) => !attribute.isHidden);
    this.#names = new Set(this.#attributes.map((attribute) => attribute.name));
  }

  /** How many rows were added. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /**
   * Checks and encodes a row.
   *
   * @throws UnknownAttributeError, MissingAttributeError or DataJointError; the message names the row and the attribute
   */
  add(row: InsertedRow): void {
    this.#rowCount++;
    try {
      this.#encode(this.#asObject(row));
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      const ErrorClass = error.constructor as new (message: string, options: object) => DataJointError;
      throw new ErrorClass(
        `Row ${this.#rowCount} for ${fullTableName(this.#declaration.name)} can't be inserted. ${error.message}`,
        { cause: error.cause },
      );
    }
  }

  #asObject(row: InsertedRow): Readonly<Record<string, unknown>> {
    if (Array.isArray(row)) {
      if (row.length !== this.#attributes.length) {
        throw new DataJointError(
          `A row given as an array needs one value for each of the ${this.#attributes.length} attributes ` +
            `(${[...this.#names].join(", ")}); it has ${row.length}.`,
        );
      }
      return Object.fromEntries(this.#attributes.map((attribute, index) => [attribute.name, row[index]]));
    }
    if (typeof row !== "object" || row === null) {
      throw new DataJointError(
        `A row is an object of values by attribute, or an array of them, not ${row === null ? "null" : `a ${typeof row}`}.`,
      );
    }
    return row as Readonly<Record<string, unknown>>;
  }

  #encode(row: Readonly<Record<string, unknown>>): void {
    const attributes: Attribute[] = [];
    const values: SqlValue[] = [];
    let known = 0;
    for (const attribute of this.#attributes) {
      const value = row[attribute.name];
      if (value !== undefined || attribute.name in row) known++;
      if (isAbsent(value, attribute)) {
        if (attribute.isNullable) {
          attributes.push(attribute);
          values.push(null);
        } else if (attribute.default === null && !attribute.isAutoincrement) {
          throw new MissingAttributeError(
            `The attribute "${attribute.name}" needs a value: it is neither nullable nor has it a default.`,
          );
        }
      } else {
        attributes.push(attribute);
        values.push(encodeAttribute(value, attribute, this.#dialect));
      }
    }
    if (!this.#options.ignoreExtraFields && known !== Object.keys(row).length) this.#refuseExtra(row);
    this.#store(attributes, values);
  }

  #refuseExtra(row: object): void {
    const extra = Object.keys(row).filter((name) => !this.#names.has(name));
    if (extra.length === 0) return;
    throw new UnknownAttributeError(
      `The table has no attribute ${extra.map((name) => `"${name}"`).join(", ")}.${suggestion(extra[0]!, this.#names)} ` +
        `Its attributes are: ${[...this.#names].join(", ")}. To drop other fields insert with { ignoreExtraFields: true }.`,
    );
  }

  #store(attributes: Attribute[], values: SqlValue[]): void {
    const last = this.#batches.at(-1);
    const isSame =
      last !== undefined &&
      last.attributes.length === attributes.length &&
      last.attributes.every((attribute, index) => attribute === attributes[index]);
    if (isSame) last.rows.push(values);
    else this.#batches.push({ attributes, rows: [values] });
  }

  /** The statements that insert the rows, in their order. */
  *statements(): Generator<Statement> {
    for (const { attributes, rows } of this.#batches) {
      const perStatement = Math.max(
        1,
        Math.min(
          rowsPerStatement,
          Math.floor(this.#dialect.insert.maximumValues / Math.max(1, attributes.length)),
        ),
      );
      for (let start = 0; start < rows.length; start += perStatement) {
        const portion = rows.slice(start, start + perStatement);
        yield { sql: this.#insertSql(attributes, portion.length), values: portion.flat() };
      }
    }
  }

  #insertSql(attributes: readonly Attribute[], rowCount: number): string {
    const { columns, head, tail } = insertParts(
      this.#declaration,
      attributes.map((one) => one.name),
      this.#dialect,
      this.#options,
    );
    const row = `(${attributes.map(() => "?").join(", ")})`;
    // A row of defaults alone names no column.
    if (attributes.length === 0) return `${head} ${defaultRow(this.#declaration, this.#dialect)}${tail}`;
    return `${head} ${columns} VALUES ${Array.from({ length: rowCount }, () => row).join(", ")}${tail}`;
  }
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
  const mode = options.replace ? "replace" : options.skipDuplicates ? "skip" : "insert";
  const key = declaration.attributes
    .filter((attribute) => attribute.inKey)
    .map((attribute) => attribute.name);
  return {
    head: `${dialect.insert.into(mode)} ${dialect.quote.table(declaration.name)}`,
    columns: `(${names.map(dialect.quote.identifier).join(", ")})`,
    tail: mode === "skip" ? ` ${dialect.insert.skipDuplicates(key)}` : "",
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
  for (const statement of plan.statements()) await executor.execute(statement);
}
