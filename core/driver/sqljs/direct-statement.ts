import type { SqlValue } from "../../values/sql-value.ts";
import type { DirectDatabase } from "./direct-database.ts";
import type { EngineStatement } from "./engine-statement.ts";
import type { Address } from "./sqljs-types.ts";
import type { WasmScratch } from "./wasm-scratch.ts";

/** What SQLite's C interface calls results and the kinds of values. */
const sqliteOk = 0;
const sqliteRow = 100;
const sqliteDone = 101;
const integerKind = 1;
const floatKind = 2;
const textKind = 3;
const blobKind = 4;
/** The bound bytes stay where they are until the statement is reset, so SQLite need not copy them. */
const staticBytes = 0;
/** Longer texts are encoded before there is room for them: that for the most bytes that they may take would be too much. */
const longText = 1 << 20;

/** Whether anything but spaces, semicolons and comments is left of SQL. */
const isStatement = (sql: string): boolean => sql.replace(/--.*|\/\*.*?\*\/|[\s;]/gs, "") !== "";

/**
 * A statement that calls SQLite's C functions itself. What sql.js does for each value, such as taking memory for each
 * bound text, and a view and a decoder for each text that is read, costs more than the rest of a small query.
 */
export class DirectStatement implements EngineStatement {
  readonly #database: DirectDatabase;
  readonly #statement: Address;
  #scratch: WasmScratch | null = null;

  /** @throws Error with SQLite's words where the SQL is wrong */
  constructor(database: DirectDatabase, sql: string) {
    this.#database = database;
    this.#statement = this.#prepare(sql);
  }

  #prepare(sql: string): Address {
    const { sqlite, handle, texts } = this.#database;
    const text = this.#room(texts.maximumSize(sql));
    const size = texts.write(sql, text);
    this.#scratch!.keep(size);
    // Two addresses: that of the statement, and that of the text behind it.
    const place = this.#room(8);
    try {
      this.#check(sqlite.prepare(handle, text, size, place, place + 4));
      const statement = texts.readAddress(place);
      if (statement === 0) throw new Error("there is no statement in it");
      const end = texts.readAddress(place + 4);
      if (isStatement(texts.read(end, text + size - end))) {
        sqlite.finalize(statement);
        throw new Error("there are several statements in it; send them one by one");
      }
      return statement;
    } finally {
      this.#returnScratch();
    }
  }

  #check(result: number): void {
    if (result !== sqliteOk) throw this.#failure();
  }

  #failure(): Error {
    const { sqlite, handle, texts } = this.#database;
    return new Error(texts.readToZero(sqlite.errorMessage(handle)));
  }

  /** The address of so many free bytes, until the statement is reset. */
  #room(size: number): Address {
    this.#scratch ??= this.#database.takeScratch();
    return this.#scratch.room(size);
  }

  #returnScratch(): void {
    if (this.#scratch !== null) this.#database.returnScratch(this.#scratch);
    this.#scratch = null;
  }

  bind(values: readonly SqlValue[]): void {
    const { sqlite } = this.#database;
    const statement = this.#statement;
    for (let index = 0; index < values.length; index++) {
      const value = values[index]!;
      const position = index + 1;
      let result: number;
      if (typeof value === "number") {
        result =
          value === (value | 0)
            ? sqlite.bindInteger(statement, position, value)
            : sqlite.bindDouble(statement, position, value);
      } else if (typeof value === "string") result = this.#bindText(position, value);
      else if (value === null) result = sqlite.bindBlob(statement, position, 0, 0, staticBytes);
      else result = this.#bindOther(position, value);
      this.#check(result);
    }
  }

  #bindText(position: number, text: string): number {
    const { sqlite, texts } = this.#database;
    if (text.length > longText) {
      const bytes = texts.encode(text);
      return sqlite.bindText(this.#statement, position, this.#placed(bytes), bytes.length, staticBytes);
    }
    const address = this.#room(texts.maximumSize(text));
    const size = texts.write(text, address);
    this.#scratch!.keep(size);
    return sqlite.bindText(this.#statement, position, address, size, staticBytes);
  }

  /** Copies bytes to where they stay until the statement is reset. */
  #placed(bytes: Uint8Array): Address {
    const address = this.#room(bytes.length);
    this.#database.texts.bytes.set(bytes, address);
    this.#scratch!.keep(bytes.length);
    return address;
  }

  #bindOther(position: number, value: unknown): number {
    const { sqlite } = this.#database;
    // There is no function for wide integers; where a column is of integers, SQLite makes one of the text again.
    if (typeof value === "bigint") return this.#bindText(position, value.toString());
    if (typeof value === "boolean") return sqlite.bindInteger(this.#statement, position, value ? 1 : 0);
    if (!(value instanceof Uint8Array)) throw new Error(`a value can't be bound: ${String(value)}`);
    return sqlite.bindBlob(this.#statement, position, this.#placed(value), value.length, staticBytes);
  }

  step(): boolean {
    const result = this.#database.sqlite.step(this.#statement);
    if (result === sqliteRow) return true;
    if (result === sqliteDone) return false;
    throw this.#failure();
  }

  columnCount(): number {
    return this.#database.sqlite.columnCount(this.#statement);
  }

  read(row: SqlValue[], count: number, hasWideIntegers: boolean): void {
    const { sqlite, texts } = this.#database;
    const statement = this.#statement;
    for (let index = 0; index < count; index++) {
      switch (sqlite.columnType(statement, index)) {
        case integerKind:
          row[index] = hasWideIntegers ? this.#wideInteger(index) : sqlite.columnDouble(statement, index);
          break;
        case floatKind:
          row[index] = sqlite.columnDouble(statement, index);
          break;
        case textKind: {
          const address = sqlite.columnText(statement, index);
          row[index] = texts.read(address, sqlite.columnBytes(statement, index));
          break;
        }
        case blobKind: {
          const address = sqlite.columnBlob(statement, index);
          const size = sqlite.columnBytes(statement, index);
          row[index] = texts.bytes.slice(address, address + size);
          break;
        }
        default:
          row[index] = null;
      }
    }
  }

  /** An integer exactly; by its digits where a number can't hold it. */
  #wideInteger(index: number): bigint {
    const { sqlite, texts } = this.#database;
    const value = sqlite.columnDouble(this.#statement, index);
    if (Number.isSafeInteger(value)) return BigInt(value);
    const address = sqlite.columnText(this.#statement, index);
    return BigInt(texts.read(address, sqlite.columnBytes(this.#statement, index)));
  }

  columnNames(): string[] {
    const { sqlite, texts } = this.#database;
    return Array.from({ length: this.columnCount() }, (_, index) =>
      texts.readToZero(sqlite.columnName(this.#statement, index)),
    );
  }

  reset(): void {
    const { sqlite } = this.#database;
    sqlite.reset(this.#statement);
    // The values lie in scratch room that others use next.
    sqlite.clearBindings(this.#statement);
    this.#returnScratch();
  }

  free(): void {
    this.#database.sqlite.finalize(this.#statement);
    this.#returnScratch();
  }
}
