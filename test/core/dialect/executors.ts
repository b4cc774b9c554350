import mysql from "mysql2/promise";
import type { Executor } from "../../../core/dialect/dialect.ts";
import { sqlJs } from "../../../core/driver/sqljs/environment.ts";
import type { SqlValue, Statement } from "../../../core/values/sql-value.ts";

/** An executor that can be closed. */
export interface OpenExecutor extends Executor {
  close(): Promise<void>;
  /** The contents of the database file, where there is one. */
  file(): Uint8Array;
}

/** A new database in memory, or one with the contents given. */
export async function sqliteExecutor(contents?: Uint8Array): Promise<OpenExecutor> {
  const database = new (await sqlJs()).Database(contents);
  database.run("PRAGMA foreign_keys = ON");
  return {
    async execute({ sql, values }: Statement) {
      const prepared = database.prepare(sql);
      try {
        prepared.bind([...values] as never[]);
        const rows: SqlValue[][] = [];
        while (prepared.step()) rows.push(prepared.get() as SqlValue[]);
        return { columns: prepared.getColumnNames(), rows, changes: database.getRowsModified() };
      } finally {
        prepared.free();
      }
    },
    file: () => database.export(),
    close: async () => database.close(),
  };
}

/** A connection to a MySQL server, set as DataJoint sets it. */
export async function mysqlExecutor(url: string): Promise<OpenExecutor> {
  const connection = await mysql.createConnection({
    uri: url,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
  });
  await connection.query(
    "SET SESSION sql_mode = 'NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'",
  );
  return {
    async execute({ sql, values }: Statement) {
      const [rows, fields] = await connection.query({ sql, values: [...values], rowsAsArray: true });
      if (!Array.isArray(rows)) return { columns: [], rows: [], changes: rows.affectedRows };
      return { columns: fields.map((field) => field.name), rows: rows as SqlValue[][], changes: 0 };
    },
    file: () => new Uint8Array(),
    close: () => connection.end(),
  };
}
