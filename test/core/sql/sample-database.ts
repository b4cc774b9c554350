import mysql, { type FieldPacket } from "mysql2/promise";
import type { PrintedExpression } from "../../../core/dialect/dialect.ts";
import { mysqlExpressions } from "../../../core/dialect/mysql/expressions.ts";
import { sqliteExpressions } from "../../../core/dialect/sqlite/expressions.ts";
import { registerFunctions } from "../../../core/dialect/sqlite/functions.ts";
import { sqlJs } from "../../../core/driver/sqljs/environment.ts";
import { parseExpression } from "../../../core/sql/parse-expression.ts";
import type { DataType } from "../../../core/types/data-type.ts";
import { decoderOf } from "../../../core/values/decode-value.ts";
import type { SqlValue } from "../../../core/values/sql-value.ts";
import { sampleColumns, sampleRows } from "./sample-table.ts";

const types = new Map(sampleColumns.map((column) => [column.name, column.type]));

const resolver =
  (quote: string) =>
  (name: string): PrintedExpression => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`The sample table has no attribute ${name}.`);
    return { sql: `${quote}${name}${quote}`, type };
  };

export const printForSqlite = (text: string): PrintedExpression =>
  sqliteExpressions.print(parseExpression(text), resolver('"'));
export const printForMysql = (text: string): PrintedExpression =>
  mysqlExpressions.print(parseExpression(text), resolver("`"));

/** Over which rows an expression is computed; aggregates are, over all rows, over groups and over none. */
export const scopes = {
  rows: { key: "id, ", tail: "FROM sample ORDER BY id" },
  all: { key: "", tail: "FROM sample" },
  groups: { key: "flag, ", tail: "FROM sample GROUP BY flag ORDER BY flag" },
  none: { key: "", tail: "FROM sample WHERE id > 100" },
} as const;

export type Scope = keyof typeof scopes;

/** The values of an expression, one a row; text where a value has no JSON form of its own. */
export type Values = (number | string | boolean | null)[];

function shown(value: unknown): number | string | boolean | null {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
  return typeof value === "bigint" ? value.toString() : (value as number | string | boolean | null);
}

function decoded(values: SqlValue[], type: DataType | null): Values {
  const decode = decoderOf(type, true);
  return values.map((value) => shown(decode === null ? value : decode(value)));
}

export interface SampleDatabase {
  /** Computes an expression that was printed for the database. */
  values(printed: PrintedExpression, scope: Scope): Promise<Values>;
  close(): Promise<void>;
}

const selected = (sql: string, scope: Scope): string =>
  `SELECT ${scopes[scope].key}${sql} ${scopes[scope].tail}`;

const literal = (value: SqlValue, type: DataType): string => {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString("hex")}'`;
  if (typeof value !== "string") return String(value);
  const isNumber = type.kind === "decimal" && type.precision <= 15;
  return isNumber ? value : `'${value.replaceAll("'", "''")}'`;
};

/** The sample table in SQLite, in memory. */
export async function openSqliteSample(): Promise<SampleDatabase> {
  const { Database } = await sqlJs();
  const database = new Database();
  registerFunctions(database as unknown as Parameters<typeof registerFunctions>[0]);
  const columns = sampleColumns.map((column) => `"${column.name}" ${column.sqlite}`);
  database.run(`CREATE TABLE sample (${columns.join(", ")}) STRICT`);
  for (const row of sampleRows) {
    const values = row.map((value, index) => literal(value, sampleColumns[index]!.type));
    database.run(`INSERT INTO sample VALUES (${values.join(", ")})`);
  }
  return {
    async values({ sql, type }, scope) {
      const statement = database.prepare(selected(sql, scope));
      const values: SqlValue[] = [];
      while (statement.step()) values.push(statement.get(null, { useBigInt: true }).at(-1)!);
      statement.free();
      return decoded(values, type);
    },
    close: async () => database.close(),
  };
}

/** What a server says of a column, as a type. */
function columnType({ columnType: code, decimals, characterSet }: FieldPacket): DataType | null {
  switch (code) {
    case 0:
    case 246:
      return { kind: "decimal", precision: 65, scale: decimals ?? 0 };
    case 1:
    case 2:
    case 3:
    case 8:
    case 9:
    case 13:
      return { kind: "integer", bits: 64, isUnsigned: false };
    case 4:
      return { kind: "float", bits: 32 };
    case 5:
      return { kind: "float", bits: 64 };
    case 10:
      return { kind: "date" };
    case 7:
    case 12:
      return { kind: "datetime", fraction: decimals ?? 0 };
    case 11:
      return { kind: "time", fraction: decimals ?? 0 };
    case 6:
      return null;
    default:
      return code === 245 || characterSet !== 63 ? { kind: "text" } : { kind: "bytes" };
  }
}

export interface ServerSample extends SampleDatabase {
  /** `9.7.0` or `11.8.3-MariaDB`. */
  readonly version: string;
  /** Computes an expression as it was written, and tells the type that the server gives it. */
  original(text: string, scope: Scope): Promise<{ readonly type: DataType | null; readonly values: Values }>;
}

/** The sample table on a server, in a schema that goes when the database is closed. */
export async function openServerSample(url: string): Promise<ServerSample> {
  const connection = await mysql.createConnection({
    uri: url,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    charset: "utf8mb4_bin",
  });
  const schema = `sample_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
  const query = (sql: string) => connection.query<mysql.RowDataPacket[][]>(sql);
  const modes =
    "NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY,STRICT_ALL_TABLES";
  await query(`SET SESSION sql_mode = '${modes}', time_zone = '+00:00'`);
  await query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await query(`USE ${schema}`);
  await query(
    `CREATE TABLE sample (${sampleColumns.map((column) => `\`${column.name}\` ${column.mysql}`).join(", ")})`,
  );
  for (const row of sampleRows) {
    const values = row.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value));
    await connection.query("INSERT INTO sample VALUES (?)", [values]);
  }
  const [[version]] = await query("SELECT VERSION()");
  const run = async (sql: string, scope: Scope) => {
    const [rows, fields] = await query(selected(sql, scope));
    const values = rows.map((row) => {
      const value: unknown = row.at(-1);
      return (Buffer.isBuffer(value) ? Uint8Array.from(value) : value) as SqlValue;
    });
    return { values, field: fields.at(-1)! };
  };
  return {
    version: String(version![0]),
    async values({ sql, type }, scope) {
      return decoded((await run(sql, scope)).values, type);
    },
    async original(text, scope) {
      const { values, field } = await run(text, scope);
      const type = columnType(field);
      return { type, values: decoded(values, type) };
    },
    async close() {
      await query(`DROP DATABASE ${schema}`);
      await connection.end();
    },
  };
}

/** What a type is called in the record: decimals and times with their digits. */
export function typeName(type: DataType | null): string {
  if (type === null) return "null";
  switch (type.kind) {
    case "decimal":
      return `decimal ${type.scale}`;
    case "datetime":
    case "time":
      return `${type.kind} ${type.fraction}`;
    case "bool":
      return "integer";
    case "char":
    case "varchar":
    case "enum":
      return "text";
    default:
      return type.kind;
  }
}
