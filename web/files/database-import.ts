import { nameOfFile } from "../documents/file-name.ts";

/** What every SQLite file begins with. */
const SIGNATURE = "SQLite format 3\0";

/** Whether the bytes are a database file of SQLite's. */
export function isDatabaseFile(bytes: Uint8Array): boolean {
  return SIGNATURE === String.fromCharCode(...bytes.subarray(0, SIGNATURE.length));
}

/** Whether a file is called as databases are. */
export function isDatabaseName(fileName: string): boolean {
  return /\.(sqlite3?|db3?)$/i.test(fileName);
}

/** The name that a database file of a path or address is kept under: what `new dj.Instance({ database })` takes. */
export function databaseNameOf(path: string): string {
  return nameOfFile(path) || "database";
}

/** Whether two files hold the same. */
export function areSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
