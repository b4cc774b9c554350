import type { Result } from "../../connection/result.ts";
import { registerFunctions } from "../../dialect/sqlite/functions.ts";
import type { SqlValue, Statement } from "../../values/sql-value.ts";
import type { ExecuteOptions } from "../driver.ts";
import { DirectDatabase } from "./direct-database.ts";
import { DirectStatement } from "./direct-statement.ts";
import type { EngineStatement } from "./engine-statement.ts";
import { afterCommit, hasAutosave, sqliteFiles, sqlJs } from "./environment.ts";
import { SqlJsEngineStatement } from "./sqljs-engine-statement.ts";
import type { SqlJsDatabase } from "./sqljs-types.ts";
import { Turn } from "./turn.ts";

const cachedStatements = 256;
const autosaveDelay = 50;

/** What a statement does: it reads rows, changes them, or changes anything else, such as tables. */
type StatementKind = "query" | "manipulation" | "definition";

function kindOf(sql: string): StatementKind {
  if (/^\s*(SELECT|WITH|EXPLAIN|PRAGMA)/i.test(sql)) return "query";
  return /^\s*(INSERT|REPLACE|UPDATE|DELETE)/i.test(sql) ? "manipulation" : "definition";
}

/** A statement that is kept for its next use. */
interface PreparedStatement {
  readonly statement: EngineStatement;
  readonly kind: StatementKind;
  /** The names of its columns; null until they are asked for. */
  columns: string[] | null;
}

function readRows<Row>(
  statement: EngineStatement,
  { hasWideIntegers = true, makeRow }: ExecuteOptions<Row>,
): Row[] {
  const rows: Row[] = [];
  if (!statement.step()) return rows;
  const count = statement.columnCount();
  // What makes rows takes the values out at once, so one array serves for all rows.
  let values: SqlValue[] = new Array(count);
  do {
    statement.read(values, count, hasWideIntegers);
    if (makeRow !== undefined) rows.push(makeRow(values));
    else {
      rows.push(values as Row);
      values = new Array(count);
    }
  } while (statement.step());
  return rows;
}

/** One open database file, shared by all Instances that name it. */
export class SqliteFile {
  readonly name: string;
  readonly turn = new Turn();
  readonly #database: SqlJsDatabase;
  /** Null where SQLite can be used through sql.js's own statements only. */
  readonly #direct: DirectDatabase | null;
  #statements = new Map<string, PreparedStatement>();
  /** Statements whose rows are being read in portions. */
  readonly #streaming = new Set<EngineStatement>();
  #users = 1;
  #isInTransaction = false;
  #enforcesForeignKeys = true;
  #changes = 0;
  #savedChanges = 0;
  /** The changes after which the host had its turn. */
  #seenChanges = 0;
  #saving: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;
  /** Nobody has it open, and it could not be saved. */
  #isAbandoned = false;
  #onClose: (() => void) | undefined;

  private constructor(name: string, database: SqlJsDatabase, direct: DirectDatabase | null) {
    this.name = name;
    this.#database = database;
    this.#direct = direct;
  }

  static #open = new Map<string, Promise<SqliteFile>>();

