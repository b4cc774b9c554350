import initialize from "sql.js";
import type { SqlJsDatabase, SqlJsModule } from "../../core/driver/sqljs/sqljs-types.ts";
import type { BenchData } from "./data.ts";

const flat = "id INTEGER PRIMARY KEY, name TEXT NOT NULL, score REAL NOT NULL, day TEXT NOT NULL, n INTEGER";

const lab = [
  "CREATE TABLE subject (subject_id INTEGER PRIMARY KEY, species TEXT NOT NULL, sex TEXT NOT NULL)",
  `CREATE TABLE session (subject_id INTEGER NOT NULL REFERENCES subject, session_id INTEGER NOT NULL,
     day TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (subject_id, session_id))`,
  `CREATE TABLE scan (subject_id INTEGER NOT NULL, session_id INTEGER NOT NULL, scan_id INTEGER NOT NULL,
     depth REAL NOT NULL, quality INTEGER NOT NULL, PRIMARY KEY (subject_id, session_id, scan_id),
     FOREIGN KEY (subject_id, session_id) REFERENCES session)`,
];

/** Tables where the engine itself deletes what depends on a row, or not. */
const family = (onDelete: "CASCADE" | "RESTRICT"): string[] => [
  "DROP TABLE IF EXISTS grand",
  "DROP TABLE IF EXISTS child",
  "DROP TABLE IF EXISTS parent",
  "CREATE TABLE parent (parent_id INTEGER PRIMARY KEY, title TEXT NOT NULL)",
  `CREATE TABLE child (parent_id INTEGER NOT NULL REFERENCES parent ON DELETE ${onDelete},
     child_id INTEGER NOT NULL, label TEXT NOT NULL, PRIMARY KEY (parent_id, child_id))`,
  `CREATE TABLE grand (parent_id INTEGER NOT NULL, child_id INTEGER NOT NULL, grand_id INTEGER NOT NULL,
     value REAL NOT NULL, PRIMARY KEY (parent_id, child_id, grand_id),
     FOREIGN KEY (parent_id, child_id) REFERENCES child ON DELETE ${onDelete})`,
];

/** The tables of the workloads in a database of sql.js as it comes, but for the foreign keys that are checked. */
export class RawTables {
  readonly database: SqlJsDatabase;
  readonly #onDelete: "CASCADE" | "RESTRICT";

  private constructor(database: SqlJsDatabase, onDelete: "CASCADE" | "RESTRICT") {
    this.database = database;
    this.#onDelete = onDelete;
  }

  static async open(data: BenchData, onDelete: "CASCADE" | "RESTRICT"): Promise<RawTables> {
    const { Database } = (await initialize()) as SqlJsModule;
    const tables = new RawTables(new Database(), onDelete);
    tables.database.run("PRAGMA foreign_keys = ON");
    for (const sql of lab) tables.database.run(sql);
    tables.#fill("subject", data.subjects);
    tables.#fill("session", data.sessions);
    tables.#fill("scan", data.scans);
    return tables;
  }

  #fill(table: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
    const names = Object.keys(rows[0]!);
    const statement = this.database.prepare(
      `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
    );
    this.database.run("BEGIN");
    for (const row of rows) {
      statement.bind(names.map((name) => row[name]));
      statement.step();
    }
    this.database.run("COMMIT");
    statement.free();
  }

  #renew(table: string): void {
    this.database.run(`DROP TABLE IF EXISTS ${table}`);
    this.database.run(`CREATE TABLE ${table} (${flat})`);
  }

  #count(table: string): number {
    const statement = this.database.prepare(`SELECT count(*) FROM ${table}`);
    statement.step();
    const [count] = statement.get();
    statement.free();
    return count as number;
  }

  w1Reset(): void {
    this.#renew("trial");
  }

  w7Reset({ parents, children, grands }: BenchData["family"]): void {
    for (const sql of family(this.#onDelete)) this.database.run(sql);
    this.#fill("parent", parents);
    this.#fill("child", children);
    this.#fill("grand", grands);
  }

  w7Count(): string {
    return ["parent", "child", "grand"].map((table) => this.#count(table)).join(" ");
  }

  w8Reset(): void {
    this.#renew("event");
  }

  w8Count(): number {
    return this.#count("event");
  }

  close(): void {
    this.database.close();
  }
}
