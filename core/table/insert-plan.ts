import type { DuplicateHandling, Executor } from "../dialect/dialect.ts";
import { DataJointError, DuplicateError, IntegrityError, MissingAttributeError } from "../errors/index.ts";
import { missingParent } from "../manipulation/missing-parent.ts";
import { isAbsentNumber } from "../values/absent-value.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { fullTableName } from "./full-table-name.ts";
import { duplicateHandling, type InsertedRow, type InsertOptions } from "./insert-options.ts";
import type { InsertColumn, InsertPattern, InsertTarget } from "./insert-target.ts";
import { rowObject, unknownFields } from "./inserted-row.ts";
import { makeRoom, uniqueKeys } from "./make-room.ts";

/** Encoded rows that give values for the same attributes, for one statement. */
interface Portion {
  readonly pattern: InsertPattern;
  /** The values of all rows, one after the other. */
  readonly values: SqlValue[];
  rowCount: number;
  /** Texts and bytes of its rows, in characters and bytes. */
  length: number;
}

function lengthOf(value: SqlValue): number {
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 0;
}

/** Takes rows in; checks and encodes every value before anything is sent. */
export class InsertPlan {
  readonly #target: InsertTarget;
  readonly #duplicates: DuplicateHandling;
  readonly #ignoresExtra: boolean;
  readonly #rowsPerPortion: number;
  readonly #lengthPerPortion: number | null;
  readonly #portions: Portion[] = [];
  #portion: Portion | null = null;
  #rowCount = 0;
  /** For each attribute, whether rows name it; as the first row has it. */
  readonly #named: boolean[] = [];
  /** For each attribute of the present row, whether it has a value, and which. */
  readonly #includes: boolean[];
  readonly #values: SqlValue[];

  constructor(target: InsertTarget, options: InsertOptions) {
    this.#target = target;
    this.#duplicates = duplicateHandling(options);
    this.#ignoresExtra = options.ignoreExtraFields ?? false;
    // Rows that make room for themselves go one by one.
    const isSingle = this.#duplicates === "replace" && uniqueKeys(target.declaration).length > 0;
    this.#rowsPerPortion = isSingle ? 1 : target.rowsPerStatement;
    this.#lengthPerPortion = target.dialect.insert.maximumLength;
    this.#includes = target.columns.map(() => false);
    this.#values = target.columns.map(() => null);
  }

  /** How many rows were added. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** True where all goes in one statement, which is atomic by itself. */
  get isSingleStatement(): boolean {
    return this.#portions.length === 1 && this.#duplicates === "refuse";
  }

  /**
   * Checks and encodes a row.
   *
   * @throws UnknownAttributeError, MissingAttributeError or DataJointError; the message names the row and the attribute
   */
  add(row: InsertedRow): void {
    this.#rowCount++;
    try {
      const fields = rowObject(row, this.#target.columns);
      try {
        this.#encode(fields);
      } catch (error) {
        // A misspelt name is why its attribute has no value.
        if (!this.#ignoresExtra) this.#refuseExtra(fields);
        throw error;
      }
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      const ErrorClass = error.constructor as new (message: string, options: object) => DataJointError;
      throw new ErrorClass(
        `Row ${this.#rowCount} for ${fullTableName(this.#target.declaration.name)} can't be inserted. ${error.message}`,
        { cause: error.cause },
      );
    }
  }

  #encode(row: Readonly<Record<string, unknown>>): void {
    const { columns } = this.#target;
    const includes = this.#includes;
    const values = this.#values;
    const pattern = this.#portion?.pattern ?? this.#target.lastPattern;
    let isSame = pattern !== null;
    let named = 0;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      const value = row[column.name];
      const isNamed = value !== undefined || column.name in row;
      if (isNamed) named++;
      if (isNamed !== this.#named[index]) this.#noteNamed(index, isNamed);
      let isIncluded = true;
      if (
        value === undefined ||
        value === null ||
        Number.isNaN(value) ||
        (column.isNumeric && typeof value === "string" && isAbsentNumber(value))
      ) {
        isIncluded = column.attribute.isNullable;
        if (!isIncluded) assertDefault(column);
        values[index] = null;
      } else values[index] = column.encode(value);
      includes[index] = isIncluded;
      isSame &&= pattern!.includes[index] === isIncluded;
    }
    if (!this.#ignoresExtra) this.#checkExtra(row, named);
    this.#store(isSame ? pattern! : this.#target.pattern(includes));
  }

  #noteNamed(index: number, isNamed: boolean): void {
    if (this.#rowCount === 1) {
      this.#named[index] = isNamed;
      return;
    }
    const { name } = this.#target.columns[index]!;
    throw new DataJointError(
      `All rows of one insert must have the same fields: the first row ${isNamed ? "does not have" : "has"} "${name}", this one ${isNamed ? "has" : "does not"}. ` +
        "Give null where a row has no value, or insert the rows in several calls.",
    );
  }

  #checkExtra(row: object, named: number): void {
    let fields = 0;
    for (const _field in row) fields++;
    if (fields !== named) this.#refuseExtra(row);
  }