  /** Opens a file, or joins those who have it open. `:memory:` is a database of its own each time. */
  static async open(name: string): Promise<SqliteFile> {
    if (name === ":memory:") return SqliteFile.#load(name, null);
    const files = sqliteFiles();
    const identity = files.identify?.(name) ?? name;
    const known = SqliteFile.#open.get(identity);
    if (known !== undefined) {
      const file = await known;
      if (file.#isOpen) {
        file.#users++;
        file.#isAbandoned = false;
        return file;
      }
    }
    const opening = files.read(name).then(async (bytes) => {
      const file = await SqliteFile.#load(name, bytes);
      file.#onClose = files.opened?.(name, (write) => file.#saveNow(write));
      return file;
    });
    SqliteFile.#open.set(identity, opening);
    opening.catch(() => SqliteFile.#open.delete(identity));
    return opening;
  }

  /** Every open file that is kept somewhere. */
  static async openFiles(): Promise<SqliteFile[]> {
    const files = await Promise.all(SqliteFile.#open.values());
    return files.filter((file) => file.#isOpen);
  }

  /** An abandoned file goes where another program's has taken its place; that its changes are lost, an error has told. */
  get #isOpen(): boolean {
    if (this.#isAbandoned && sqliteFiles().isChangedElsewhere?.(this.name)) this.#close();
    return !this.#isClosed;
  }

  static async #load(name: string, bytes: Uint8Array | null): Promise<SqliteFile> {
    const sqlite = await sqlJs();
    const database = new sqlite.Database(bytes);
    registerFunctions(database);
    // The file lives in the memory of this process alone, so locks and a journal on "disk" only cost time.
    for (const pragma of [
      "foreign_keys = ON",
      "locking_mode = EXCLUSIVE",
      "journal_mode = MEMORY",
      "cache_size = -16384",
    ]) {
      database.exec(`PRAGMA ${pragma}`);
    }
    return new SqliteFile(name, database, DirectDatabase.of(sqlite, database));
  }

  /** True while there are changes that were not saved. */
  get isChanged(): boolean {
    return this.name !== ":memory:" && this.#changes !== this.#savedChanges;
  }

  /** Runs one statement. Synchronous: SQLite in WebAssembly is. */
  execute<Row = SqlValue[]>({ sql, values }: Statement, options: ExecuteOptions<Row>): Result<Row> {
    const prepared = this.#prepare(sql);
    const { statement } = prepared;
    try {
      statement.bind(values);
      const rows = readRows(statement, options);
      // What defines tables may change the columns of statements that were prepared before.
      if (prepared.kind === "definition") for (const one of this.#statements.values()) one.columns = null;
      prepared.columns ??= statement.columnNames();
      const { columns } = prepared;
      const changes = columns.length === 0 ? this.#database.getRowsModified() : 0;
      if (columns.length === 0 || prepared.kind !== "query") this.#noteChange();
      return { columns, rows, changes };
    } finally {
      statement.reset();
    }
  }

  /** Rows of one statement in portions; the statement is its own, since others may run in between. */
  *stream(statement: Statement, hasWideIntegers: boolean, portion: number): Generator<Result> {
    const prepared = this.#newStatement(statement.sql);
    this.#streaming.add(prepared);
    try {
      prepared.bind(statement.values);
      const columns = prepared.columnNames();
      let rows: SqlValue[][] = [];
      while (prepared.step()) {
        const values: SqlValue[] = new Array(columns.length);
        prepared.read(values, columns.length, hasWideIntegers);
        rows.push(values);
        if (rows.length === portion) {
          yield { columns, rows, changes: 0 };
          if (this.#isClosed) throw new Error("the database file was closed while rows of it were read");
          rows = [];
        }
      }
      if (rows.length > 0) yield { columns, rows, changes: 0 };
    } finally {
      if (this.#streaming.delete(prepared)) prepared.free();
    }
  }

  /** @param enforcesForeignKeys false to let references be broken until the end of this transaction */
  begin(enforcesForeignKeys: boolean): void {
    this.#enforceForeignKeys(enforcesForeignKeys);
    this.#database.run("BEGIN");
    this.#isInTransaction = true;
  }

  commit(): void {
    this.#database.run("COMMIT");
    this.#isInTransaction = false;
    this.#enforceForeignKeys(true);
    this.#noteChange();
  }

  rollback(): void {
    this.#isInTransaction = false;
    try {
      this.#database.run("ROLLBACK");
    } finally {
      this.#enforceForeignKeys(true);
    }
  }

  /** SQLite takes this setting outside of transactions only. */
  #enforceForeignKeys(isEnforced: boolean): void {
    if (isEnforced === this.#enforcesForeignKeys) return;
    this.#database.run(`PRAGMA foreign_keys = ${isEnforced ? "ON" : "OFF"}`);
    this.#enforcesForeignKeys = isEnforced;
  }

  #newStatement(sql: string): EngineStatement {
    return this.#direct === null
      ? new SqlJsEngineStatement(this.#database, sql)
      : new DirectStatement(this.#direct, sql);
  }

  #prepare(sql: string): PreparedStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = { statement: this.#newStatement(sql), kind: kindOf(sql), columns: null };
    if (this.#statements.size >= cachedStatements) {
      const [oldest, { statement }] = this.#statements.entries().next().value!;
      statement.free();
      this.#statements.delete(oldest);
    }
    this.#statements.set(sql, prepared);
    return prepared;
  }

  /** Gives the host its turn where something was committed since the last one. */
  hostTurn(): Promise<void> | undefined {
    if (this.#isInTransaction || this.#changes === this.#seenChanges || this.name === ":memory:")
      return undefined;
    this.#seenChanges = this.#changes;
    return afterCommit();
  }

  #noteChange(): void {
    this.#changes++;
    if (this.#isInTransaction || this.#timer !== undefined || !hasAutosave() || this.name === ":memory:")
      return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // A failed autosave leaves the changes marked as unsaved; save() and close() report it.
      this.save().catch(() => {});
    }, autosaveDelay);
    // A pending save must not keep a finished program alive; it is saved at exit.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  #export(): Uint8Array {
    this.#savedChanges = this.#changes;
    return this.#database.export();
  }

  /** Writes what was committed, if anything was. Inside a transaction nothing is written; its end will be. */
  async save(): Promise<void> {
    const saving = this.#saving.then(async () => {
      if (!this.isChanged || this.#isInTransaction || this.#isClosed) return;
      const before = this.#savedChanges;
      const bytes = this.#export();
      try {
        await sqliteFiles().write(this.name, bytes);
      } catch (error) {
        this.#savedChanges = before;
        throw error;
      }
    });
    this.#saving = saving.catch(() => {});
    return saving;
  }

  /** Saves what was committed when there is no time to wait. */
  #saveNow(write: (bytes: Uint8Array) => void): void {
    if (!this.isChanged || this.#isInTransaction) return;
    try {
      write(this.#export());
    } catch (error) {
      // Who closed it was told.
      if (!this.#isAbandoned) throw error;
    }
  }

  /**
   * Leaves the file; the last one to leave saves and closes it. Where it can't be saved it stays open for who opens it
   * next, unless another program has changed it by then.
   */
  async leave(): Promise<void> {
    if (--this.#users > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isInTransaction) this.rollback();
    try {
      await this.save();
    } catch (error) {
      this.#isAbandoned = this.#users === 0;
      throw error;
    }
    if (this.#users === 0) this.#close();
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#onClose?.();
    for (const { statement } of this.#statements.values()) statement.free();
    this.#statements.clear();
    for (const statement of this.#streaming) statement.free();
    this.#streaming.clear();
    this.#direct?.free();
    this.#database.close();
  }
}

/**
 * Writes every changed database file to where it is kept.
 *
 * @returns the names of the files that are open
 * @throws whatever the host's storage throws; the changes stay marked as unsaved then
 */
export async function saveDatabases(): Promise<string[]> {
  const files = await SqliteFile.openFiles();
  for (const file of files) await file.save();
  return files.map((file) => file.name);
}
