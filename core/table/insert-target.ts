import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Dialect, DuplicateHandling } from "../dialect/dialect.ts";
import type { Attribute } from "../heading/index.ts";
import { attributeEncoder } from "../manipulation/encode-attribute.ts";
import { isNumeric } from "../values/absent-value.ts";
import type { ValueEncoder } from "../values/encode-value.ts";

/** An attribute with what inserting needs of it. */
export interface InsertColumn {
  readonly name: string;
  readonly attribute: Attribute;
  readonly encode: ValueEncoder;
  /** Whether the empty text stands for no value. */
  readonly isNumeric: boolean;
}

/** Attributes that rows give values for; the others get their defaults. */
export class InsertPattern {
  /** For each attribute of the table, whether it is among them. */
  readonly includes: readonly boolean[];
  readonly names: readonly string[];
  readonly #target: InsertTarget;
  readonly #sql = new Map<string, string>();

  constructor(target: InsertTarget, includes: readonly boolean[]) {
    this.#target = target;
    this.includes = includes;
    this.names = target.columns.filter((_, index) => includes[index]).map(({ name }) => name);
  }

  /** An INSERT of so many rows. */
  sql(rowCount: number, duplicates: DuplicateHandling): string {
    const key = `${duplicates} ${rowCount}`;
    let sql = this.#sql.get(key);
    if (sql === undefined) {
      sql = this.#target.insertSql(this.names, duplicates, this.#rows(rowCount));
      this.#sql.set(key, sql);
    }
    return sql;
  }

  #rows(rowCount: number): string {
    const row = `(${this.names.map(() => "?").join(", ")})`;
    return `VALUES ${Array.from({ length: rowCount }, () => row).join(", ")}`;
  }
}

/** At most so many rows go into one statement: more save no time. */
const rowsPerStatement = 200;

const targets = new WeakMap<TableDeclaration, Map<Dialect, InsertTarget>>();

/** A table as inserts see it; made once for a declaration. */
export class InsertTarget {
  readonly declaration: TableDeclaration;
  readonly dialect: Dialect;
  /** The visible attributes, in order. */
  readonly columns: readonly InsertColumn[];
  readonly rowsPerStatement: number;
  readonly #patterns = new Map<string, InsertPattern>();
  #lastPattern: InsertPattern | null = null;

  private constructor(declaration: TableDeclaration, dialect: Dialect) {
    this.declaration = declaration;
    this.dialect = dialect;
    this.columns = declaration.attributes
      .filter((attribute) => !attribute.isHidden)
      .map((attribute) => ({
        name: attribute.name,
        attribute,
        encode: attributeEncoder(attribute, dialect),
        isNumeric: isNumeric(attribute),
      }));
    const fitting = Math.floor(dialect.insert.maximumValues / Math.max(1, this.columns.length));
    this.rowsPerStatement = Math.max(1, Math.min(rowsPerStatement, fitting));
  }

  static of(declaration: TableDeclaration, dialect: Dialect): InsertTarget {
    const known = targets.get(declaration) ?? new Map<Dialect, InsertTarget>();
    targets.set(declaration, known);
    const target = known.get(dialect) ?? new InsertTarget(declaration, dialect);
    known.set(dialect, target);
    return target;
  }

  get names(): string[] {
    return this.columns.map(({ name }) => name);
  }

  /** The pattern that was used last; null before the first. */
  get lastPattern(): InsertPattern | null {
    return this.#lastPattern;
  }

  pattern(includes: readonly boolean[]): InsertPattern {
    const key = includes.join();
    const pattern = this.#patterns.get(key) ?? new InsertPattern(this, [...includes]);
    this.#patterns.set(key, pattern);
    this.#lastPattern = pattern;
    return pattern;
  }

  /**
   * An INSERT.
   *
   * @param rows `VALUES …` or a SELECT, which give the attributes in the order of their names
   */
  insertSql(names: readonly string[], duplicates: DuplicateHandling, rows: string): string {
    const { identifier, table } = this.dialect.quote;
    const head = `INSERT INTO ${table(this.declaration.name)}`;
    const tail = this.dialect.insert.onDuplicate(duplicates, this.declaration);
    // A row of defaults alone names no column: give its first one the value of the singleton.
    const first = this.declaration.attributes.find(({ inKey }) => inKey)!;
    const body =
      names.length === 0
        ? `(${identifier(first.name)}) VALUES (1)`
        : `(${names.map(identifier).join(", ")}) ${rows}`;
    return tail === "" ? `${head} ${body}` : `${head} ${body} ${tail}`;
  }
}
