import { DataJointError } from "../errors/index.ts";
import type { Attribute, Heading } from "../heading/index.ts";
import { isAbsent } from "../values/absent-value.ts";
import type { ValueEncoder } from "../values/encode-value.ts";
import type { InsertedRow } from "./insert-options.ts";
import { rowObject, unknownFields } from "./inserted-row.ts";

/** One thing that is wrong with a row. */
export interface RowProblem {
  /** Which row, counted from 0. */
  readonly row: number;
  /** The attribute, or null where the row as a whole is wrong. */
  readonly attribute: string | null;
  readonly message: string;
}

/** What `validate` found. */
export class Validation {
  readonly errors: readonly RowProblem[];
  /** How many rows were looked at. */
  readonly rowsChecked: number;

  constructor(errors: readonly RowProblem[], rowsChecked: number) {
    this.errors = errors;
    this.rowsChecked = rowsChecked;
  }

  /** True if nothing is wrong. */
  get isValid(): boolean {
    return this.errors.length === 0;
  }

  /** What is wrong, a line each. Rows are counted from 1 here, as in the errors of `insert`. */
  summary(): string {
    if (this.isValid) return `All ${this.rowsChecked} rows are valid.`;
    return this.errors
      .map(
        ({ row, attribute, message }) =>
          `Row ${row + 1}${attribute === null ? "" : `, attribute "${attribute}"`}: ${message}`,
      )
      .join("\n");
  }

  /** @throws DataJointError with the summary, if anything is wrong */
  raiseIfInvalid(): void {
    if (!this.isValid) throw new DataJointError(this.summary());
  }

  toString(): string {
    return this.summary();
  }
}

/** Options of `validate`. */
export interface ValidateOptions {
  /** Pass over fields that the table does not have. */
  ignoreExtraFields?: boolean;
}

/** Looks at rows one by one without inserting them. Specification: "Data manipulation", validate. */
export class RowValidator {
  readonly #columns: readonly {
    readonly name: string;
    readonly attribute: Attribute;
    readonly encode: ValueEncoder;
  }[];
  readonly #heading: Heading;
  readonly #options: ValidateOptions;
  readonly #problems: RowProblem[] = [];
  #row = 0;

  constructor(heading: Heading, encoderOf: (attribute: Attribute) => ValueEncoder, options: ValidateOptions) {
    this.#heading = heading;
    this.#options = options;
    this.#columns = heading.names.map((name) => {
      const attribute = heading.get(name);
      return { name, attribute, encode: encoderOf(attribute) };
    });
  }

  get result(): Validation {
    return new Validation(this.#problems, this.#row);
  }

  add(row: InsertedRow): void {
    try {
      this.#check(rowObject(row, this.#columns));
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      this.#note(null, error.message);
    }
    this.#row++;
  }

  #note(attribute: string | null, message: string): void {
    this.#problems.push({ row: this.#row, attribute, message });
  }

  #check(row: Readonly<Record<string, unknown>>): void {
    if (!this.#options.ignoreExtraFields) {
      for (const name of Object.keys(row)) {
        if (!this.#heading.has(name)) this.#note(name, unknownFields([name], this.#heading.names).message);
      }
    }
    for (const { attribute, encode } of this.#columns)
      this.#checkValue(attribute, row[attribute.name], encode);
    for (const name of this.#heading.primaryKey) {
      if ((row[name] ?? null) === null && !this.#heading.get(name).isAutoincrement) {
        this.#note(name, "It belongs to the primary key, which must be complete.");
      }
    }
  }

  #checkValue(attribute: Attribute, value: unknown, encode: ValueEncoder): void {
    const { name } = attribute;
    if (isAbsent(value, attribute)) {
      if (attribute.isNullable || attribute.default !== null || attribute.isAutoincrement) return;
      this.#note(name, "It needs a value: it is neither nullable nor has it a default.");
      return;
    }
    try {
      encode(value);
    } catch (error) {
      if (!(error instanceof DataJointError)) throw error;
      this.#note(name, error.message);
    }
  }
}
