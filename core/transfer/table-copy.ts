import type { Connection } from "../connection/connection.ts";
import type { TableDeclaration } from "../declaration/table-declaration.ts";
import type { Interruptible } from "../driver/driver.ts";
import { DataJointError } from "../errors/index.ts";
import { fullTableName } from "../table/full-table-name.ts";
import { InsertTarget } from "../table/insert-target.ts";
import type { SqlValue } from "../values/sql-value.ts";
import { RowChecksum } from "./row-checksum.ts";
import { ObjectCopy } from "./stored-objects.ts";
import { comparedValues, storedRows } from "./stored-rows.ts";

/** How one table is copied. */
export interface TableCopyOptions extends Interruptible {
  readonly chunkSize: number;
  readonly progress: (phase: "copying" | "verifying", rows: number) => void;
}

/** Rows after which progress is told while a table is read again. */
const verifiedPortion = 10_000;

/** Reads a whole table and gives the checksum of its rows. */
export async function checksumOf(
  connection: Connection,
  { name, attributes }: TableDeclaration,
  options: Interruptible,
  progress: (rows: number) => void = () => {},
): Promise<RowChecksum> {
  const checksum = new RowChecksum();
  const compared = comparedValues(attributes);
  for await (const row of storedRows(connection, name, attributes, options)) {
    checksum.add(compared(row));
    if (checksum.rows % verifiedPortion === 0) progress(checksum.rows);
  }
  return checksum;
}

/** Writes rows in portions. */
class RowWriter {
  readonly #connection: Connection;
  readonly #target: InsertTarget;
  readonly #names: readonly string[];
  readonly #encode: (row: readonly SqlValue[]) => SqlValue[];
  readonly #rowsPerStatement: number;
  #values: SqlValue[] = [];
  #rows = 0;
  #length = 0;
  /** Rows that were sent. */
  written = 0;

  constructor(connection: Connection, declaration: TableDeclaration, chunkSize: number) {
    const { dialect } = connection;
    const { attributes } = declaration;
    this.#connection = connection;
    this.#target = InsertTarget.of(declaration, dialect);
    this.#names = attributes.map(({ name }) => name);
    const encoders = attributes.map((attribute) =>
      // JSON goes as the text that it is.
      attribute.dataType?.kind === "json" ? null : dialect.values.encoder(attribute),
    );
    this.#encode = (row) =>
      row.map((value, index) => (value === null ? null : (encoders[index]?.(value) ?? value)));
    const fitting = Math.floor(dialect.insert.maximumValues / attributes.length);
    this.#rowsPerStatement = Math.max(1, Math.min(chunkSize, fitting));
  }

  async add(row: readonly SqlValue[], options: Interruptible): Promise<boolean> {
    const values = this.#encode(row);
    let length = 0;
    for (const value of values) {
      if (typeof value === "string" || value instanceof Uint8Array) length += value.length;
    }
    const { maximumLength } = this.#target.dialect.insert;
    const isTooLong = maximumLength !== null && this.#length + length > maximumLength;
    const isFull = this.#rows > 0 && (this.#rows === this.#rowsPerStatement || isTooLong);
    if (isFull) await this.flush(options);
    this.#values.push(...values);
    this.#rows++;
    this.#length += length;
    return isFull;
  }

  async flush({ signal }: Interruptible): Promise<void> {
    if (this.#rows === 0) return;
    const row = `(${this.#names.map(() => "?").join(", ")})`;
    const rows = `VALUES ${Array.from({ length: this.#rows }, () => row).join(", ")}`;
    const sql = this.#target.insertSql(this.#names, "refuse", rows);
    await this.#connection.execute({ sql, values: this.#values }, { signal });
    this.written += this.#rows;
    this.#values = [];
    this.#rows = 0;
    this.#length = 0;
  }
}

/**
 * Copies the rows of a table, which is there and empty, in one transaction, and reads them again before it commits.
 *
 * @returns the checksum, and how many files of stores were copied
 * @throws DataJointError where what is read again is not what was written; nothing of the table is copied then
 */
export async function copyTable(
  from: Connection,
  to: Connection,
  declaration: TableDeclaration,
  options: TableCopyOptions,
): Promise<{ checksum: RowChecksum; files: number }> {
  const { name, attributes } = declaration;
  const { signal, chunkSize, progress } = options;
  const compared = comparedValues(attributes);
  return to.transaction(async () => {
    const sent = new RowChecksum();
    const writer = new RowWriter(to, declaration, chunkSize);
    const objects = new ObjectCopy(from, to, declaration);
    progress("copying", 0);
    for await (const row of storedRows(from, name, attributes, { signal })) {
      signal?.throwIfAborted();
      await objects.copy(row);
      sent.add(compared(row));
      if (await writer.add(row, { signal })) progress("copying", writer.written);
    }
    await writer.flush({ signal });
    progress("copying", writer.written);
    const found = await checksumOf(to, declaration, { signal }, (rows) => progress("verifying", rows));
    progress("verifying", found.rows);
    signal?.throwIfAborted();
    if (String(found) !== String(sent)) {
      throw new DataJointError(
        `The rows of ${fullTableName(name)} are not the same after they were copied: ` +
          (found.rows === sent.rows
            ? `all ${sent.rows} are there, but with other values (checksum ${found} instead of ${sent})`
            : `${found.rows} are there instead of ${sent.rows}`) +
          ". None of them was kept.",
      );
    }
    return { checksum: found, files: objects.files };
  });
}
