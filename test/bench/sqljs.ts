import type { SqlJsStatement } from "../../core/driver/sqljs/sqljs-types.ts";
import type { AnswerRow, Contender } from "./contender.ts";
import type { BenchData } from "./data.ts";
import { RawTables } from "./raw-tables.ts";

type Values = ReturnType<SqlJsStatement["get"]>;

const insertInto = (table: string): string =>
  `INSERT INTO ${table} (id, name, score, day, n) VALUES (?, ?, ?, ?, ?)`;

const joinSql = `
  SELECT c.subject_id, c.session_id, c.scan_id, s.species, n.day AS scan_day, c.quality, c.depth / 1000 AS depth_mm
  FROM subject s
  JOIN session n ON n.subject_id = s.subject_id
  JOIN scan c ON c.subject_id = n.subject_id AND c.session_id = n.session_id
  WHERE c.subject_id = ? AND c.session_id BETWEEN ? AND ? AND c.quality >= ?`;

const aggregationSql = `
  SELECT s.subject_id, count(c.scan_id) AS n, avg(c.depth) AS mean_depth
  FROM subject s LEFT JOIN scan c ON c.subject_id = s.subject_id GROUP BY s.subject_id`;

const deletions = ["grand", "child", "parent"].map((table) => `DELETE FROM ${table} WHERE parent_id = ?`);

const trialOf = ([id, name, score, day, n]: Values): AnswerRow => ({ id, name, score, day, n });

const joinedOf = ([
  subject_id,
  session_id,
  scan_id,
  species,
  scan_day,
  quality,
  depth_mm,
]: Values): AnswerRow => ({
  subject_id,
  session_id,
  scan_id,
  species,
  scan_day,
  quality,
  depth_mm,
});

const aggregatedOf = ([subject_id, n, mean_depth]: Values): AnswerRow => ({ subject_id, n, mean_depth });

/** sql.js used by hand: statements prepared once, rows made of values by position. */
export async function openSqlJs(data: BenchData): Promise<Contender> {
  const tables = await RawTables.open(data, "RESTRICT");
  const { database } = tables;
  const statements = new Map<string, SqlJsStatement>();
  const prepare = (sql: string): SqlJsStatement => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const forget = (): void => {
    for (const statement of statements.values()) statement.free();
    statements.clear();
  };
  const fetch = (
    sql: string,
    values: readonly unknown[],
    make: (values: Values) => AnswerRow,
  ): AnswerRow[] => {
    const statement = prepare(sql);
    statement.bind(values);
    const rows: AnswerRow[] = [];
    while (statement.step()) rows.push(make(statement.get()));
    statement.reset();
    return rows;
  };
  const insert = (table: string, rows: BenchData["trials"]): void => {
    const statement = prepare(insertInto(table));
    for (const { id, name, score, day, n } of rows) {
      statement.bind([id, name, score, day, n]);
      statement.step();
    }
    statement.reset();
  };
  const trialSql = "SELECT id, name, score, day, n FROM trial";
  return {
    w1Reset() {
      forget();
      tables.w1Reset();
    },
    w1(rows) {
      database.run("BEGIN");
      insert("trial", rows);
      database.run("COMMIT");
    },
    w2: () => fetch(trialSql, [], trialOf),
    w3: (keys) => keys.map((key) => fetch(`${trialSql} WHERE id = ?`, [key], trialOf)[0]!),
    w4(parameters) {
      let total = 0;
      let last: AnswerRow[] = [];
      for (const { subject, from, to, quality } of parameters) {
        last = fetch(joinSql, [subject, from, to, quality], joinedOf);
        total += last.length;
      }
      return { total, last };
    },
    w5(times) {
      let total = 0;
      let last: AnswerRow[] = [];
      for (let time = 0; time < times; time++) {
        last = fetch(aggregationSql, [], aggregatedOf);
        total += last.length;
      }
      return { total, last };
    },
    w7Reset(family) {
      forget();
      tables.w7Reset(family);
    },
    w7(parent) {
      database.run("BEGIN");
      for (const sql of deletions) fetch(sql, [parent], () => ({}));
      database.run("COMMIT");
    },
    w7Count: () => tables.w7Count(),
    w8Reset() {
      forget();
      tables.w8Reset();
    },
    w8(rows) {
      for (const row of rows) insert("event", [row]);
    },
    w8Count: () => tables.w8Count(),
    close: () => tables.close(),
  };
}
