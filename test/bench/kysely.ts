import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqlJsDatabase } from "../../core/driver/sqljs/sqljs-types.ts";
import type { AnswerRow, Contender } from "./contender.ts";
import type { BenchData, JoinParameters } from "./data.ts";
import { RawTables } from "./raw-tables.ts";

interface Trial {
  id: number;
  name: string;
  score: number;
  day: string;
  n: number | null;
}

interface Tables {
  trial: Trial;
  event: Trial;
  subject: { subject_id: number; species: string; sex: string };
  session: { subject_id: number; session_id: number; day: string; operator: string };
  scan: { subject_id: number; session_id: number; scan_id: number; depth: number; quality: number };
  parent: { parent_id: number; title: string };
}

/** So many rows go into one INSERT; others were tried, and took longer. */
const rowsPerInsert = 100;

/** Kysely has no driver for sql.js; this is what the drivers for it do. */
class SqlJsConnection implements DatabaseConnection {
  readonly #database: SqlJsDatabase;

  constructor(database: SqlJsDatabase) {
    this.#database = database;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#database.prepare(sql);
    try {
      statement.bind(parameters);
      const names = statement.getColumnNames();
      const rows: R[] = [];
      while (statement.step()) {
        const values = statement.get();
        const row: AnswerRow = {};
        for (let index = 0; index < names.length; index++) row[names[index]!] = values[index];
        rows.push(row as R);
      }
      return { rows, numAffectedRows: BigInt(this.#database.getRowsModified()) };
    } finally {
      statement.free();
    }
  }

  // biome-ignore lint/correctness/useYield: no workload streams
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("Rows are not streamed here.");
  }
}

class SqlJsDriver implements Driver {
  readonly #connection: SqlJsConnection;

  constructor(database: SqlJsDatabase) {
    this.#connection = new SqlJsConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("BEGIN"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("COMMIT"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("ROLLBACK"));
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}

const dialectOn = (database: SqlJsDatabase): Dialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new SqlJsDriver(database),
  createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

/** Kysely, a query builder, on sql.js. */
export async function openKysely(data: BenchData): Promise<Contender> {
  const tables = await RawTables.open(data, "CASCADE");
  const kysely = new Kysely<Tables>({ dialect: dialectOn(tables.database) });
  const join = ({ subject, from, to, quality }: JoinParameters) =>
    kysely
      .selectFrom("subject as s")
      .innerJoin("session as n", "n.subject_id", "s.subject_id")
      .innerJoin("scan as c", (on) =>
        on.onRef("c.subject_id", "=", "n.subject_id").onRef("c.session_id", "=", "n.session_id"),
      )
      .where("c.subject_id", "=", subject)
      .where((where) => where.between("c.session_id", from, to))
      .where("c.quality", ">=", quality)
      .select(["c.subject_id", "c.session_id", "c.scan_id", "s.species", "n.day as scan_day", "c.quality"])
      .select((select) => select("c.depth", "/", select.lit(1000)).as("depth_mm"));
  return {
    w1Reset: () => tables.w1Reset(),
    w1: (rows) =>
      kysely.transaction().execute(async (transaction) => {
        for (let start = 0; start < rows.length; start += rowsPerInsert) {
          await transaction
            .insertInto("trial")
            .values(rows.slice(start, start + rowsPerInsert))
            .execute();
        }
      }),
    w2: async () => (await kysely.selectFrom("trial").selectAll().execute()) as unknown as AnswerRow[],
    async w3(keys) {
      const rows: AnswerRow[] = [];
      for (const key of keys) {
        const row = await kysely
          .selectFrom("trial")
          .selectAll()
          .where("id", "=", key)
          .executeTakeFirstOrThrow();
        rows.push(row as unknown as AnswerRow);
      }
      return rows;
    },
    async w4(parameters) {
      let total = 0;
      let last: AnswerRow[] = [];
      for (const one of parameters) {
        last = await join(one).execute();
        total += last.length;
      }
      return { total, last };
    },
    async w5(times) {
      let total = 0;
      let last: AnswerRow[] = [];
      for (let time = 0; time < times; time++) {
        last = await kysely
          .selectFrom("subject as s")
          .leftJoin("scan as c", "c.subject_id", "s.subject_id")
          .select(({ fn }) => [
            "s.subject_id",
            fn.count("c.scan_id").as("n"),
            fn.avg("c.depth").as("mean_depth"),
          ])
          .groupBy("s.subject_id")
          .execute();
        total += last.length;
      }
      return { total, last };
    },
    w6(parameters) {
      let length = 0;
      for (const one of parameters) length += join(one).compile().sql.length;
      return length;
    },
    w7Reset: (family) => tables.w7Reset(family),
    w7: (parent) => kysely.deleteFrom("parent").where("parent_id", "=", parent).execute(),
    w7Count: () => tables.w7Count(),
    w8Reset: () => tables.w8Reset(),
    async w8(rows) {
      for (const row of rows) await kysely.insertInto("event").values(row).execute();
    },
    w8Count: () => tables.w8Count(),
    close: () => tables.close(),
  };
}