  #refuseExtra(row: object): void {
    const { names } = this.#target;
    const extra = Object.keys(row).filter((name) => !names.includes(name));
    if (extra.length > 0) throw unknownFields(extra, names);
  }

  /** Adds the present row to the portion of its pattern. */
  #store(pattern: InsertPattern): void {
    let length = 0;
    if (this.#lengthPerPortion !== null) {
      for (const value of this.#values) length += lengthOf(value);
    }
    let portion = this.#portion;
    if (
      portion === null ||
      portion.pattern !== pattern ||
      portion.rowCount === this.#rowsPerPortion ||
      (this.#lengthPerPortion !== null && portion.length + length > this.#lengthPerPortion)
    ) {
      // After a full portion another one is likely: with all its room at once it need not grow.
      const isFollowing = portion?.rowCount === this.#rowsPerPortion;
      const room = isFollowing ? this.#rowsPerPortion * pattern.names.length : 0;
      portion = { pattern, values: new Array(room), rowCount: 0, length: 0 };
      this.#portion = portion;
      this.#portions.push(portion);
    }
    const { values } = portion;
    let place = portion.rowCount * pattern.names.length;
    for (let index = 0; index < this.#values.length; index++) {
      if (this.#includes[index]) values[place++] = this.#values[index]!;
    }
    portion.rowCount++;
    portion.length += length;
  }

  /**
   * Inserts the rows.
   *
   * @param onSent told how many rows went, after each statement
   * @throws DuplicateError, IntegrityError, or whatever else the database has against the rows
   */
  async run(executor: Executor, onSent?: ((rows: number) => void) | null): Promise<void> {
    for (const portion of this.#portions) {
      await this.#send(portion, executor);
      onSent?.(portion.rowCount);
    }
  }

  async #send(portion: Portion, executor: Executor): Promise<void> {
    const { pattern, values, rowCount } = portion;
    const { declaration, dialect } = this.#target;
    values.length = rowCount * pattern.names.length;
    if (this.#rowsPerPortion === 1) {
      for (const statement of makeRoom(declaration, dialect, pattern.names, values)) {
        await executor.execute(statement);
      }
    }
    try {
      const sql = pattern.sql(rowCount, this.#duplicates);
      const { changes } = await executor.execute({ sql, values });
      if (this.#duplicates !== "skip" || changes >= rowCount) return;
    } catch (error) {
      if (!(error instanceof DuplicateError || error instanceof IntegrityError)) throw error;
      // A missing parent is what is reported first, and by name.
      throw (await this.#missingParent(portion, executor)) ?? error;
    }
    // Rows that were passed over need a parent all the same.
    const missing = await this.#missingParent(portion, executor);
    if (missing !== null) throw missing;
  }

  #missingParent({ pattern, values, rowCount }: Portion, executor: Executor): Promise<IntegrityError | null> {
    const { declaration, dialect } = this.#target;
    const width = pattern.names.length;
    const rows = Array.from({ length: rowCount }, (_, row) => values.slice(row * width, (row + 1) * width));
    return missingParent(executor, dialect, declaration, pattern.names, rows);
  }
}

function assertDefault({ attribute }: InsertColumn): void {
  if (attribute.default !== null || attribute.isAutoincrement) return;
  throw new MissingAttributeError(
    `The attribute "${attribute.name}" needs a value: it is neither nullable nor has it a default.`,
  );
}
